//! Asking people in and handing over, by example, and any order of commands by property.

use super::{Call, CallState, Command, EndReason, Happening, LegState, Patience, Purpose, Refusal, StopReason};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use uuid::Uuid;

const CUSTOMER: Uuid = Uuid::from_u128(1);
const AGENT: Uuid = Uuid::from_u128(2);
const AGENTS_PHONE: Uuid = Uuid::from_u128(3);
const COLLEAGUE: Uuid = Uuid::from_u128(4);
const COLLEAGUES_PHONE: Uuid = Uuid::from_u128(5);
const ASKED: Uuid = Uuid::from_u128(20);
const BACK: Uuid = Uuid::from_u128(21);

const PATIENCE: Patience =
    Patience { ring: 45_000, delivery: 5_000, connecting: 15_000, away: 30_000, parked: 900_000 };

/// A customer and an agent who talk since second 4.
fn talking() -> Call {
    let mut call = Call::start(CUSTOMER, &[AGENT, AGENTS_PHONE], 0, &PATIENCE);
    happen(
        &mut call,
        &[
            (100, Command::Alerting(AGENT)),
            (3_000, Command::Accept(AGENT)),
            (3_500, Command::Joined(CUSTOMER)),
            (4_000, Command::Joined(AGENT)),
        ],
    );
    call
}

fn happen(call: &mut Call, commands: &[(i64, Command)]) {
    for (now, command) in commands {
        call.decide(*command, *now, &PATIENCE).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
    }
}

fn asks(purpose: Purpose) -> Command {
    Command::Invite { id: ASKED, by: AGENT, purpose }
}

/// The agent asks the colleague, whose two devices ring.
fn asked(purpose: Purpose) -> Call {
    let mut call = talking();
    happen(
        &mut call,
        &[
            (10_000, asks(purpose)),
            (10_000, Command::OfferTo { invite: ASKED, leg: COLLEAGUE }),
            (10_000, Command::OfferTo { invite: ASKED, leg: COLLEAGUES_PHONE }),
            (10_100, Command::Alerting(COLLEAGUE)),
        ],
    );
    call
}

fn taken(purpose: Purpose) -> Call {
    let mut call = asked(purpose);
    happen(&mut call, &[(12_000, Command::Accept(COLLEAGUE)), (12_500, Command::Joined(COLLEAGUE))]);
    call
}

fn here(call: &Call) -> Vec<Uuid> {
    call.legs.iter().filter(|leg| leg.is_admitted()).map(|leg| leg.id).collect()
}

#[test]
fn one_who_joins_talks_with_both_and_the_call_goes_on_until_one_is_left() {
    let mut call = taken(Purpose::Join);
    assert_eq!(here(&call), [CUSTOMER, AGENT, COLLEAGUE]);
    assert_eq!(call.leg(COLLEAGUES_PHONE).unwrap().stopped, Some(StopReason::AnsweredElsewhere));
    assert!(![CUSTOMER, AGENT, COLLEAGUE].into_iter().any(|leg| call.waits(leg)));
    happen(&mut call, &[(20_000, Command::HangUp(AGENT))]);
    assert_eq!((call.state, here(&call)), (CallState::Active, vec![CUSTOMER, COLLEAGUE]));
    happen(&mut call, &[(64_000, Command::HangUp(COLLEAGUE))]);
    assert_eq!((call.end_reason, call.duration()), (Some(EndReason::Completed), Some(60_000)));
}

#[test]
fn a_blind_transfer_lets_go_at_once_and_whoever_takes_it_talks_with_the_customer() {
    let mut call = asked(Purpose::Transfer);
    assert_eq!((here(&call), call.leg(AGENT).unwrap().state), (vec![CUSTOMER], LegState::Left));
    assert!(call.may_be_wanted_back(AGENT), "not free for another call yet");
    happen(&mut call, &[(12_000, Command::Accept(COLLEAGUE)), (12_500, Command::Joined(COLLEAGUE))]);
    assert_eq!((here(&call), call.may_be_wanted_back(AGENT)), (vec![CUSTOMER, COLLEAGUE], false));
    assert_eq!(call.decide(Command::HandOver { by: AGENT }, 13_000, &PATIENCE), Ok(Vec::new()), "it is done");
    happen(&mut call, &[(20_000, Command::HangUp(COLLEAGUE))]);
    assert_eq!(call.end_reason, Some(EndReason::Completed), "nobody is rung back after a talk");
}

