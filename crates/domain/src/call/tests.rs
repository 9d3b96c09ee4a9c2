//! Calls by example, and any order of commands by property.

use super::{Call, CallState, Command, EndReason, Happening, LegState, Patience, Refusal, Side, StopReason};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use uuid::Uuid;

const CALLER: Uuid = Uuid::from_u128(1);
const DESK: Uuid = Uuid::from_u128(2);
const PHONE: Uuid = Uuid::from_u128(3);

const PATIENCE: Patience =
    Patience { ring: 45_000, delivery: 5_000, connecting: 15_000, away: 30_000, parked: 900_000 };

fn ringing() -> Call {
    Call::start(CALLER, &[DESK, PHONE], 0, &PATIENCE)
}

fn after(commands: &[(i64, Command)]) -> Call {
    let mut call = ringing();
    for (now, command) in commands {
        call.decide(*command, *now, &PATIENCE).unwrap();
    }
    call
}

fn talking() -> Call {
    after(&[
        (100, Command::Delivered(DESK)),
        (200, Command::Alerting(DESK)),
        (3_000, Command::Accept(DESK)),
        (3_100, Command::Joined(CALLER)),
        (3_200, Command::Joined(DESK)),
    ])
}

#[test]
fn the_device_that_answers_stops_the_others() {
    let mut call = ringing();
    let happened = call.decide(Command::Accept(DESK), 3_000, &PATIENCE).unwrap();
    assert_eq!(
        happened,
        [
            Happening::Leg(DESK, LegState::Accepted),
            Happening::Answered(DESK),
            Happening::Stopped(PHONE, StopReason::AnsweredElsewhere),
        ]
    );
    assert_eq!(call.decide(Command::Accept(PHONE), 3_010, &PATIENCE), Err(Refusal::AnsweredElsewhere));
    assert_eq!(
        call.decide(Command::Accept(DESK), 3_020, &PATIENCE),
        Ok(Vec::new()),
        "a lost answer is asked for again"
    );
}

#[test]
fn a_call_counts_from_when_both_are_in_the_room() {
    let mut call = talking();
    assert_eq!(call.state, CallState::Active);
    call.decide(Command::HangUp(CALLER), 63_200, &PATIENCE).unwrap();
    assert_eq!((call.end_reason, call.duration()), (Some(EndReason::Completed), Some(60_000)));
}

#[test]
fn whoever_hangs_up_after_the_answer_ends_a_call_that_was_answered() {
    let answered = (3_000, Command::Accept(DESK));
    for seen in [&[][..], &[(3_100, Command::Joined(CALLER))], &[(3_100, Command::Joined(DESK))]] {
        for who in [CALLER, DESK] {
            let mut call = after(&[&[answered], seen].concat());
            assert_eq!(call.state, CallState::Connecting);
            call.decide(Command::HangUp(who), 9_000, &PATIENCE).unwrap();
            assert_eq!((call.end_reason, call.duration()), (Some(EndReason::Completed), Some(0)), "{who} {seen:?}");
            assert_eq!(call.decide(Command::HangUp(who), 9_100, &PATIENCE), Ok(Vec::new()));
        }
    }
    let mut call = after(&[answered]);
    let elsewhere = call.decide(Command::HangUp(PHONE), 4_000, &PATIENCE);
    assert_eq!(elsewhere, Err(Refusal::AnsweredElsewhere), "another device of whoever answered is not in it");
    let before = after(&[(2_000, Command::HangUp(CALLER))]);
    assert_eq!(before.end_reason, Some(EndReason::Cancelled), "before the answer it is called off");
}

#[test]
fn declining_on_one_device_speaks_for_all_of_them() {
    let call = after(&[(900, Command::Decline(PHONE))]);
    assert_eq!(call.end_reason, Some(EndReason::Declined));
    assert_eq!(call.leg(DESK).unwrap().stopped, Some(StopReason::DeclinedElsewhere));
    assert_eq!(call.leg(PHONE).unwrap().stopped, Some(StopReason::Declined));
}