#[test]
fn a_blind_transfer_nobody_takes_rings_back_and_ends_when_that_is_not_answered_either() {
    for (command, outcome) in [(Command::Decline(COLLEAGUE), EndReason::Declined), (Command::Tick, EndReason::Missed)] {
        let mut call = asked(Purpose::Transfer);
        let at = if command == Command::Tick { 55_000 } else { 20_000 };
        happen(&mut call, &[(at, command)]);
        assert_eq!(call.wants_back().map(|invite| (invite.by, invite.outcome)), Some((AGENT, Some(outcome))));
        let back = Command::Invite { id: BACK, by: AGENT, purpose: Purpose::Return };
        happen(&mut call, &[(at, back), (at, Command::OfferTo { invite: BACK, leg: AGENT })]);
        assert_eq!(call.leg(AGENT).unwrap().state, LegState::Offered);
        let mut lost = call.clone();
        happen(&mut call, &[(at + 2_000, Command::Accept(AGENT)), (at + 2_100, Command::Joined(AGENT))]);
        assert_eq!((call.state, here(&call)), (CallState::Active, vec![CUSTOMER, AGENT]));
        happen(&mut lost, &[(at + 100, Command::Alerting(AGENT)), (at + 45_000, Command::Tick)]);
        assert_eq!((lost.end_reason, here(&lost)), (Some(EndReason::Missed), Vec::new()));
    }
}

#[test]
fn a_customer_whom_nobody_can_be_rung_back_for_is_not_left_waiting() {
    let mut call = asked(Purpose::Transfer);
    happen(&mut call, &[(20_000, Command::Decline(COLLEAGUE))]);
    assert_eq!(call.next_tick(&PATIENCE), Some(25_000));
    happen(&mut call, &[(25_000, Command::Tick)]);
    assert_eq!(call.end_reason, Some(EndReason::Missed));
}

#[test]
fn while_two_consult_the_customer_waits_and_afterwards_belongs_to_the_one_who_was_asked() {
    let mut call = asked(Purpose::Consult);
    assert!(!call.waits(CUSTOMER), "while it rings the two go on talking");
    assert_eq!(call.decide(Command::HandOver { by: AGENT }, 11_000, &PATIENCE), Err(Refusal::NotNow));
    happen(&mut call, &[(12_000, Command::Accept(COLLEAGUE)), (12_500, Command::Joined(COLLEAGUE))]);
    assert_eq!((call.waits(CUSTOMER), call.waits(AGENT), call.waits(COLLEAGUE)), (true, false, false));
    happen(&mut call, &[(30_000, Command::HandOver { by: AGENT })]);
    assert_eq!((here(&call), call.waits(CUSTOMER)), (vec![CUSTOMER, COLLEAGUE], false));
    assert_eq!(call.decide(Command::HandOver { by: AGENT }, 30_010, &PATIENCE), Ok(Vec::new()), "twice is once");
}

#[test]
fn a_consultation_that_is_not_taken_or_is_ended_gives_the_customer_back_to_the_agent() {
    let mut missed = asked(Purpose::Consult);
    happen(&mut missed, &[(55_000, Command::Tick)]);
    assert_eq!((here(&missed), missed.invites[0].outcome), (vec![CUSTOMER, AGENT], Some(EndReason::Missed)));
    let mut ended = taken(Purpose::Consult);
    happen(&mut ended, &[(20_000, Command::Withdraw { by: AGENT })]);
    assert_eq!((here(&ended), ended.waits(CUSTOMER)), (vec![CUSTOMER, AGENT], false));
    let mut left = taken(Purpose::Consult);
    happen(&mut left, &[(20_000, Command::HangUp(COLLEAGUE))]);
    assert_eq!((here(&left), left.waits(CUSTOMER)), (vec![CUSTOMER, AGENT], false));
    let mut all = taken(Purpose::Consult);
    happen(&mut all, &[(20_000, Command::Together { by: AGENT })]);
    assert_eq!((here(&all).len(), all.waits(CUSTOMER)), (3, false));
}

#[test]
fn one_who_hangs_up_while_the_colleague_still_rings_has_transferred_blindly() {
    let mut call = asked(Purpose::Consult);
    happen(&mut call, &[(11_000, Command::HangUp(AGENT))]);
    assert_eq!((call.state, call.invites[0].purpose), (CallState::Active, Purpose::Transfer));
    happen(&mut call, &[(12_000, Command::Decline(COLLEAGUE))]);
    assert!(call.wants_back().is_some());
    let mut joining = asked(Purpose::Join);
    happen(&mut joining, &[(11_000, Command::HangUp(AGENT))]);
    assert_eq!(joining.end_reason, Some(EndReason::Completed), "one who was only to join relieves nobody");
    assert_eq!(joining.leg(COLLEAGUE).unwrap().stopped, Some(StopReason::Ended));
}

#[test]
fn whoever_is_rung_back_and_hangs_up_at_once_has_talked_before_and_one_who_never_came_relieves_nobody() {
    let mut call = asked(Purpose::Transfer);
    happen(&mut call, &[(12_000, Command::Accept(COLLEAGUE)), (12_200, Command::HangUp(COLLEAGUE))]);
    assert_eq!(call.wants_back().map(|invite| (invite.by, invite.outcome)), Some((AGENT, Some(EndReason::Cancelled))));
    let back = Command::Invite { id: BACK, by: AGENT, purpose: Purpose::Return };
    let rings = Command::OfferTo { invite: BACK, leg: AGENT };
    happen(&mut call, &[(12_200, back), (12_200, rings), (14_000, Command::Accept(AGENT))]);
    happen(&mut call, &[(14_100, Command::HangUp(AGENT))]);
    assert_eq!((call.end_reason, call.duration()), (Some(EndReason::Completed), Some(10_100)));
}

#[test]
fn a_colleague_who_is_sent_away_after_the_customer_has_hung_up_leaves_a_call_that_was() {
    let mut call = taken(Purpose::Consult);
    happen(&mut call, &[(20_000, Command::HangUp(CUSTOMER)), (34_000, Command::Withdraw { by: AGENT })]);
    assert_eq!((call.end_reason, call.invites[0].outcome), (Some(EndReason::Completed), Some(EndReason::Cancelled)));
}

#[test]
fn one_person_is_asked_at_a_time_and_only_by_somebody_in_the_call() {
    let mut call = asked(Purpose::Join);
    let other = Command::Invite { id: BACK, by: CUSTOMER, purpose: Purpose::Join };
    assert_eq!(call.decide(other, 11_000, &PATIENCE), Err(Refusal::NotNow));
    let outside = Command::Invite { id: BACK, by: AGENTS_PHONE, purpose: Purpose::Join };
    assert_eq!(call.decide(outside, 11_000, &PATIENCE), Err(Refusal::NotALeg));
    assert_eq!(call.decide(Command::Withdraw { by: COLLEAGUE }, 11_000, &PATIENCE), Err(Refusal::NotALeg));
    let unasked = Command::Invite { id: BACK, by: AGENT, purpose: Purpose::Return };
    assert_eq!(call.decide(unasked, 11_000, &PATIENCE), Err(Refusal::NotNow));
    let mut ringing = Call::start(CUSTOMER, &[AGENT], 0, &PATIENCE);
    assert_eq!(ringing.decide(asks(Purpose::Join), 10, &PATIENCE), Err(Refusal::NotNow));
}

#[test]
fn whoever_is_left_alone_by_a_transfer_asks_nobody_in_and_is_looked_after() {
    let mut call = asked(Purpose::Transfer);
    happen(&mut call, &[(12_000, Command::Decline(COLLEAGUE))]);
    let other = Command::Invite { id: BACK, by: CUSTOMER, purpose: Purpose::Join };
    assert_eq!(call.decide(other, 12_000, &PATIENCE), Err(Refusal::NotNow));
    assert_eq!(call.wants_back().map(|invite| invite.by), Some(AGENT));
}

#[test]
fn a_colleague_who_answers_and_does_not_come_is_as_one_who_did_not_answer() {
    let mut call = asked(Purpose::Transfer);
    happen(&mut call, &[(12_000, Command::Accept(COLLEAGUE)), (27_000, Command::Tick)]);
    assert_eq!(call.wants_back().and_then(|invite| invite.outcome), Some(EndReason::ConnectFailed));
    let mut lost = taken(Purpose::Join);
    happen(&mut lost, &[(20_000, Command::Gone(AGENT)), (50_000, Command::Tick)]);
    assert_eq!((lost.state, here(&lost)), (CallState::Active, vec![CUSTOMER, COLLEAGUE]), "two are enough");
}