#[test]
fn nobody_answers_nobody_is_reached_nobody_comes() {
    for (commands, at, reason) in [
        (&[(100, Command::Delivered(DESK))][..], 45_000, EndReason::Missed),
        (&[], 5_000, EndReason::Unreachable),
        (&[(1_000, Command::Accept(DESK)), (1_100, Command::Joined(DESK))], 16_000, EndReason::ConnectFailed),
    ] {
        let mut call = after(commands);
        assert_eq!(call.next_tick(&PATIENCE), Some(at));
        assert_eq!(call.decide(Command::Tick, at - 1, &PATIENCE), Ok(Vec::new()), "{reason:?} not before its time");
        call.decide(Command::Tick, at, &PATIENCE).unwrap();
        assert_eq!(call.end_reason, Some(reason));
        assert_eq!(call.duration(), Some(0));
    }
}

#[test]
fn an_answer_after_the_ring_is_over_is_too_late_even_if_the_timer_is_late() {
    let mut call = after(&[(100, Command::Delivered(DESK))]);
    assert_eq!(call.decide(Command::Accept(DESK), 45_000, &PATIENCE), Err(Refusal::Ended(EndReason::Missed)));
}

#[test]
fn one_who_comes_back_in_time_keeps_the_call() {
    let mut call = talking();
    call.decide(Command::Gone(DESK), 10_000, &PATIENCE).unwrap();
    assert_eq!(call.next_tick(&PATIENCE), Some(40_000));
    call.decide(Command::Joined(DESK), 18_000, &PATIENCE).unwrap();
    assert_eq!(call.next_tick(&PATIENCE), None);
    call.decide(Command::Gone(CALLER), 20_000, &PATIENCE).unwrap();
    call.decide(Command::Tick, 50_000, &PATIENCE).unwrap();
    assert_eq!(call.end_reason, Some(EndReason::Dropped));
}

#[test]
fn cancel_and_answer_at_once_the_first_wins() {
    let mut cancelled = after(&[(2_000, Command::Cancel)]);
    assert_eq!(cancelled.decide(Command::Accept(DESK), 2_000, &PATIENCE), Err(Refusal::Ended(EndReason::Cancelled)));
    let mut answered = after(&[(2_000, Command::Accept(DESK))]);
    assert_eq!(answered.decide(Command::Cancel, 2_000, &PATIENCE), Err(Refusal::AlreadyAnswered));
}

#[test]
fn a_device_that_starts_while_it_rings_rings_too() {
    let late = Uuid::from_u128(9);
    let call =
        after(&[(4_000, Command::Offer(late)), (4_100, Command::Alerting(late)), (5_000, Command::Accept(late))]);
    assert_eq!(call.answered_leg, Some(late));
}

#[test]
fn of_several_people_who_are_called_one_may_pass_and_the_last_who_does_declines() {
    let pass = |leg, elsewhere| Command::Pass { leg, elsewhere };
    let mut call = after(&[(2_000, pass(DESK, false))]);
    let desk = call.leg(DESK).unwrap();
    assert_eq!((call.state, desk.stopped, desk.left_at), (CallState::Ringing, Some(StopReason::Declined), Some(2_000)));
    assert_eq!(call.decide(pass(DESK, true), 2_050, &PATIENCE), Ok(Vec::new()), "they have passed already");
    assert_eq!(call.decide(pass(CALLER, false), 2_100, &PATIENCE), Err(Refusal::NotALeg));
    let too_late = call.decide(Command::Accept(DESK), 2_200, &PATIENCE);
    assert_eq!(too_late, Err(Refusal::Ended(EndReason::Declined)), "who has passed is no longer called");
    let answered = after(&[(2_000, pass(DESK, false)), (3_000, Command::Accept(PHONE))]);
    assert_eq!(answered.answered_leg, Some(PHONE));
    call.decide(pass(PHONE, true), 3_000, &PATIENCE).unwrap();
    assert_eq!(
        (call.end_reason, call.leg(PHONE).unwrap().stopped),
        (Some(EndReason::Declined), Some(StopReason::DeclinedElsewhere))
    );
}