fn commands() -> impl Strategy<Value = Vec<(i64, Command)>> {
    let leg = prop_oneof![Just(CUSTOMER), Just(AGENT), Just(AGENTS_PHONE), Just(COLLEAGUE), Just(COLLEAGUES_PHONE)];
    let command = (0..21_u8, 0..4_u128, leg).prop_map(|(which, nth, leg)| {
        let invite = Uuid::from_u128(20 + nth);
        match which {
            0 => Command::Invite { id: invite, by: leg, purpose: Purpose::Join },
            1 => Command::Invite { id: invite, by: leg, purpose: Purpose::Consult },
            2 => Command::Invite { id: invite, by: leg, purpose: Purpose::Transfer },
            3 => Command::Invite { id: invite, by: leg, purpose: Purpose::Return },
            4..=6 => Command::OfferTo { invite, leg },
            7 => Command::Alerting(leg),
            8 | 9 => Command::Accept(leg),
            10 => Command::Decline(leg),
            11 => Command::Withdraw { by: leg },
            12 => Command::HandOver { by: leg },
            13 => Command::Together { by: leg },
            14 => Command::HangUp(leg),
            15 | 16 => Command::Joined(leg),
            17 => Command::Park(leg),
            18 => Command::Resume(leg),
            19 => Command::Hold { leg, on: nth % 2 == 0 },
            _ if nth == 0 => Command::Gone(leg),
            _ => Command::Tick,
        }
    });
    proptest::collection::vec((0..8_000_i64, command), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn whoever_is_asked_in_whatever_order_nobody_is_left_alone_and_it_ends_once(commands in commands()) {
        let mut call = talking();
        let mut now = 5_000;
        let mut ended = 0;
        for (passed, command) in commands {
            now += passed;
            let before = call.clone();
            let Ok(happenings) = call.decide(command, now, &PATIENCE) else {
                prop_assert_eq!(&call, &before, "a refusal changes nothing");
                continue;
            };
            prop_assert_eq!(call.seq, before.seq + u32::try_from(happenings.len()).unwrap());
            let in_room = |leg: &super::Leg| matches!(leg.state, LegState::Joined | LegState::Away);
            prop_assert!(call.legs.iter().all(|leg| !leg.holds || in_room(leg)), "who is not there holds: {:?}", call);
            ended += happenings.iter().filter(|happening| matches!(happening, Happening::Ended(_))).count();
            prop_assert!(ended <= 1);
            prop_assert_eq!(call.answered_leg, Some(AGENT), "the first answer stays the answer");
            prop_assert!(call.end_reason != Some(EndReason::Cancelled), "nobody calls off what was answered");
            for invite in &call.invites {
                let admitted = call.legs.iter().filter(|leg| leg.invite == Some(invite.id) && leg.is_admitted());
                prop_assert!(admitted.count() <= 1, "one device answers for a person: {:?}", call);
                prop_assert_eq!(invite.over_at.is_some(), invite.outcome.is_some());
                let rings = call.legs.iter().any(|leg| leg.invite == Some(invite.id) && leg.is_ringing());
                prop_assert!(invite.rings() || !rings, "nothing rings for an invite that is over: {:?}", call);
            }
            if call.state == CallState::Ended {
                let over = |leg: &super::Leg| matches!(leg.state, LegState::Stopped | LegState::Left);
                prop_assert!(call.legs.iter().all(over) && call.invites.iter().all(|invite| invite.over_at.is_some()));
            } else {
                let comes = call.invites.iter().any(|invite| {
                    invite.rings() && matches!(invite.purpose, Purpose::Transfer | Purpose::Return)
                });
                let alone = here(&call).len() == 1 && (comes || call.wants_back().is_some());
                prop_assert!(here(&call).len() >= 2 || alone, "two talk, or one is looked after: {:?}", call);
                let waiting = call.legs.iter().filter(|leg| leg.is_admitted() && call.waits(leg.id)).count();
                prop_assert!(here(&call).len() - waiting >= 1, "somebody speaks for those who wait");
            }
            let again = call.clone().decide(command, now, &PATIENCE);
            prop_assert!(again.is_err() || again == Ok(Vec::new()), "twice is once: {command:?} {again:?}");
        }
        // With nothing but time passing, whatever was asked for is settled; two who talk may go on.
        while let Some(at) = call.next_tick(&PATIENCE) {
            now = now.max(at);
            prop_assert!(call.decide(Command::Tick, now, &PATIENCE).is_ok_and(|happened| !happened.is_empty()));
        }
        prop_assert!(call.state == CallState::Ended || here(&call).len() >= 2);
    }
}