#[test]
fn whoever_was_not_reached_yet_when_the_others_have_passed_has_as_long_as_from_the_start() {
    let (late, pass) = (Uuid::from_u128(9), |leg| Command::Pass { leg, elsewhere: false });
    let alone = [(100, Command::Alerting(DESK)), (20_000, pass(PHONE)), (20_000, Command::Offer(late))];
    let mut call = after(&[&alone[..], &[(20_100, pass(DESK))]].concat());
    assert_eq!(call.next_tick(&PATIENCE), Some(25_100));
    call.decide(Command::Alerting(late), 20_300, &PATIENCE).unwrap();
    assert_eq!((call.state, call.next_tick(&PATIENCE)), (CallState::Ringing, Some(45_000)));
    let mut gone = after(&[&alone[..], &[(20_100, pass(DESK))]].concat());
    gone.decide(Command::Tick, 25_100, &PATIENCE).unwrap();
    assert_eq!(gone.end_reason, Some(EndReason::Unreachable), "a device that is not there is not waited for");
    let late_in_the_ring = after(&[&alone[..], &[(44_000, pass(DESK))]].concat());
    assert_eq!(late_in_the_ring.next_tick(&PATIENCE), Some(45_000), "never longer than it rings");
}

#[test]
fn a_ring_that_is_passed_on_has_its_whole_time_again_and_must_reach_somebody_again() {
    let others = Uuid::from_u128(9);
    let waits = [(100, Command::Alerting(DESK)), (200, Command::Wait), (30_000, Command::Offer(others))];
    let passed = [(30_000, Command::Pass { leg: PHONE, elsewhere: true }), (30_000, Command::PassOn(DESK))];
    let mut call = after(&[&waits[..], &passed].concat());
    assert_eq!((call.ring_until, call.waiting, call.rings_since()), (75_000, false, 30_000));
    assert_eq!(call.next_tick(&PATIENCE), Some(35_000), "the others' devices may be away");
    assert_eq!(call.decide(Command::PassOn(DESK), 31_000, &PATIENCE), Ok(Vec::new()));
    assert_eq!(call.decide(Command::Accept(DESK), 32_000, &PATIENCE), Err(Refusal::Ended(EndReason::Declined)));
    let mut unreached = call.clone();
    unreached.decide(Command::Tick, 35_000, &PATIENCE).unwrap();
    assert_eq!(unreached.end_reason, Some(EndReason::Unreachable));
    call.decide(Command::Alerting(others), 33_000, &PATIENCE).unwrap();
    call.decide(Command::Accept(others), 74_000, &PATIENCE).unwrap();
    assert_eq!((call.answered_leg, call.state), (Some(others), CallState::Connecting));
}

#[test]
fn a_ring_is_passed_on_to_somebody_or_not_at_all() {
    let mut call = after(&[(1_000, Command::Pass { leg: PHONE, elsewhere: true })]);
    assert_eq!(call.decide(Command::PassOn(DESK), 2_000, &PATIENCE), Err(Refusal::NotNow));
    assert_eq!(call.decide(Command::PassOn(CALLER), 2_000, &PATIENCE), Err(Refusal::NotALeg));
    assert_eq!(
        call.decide(Command::Accept(DESK), 3_000, &PATIENCE).map(|happened| happened.len()),
        Ok(2),
        "it rings on"
    );
    assert_eq!(call.decide(Command::PassOn(DESK), 4_000, &PATIENCE), Err(Refusal::AlreadyAnswered));
}

#[test]
fn a_ring_waits_once_its_side_turns_to_another_call_and_can_still_be_answered() {
    let mut call = ringing();
    assert_eq!(call.decide(Command::Wait, 1_000, &PATIENCE), Ok(vec![Happening::Waits]));
    assert_eq!(call.decide(Command::Wait, 1_100, &PATIENCE), Ok(Vec::new()));
    assert!(call.waiting);
    call.decide(Command::Accept(DESK), 2_000, &PATIENCE).unwrap();
    assert_eq!(call.decide(Command::Wait, 2_100, &PATIENCE), Err(Refusal::AlreadyAnswered));
}

#[test]
fn a_busy_side_and_a_newer_call_end_a_call_for_good() {
    let busy = after(&[(0, Command::Busy)]);
    assert_eq!((busy.end_reason, busy.duration()), (Some(EndReason::Busy), Some(0)));
    let mut call = talking();
    assert_eq!(call.decide(Command::Busy, 4_000, &PATIENCE), Err(Refusal::AlreadyAnswered));
    call.decide(Command::Supersede, 4_200, &PATIENCE).unwrap();
    assert_eq!((call.end_reason, call.duration()), (Some(EndReason::Superseded), Some(1_000)));
}

fn commands() -> impl Strategy<Value = Vec<(i64, Command)>> {
    let leg = prop_oneof![Just(CALLER), Just(DESK), Just(PHONE), Just(Uuid::from_u128(9))];
    let command = (0..20_u8, leg).prop_map(|(which, leg)| match which {
        0 => Command::Offer(leg),
        1 => Command::Delivered(leg),
        2 => Command::Alerting(leg),
        3 => Command::Accept(leg),
        4 => Command::Decline(leg),
        5 => Command::Cancel,
        6 => Command::HangUp(leg),
        7 => Command::Joined(leg),
        8 => Command::Gone(leg),
        9 => Command::CallerLost,
        10 => Command::Busy,
        11 => Command::Supersede,
        12 => Command::Park(leg),
        13 => Command::Resume(leg),
        14 => Command::Pass { leg, elsewhere: false },
        15 => Command::Wait,
        16 => Command::PassOn(leg),
        17 => Command::Hold { leg, on: true },
        18 => Command::Hold { leg, on: false },
        _ => Command::Tick,
    });
    proptest::collection::vec((0..20_000_i64, command), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_comes_in_whatever_order_the_call_stays_sound(commands in commands()) {
        let mut call = ringing();
        let mut now = 0;
        let mut answered = None;
        let mut ended = None;
        for (passed, command) in commands {
            now += passed;
            let before = call.clone();
            let outcome = call.decide(command, now, &PATIENCE);
            let Ok(happenings) = outcome else {
                prop_assert_eq!(&call, &before, "a refusal changes nothing");
                continue;
            };
            prop_assert_eq!(call.seq, before.seq + u32::try_from(happenings.len()).unwrap());
            for happening in happenings {
                if let Happening::Answered(leg) = happening {
                    prop_assert!(answered.replace(leg).is_none(), "only one leg ever answers");
                    prop_assert!(now < call.ring_until);
                }
                if let Happening::Ended(reason) = happening {
                    prop_assert!(ended.replace(reason).is_none(), "a call ends once");
                }
            }
            prop_assert_eq!(call.answered_leg, answered);
            prop_assert_eq!(call.end_reason, ended);
            if let Some(reason) = ended {
                let after_an_answer = matches!(reason, EndReason::Completed | EndReason::Dropped | EndReason::ConnectFailed);
                let either = reason == EndReason::Superseded;
                prop_assert!(either || after_an_answer == answered.is_some(), "{reason:?} after {answered:?}");
            }
            let in_room = |leg: &super::Leg| matches!(leg.state, LegState::Joined | LegState::Away);
            prop_assert!(call.legs.iter().all(|leg| !leg.holds || in_room(leg)), "who is not there holds: {:?}", call);
            if call.state == CallState::Ended {
                let over = |leg: &super::Leg| matches!(leg.state, LegState::Stopped | LegState::Left);
                prop_assert!(call.legs.iter().all(over), "every leg is over: {:?}", call);
            } else {
                let in_room = call.legs.iter().filter(|leg| leg.side == Side::Callee && leg.is_admitted());
                prop_assert!(in_room.count() <= 1);
            }
            let again = call.clone().decide(command, now, &PATIENCE);
            prop_assert!(again.is_err() || again == Ok(Vec::new()), "twice is once: {again:?}");
        }
        // With nothing but time passing, a call that nobody attends to ends.
        while let Some(at) = call.next_tick(&PATIENCE) {
            now = now.max(at);
            prop_assert!(call.decide(Command::Tick, now, &PATIENCE).is_ok_and(|happened| !happened.is_empty()));
        }
    }
}
