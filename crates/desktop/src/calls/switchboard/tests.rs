//! What is shown of calls by example, and any order of frames by property.

mod aside;
mod holding;
mod hung_up;
mod push_to_talk;

use super::{Dialled, Switchboard};
use crate::api::{CallOther, CallPhase, Calls};
use crate::calls::Now;
use crate::calls::line::{Connection, LineState, OtherSide, Sound, Wish};
use leadline_domain::call::{
    Call, CallState, Command, EndReason, LegState, Media, PartyKind, Patience, Presence, Side, StopReason,
};
use leadline_protocol::Code;
use leadline_protocol::call::{CallGroup, CallParty, CallSnapshot, OwnLeg, PresenceOf};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};
use uuid::Uuid;

const CALLER: Uuid = Uuid::from_u128(1);
const DESK: Uuid = Uuid::from_u128(2);
const PHONE: Uuid = Uuid::from_u128(3);
const CALL: Uuid = Uuid::from_u128(9);
const START: i64 = 1_000_000;
/// This computer's clock is behind by this much.
const OFF: i64 = 7_000;

fn patience() -> Patience {
    Patience::default()
}

/// A customer's call that rings on two devices of this person.
fn rings() -> Call {
    Call::start(CALLER, &[DESK, PHONE], START, &patience())
}

fn after(mut call: Call, commands: &[(i64, Command)]) -> Call {
    for (at, command) in commands {
        call.decide(*command, START + at, &patience()).unwrap();
    }
    call
}

/// The call as the server tells it to `leg`.
fn told(call: &Call, leg: Uuid) -> CallSnapshot {
    let own = call.leg(leg);
    let party = |kind, id, name: &str| CallParty { kind, id, name: name.to_owned() };
    CallSnapshot {
        id: CALL,
        room_name: "room".to_owned(),
        media: Media::Video,
        state: call.state,
        end_reason: call.end_reason,
        side: own.map_or(Side::Callee, |own| own.side),
        caller: party(PartyKind::PortalCustomer, Uuid::from_u128(11), "Mali Saelim"),
        callee: party(PartyKind::CrmUser, Uuid::from_u128(12), "Naphat"),
        people: Vec::new(),
        waits: false,
        call_waiting: false,
        next_in_line: None,
        group: None,
        answered_by: None,
        asked_by: None,
        asking: None,
        client_id: None,
        leg: own.map(|own| OwnLeg { id: own.id, state: own.state, stopped: own.stopped, holds: own.holds }),
        started_at: call.started_at,
        ring_until: call.ring_until,
        answered_at: call.answered_at,
        active_at: call.active_at,
        ended_at: call.ended_at,
        seq: call.seq,
    }
}

fn shown(board: &Switchboard, at: i64) -> Calls {
    board.shown(Now { server: START + at, clock_off: OFF })
}

fn heard(calls: &[(&Call, Uuid)]) -> Switchboard {
    let mut board = Switchboard::default();
    for (call, leg) in calls {
        board.said(told(call, *leg));
    }
    board
}

#[test]
fn a_ring_is_shown_and_heard_until_its_time_is_over_by_this_computers_clock() {
    let board = heard(&[(&rings(), DESK)]);
    let calls = shown(&board, 1_000);
    let ring = &calls.ringing[0];
    assert_eq!((ring.phase, ring.incoming, ring.other.name.as_str()), (CallPhase::Ringing, true, "Mali Saelim"));
    assert_eq!((ring.started_at, ring.ring_until), (START - OFF, START + 45_000 - OFF));
    assert_eq!(board.sound(START + 44_999), Some(Sound::Incoming));
    assert_eq!(board.next_change(START), Some(START + 45_000));
    // A computer that slept through it wakes up to nothing.
    assert_eq!((shown(&board, 45_000).ringing, board.sound(START + 45_000)), (Vec::new(), None));
}

#[test]
fn a_ring_made_silent_is_still_shown() {
    let mut board = heard(&[(&rings(), DESK)]);
    board.silence(CALL);
    assert_eq!((shown(&board, 0).ringing.len(), board.sound(START)), (1, None));
    assert!(shown(&board, 0).ringing[0].silent);
}

#[test]
fn an_answer_is_seen_at_once_and_the_room_is_entered_when_the_server_agrees() {
    let mut board = heard(&[(&rings(), DESK)]);
    board.answer(CALL, true);
    let calls = shown(&board, 100);
    let current = calls.current.unwrap();
    assert_eq!((current.phase, current.camera, calls.ringing.len()), (CallPhase::Connecting, true, 0));
    assert_eq!((board.talks(), board.sound(START)), (None, None));

    let accepted = after(rings(), &[(200, Command::Accept(DESK))]);
    board.said(told(&accepted, DESK));
    assert_eq!(board.talks(), None, "the ticket comes with the answer, not with the frame before it");
    board.decided(CALL);
    assert_eq!(board.talks(), Some(CALL));

    let met = LineState { other: Some(OtherSide { muted: true, camera: false }), ..LineState::joined(Wish::default()) };
    board.line(CALL, Ok(met.clone()));
    let current = shown(&board, 300).current.unwrap();
    assert_eq!((current.phase, current.other_muted, current.reconnecting), (CallPhase::Active, true, false));
    board.line(CALL, Ok(LineState { connection: Connection::Reconnecting, ..met }));
    assert!(shown(&board, 300).current.unwrap().reconnecting);
}

#[test]
fn a_line_that_is_gone_for_good_ends_the_call_as_lost_before_the_server_says_so() {
    let mut board = heard(&[(&talked(), DESK)]);
    assert_eq!(board.talks(), Some(CALL));
    board.lose(CALL, START + 60_000);
    let wrap_up = shown(&board, 60_000).wrap_up.unwrap();
    assert_eq!(wrap_up.call.end_reason, Some(EndReason::Dropped));
    assert_eq!((board.talks(), board.hung_up(CALL)), (None, false), "nobody has hung up");

    let mut board = heard(&[(&after(rings(), &[(3_000, Command::Accept(DESK))]), DESK)]);
    board.lose(CALL, START + 60_000);
    let current = shown(&board, 60_000).current.unwrap();
    assert_eq!((current.phase, current.end_reason), (CallPhase::Ended, Some(EndReason::ConnectFailed)));
}

#[test]
fn an_answer_that_did_not_reach_the_server_rings_again() {
    let mut board = heard(&[(&rings(), DESK)]);
    board.answer(CALL, false);
    board.unanswered(CALL);
    assert_eq!((shown(&board, 0).ringing.len(), shown(&board, 0).current), (1, None));
}

#[test]
fn what_another_device_did_is_said_for_four_seconds() {
    for (deed, why) in [
        (Command::Accept(PHONE), StopReason::AnsweredElsewhere),
        (Command::Decline(PHONE), StopReason::DeclinedElsewhere),
    ] {
        let board = heard(&[(&rings(), DESK), (&after(rings(), &[(3_000, deed)]), DESK)]);
        let calls = shown(&board, 6_999);
        assert_eq!((calls.ringing.len(), calls.elsewhere.and_then(|call| call.stopped)), (0, Some(why)));
        assert_eq!(board.next_change(START + 3_000), Some(START + 7_000));
        assert_eq!(shown(&board, 7_000).elsewhere, None);
    }
}

#[test]
fn of_a_call_to_several_it_is_said_who_of_them_answered_and_to_who_passed_nothing() {
    let group = Some(CallGroup { id: Uuid::from_u128(13), name: "ฝ่ายขาย".to_owned() });
    let rung = CallSnapshot { group, ..told(&rings(), DESK) };
    let mut board = Switchboard::default();
    board.said(rung.clone());
    assert_eq!(shown(&board, 0).ringing[0].group.as_deref(), Some("ฝ่ายขาย"));
    let over = |seq, stopped| {
        let leg = Some(OwnLeg { id: DESK, state: LegState::Stopped, stopped: Some(stopped), holds: false });
        let (state, end_reason, ended_at) = (CallState::Ended, Some(EndReason::Completed), Some(START + 3_000));
        CallSnapshot { leg, state, end_reason, ended_at, seq, ..rung.clone() }
    };
    let by = rung.callee.clone();
    board.said(CallSnapshot { answered_by: Some(by), ..over(rung.seq + 1, StopReason::AnsweredElsewhere) });
    let calls = shown(&board, 3_500);
    assert_eq!(calls.elsewhere.and_then(|call| call.answered_by).as_deref(), Some("Naphat"));
    assert_eq!((calls.ringing.len(), calls.current, calls.wrap_up), (0, None, None));

    let mut board = Switchboard::default();
    board.said(rung.clone());
    board.decline(CALL);
    board.said(over(rung.seq + 1, StopReason::Declined));
    board.said(over(rung.seq + 2, StopReason::Declined));
    let calls = shown(&board, 3_500);
    assert_eq!((calls.ringing.len(), calls.current, calls.elsewhere, calls.wrap_up), (0, None, None, None));
}

#[test]
fn whoever_answers_a_moment_too_late_is_told_what_became_of_the_call() {
    let mut board = heard(&[(&rings(), DESK)]);
    board.answer(CALL, false);
    board.said(told(&after(rings(), &[(3_000, Command::Cancel)]), DESK));
    board.decided(CALL);
    let calls = shown(&board, 3_500);
    assert_eq!(calls.elsewhere.and_then(|call| call.end_reason), Some(EndReason::Cancelled));
    assert_eq!((calls.current, calls.wrap_up), (None, None));
}

#[test]
fn a_call_that_is_declined_or_missed_is_gone() {
    let mut board = heard(&[(&rings(), DESK)]);
    board.decline(CALL);
    assert_eq!((shown(&board, 0).ringing, board.sound(START)), (Vec::new(), None), "before the server has said so");
    for command in [Command::Decline(DESK), Command::Cancel] {
        let board = heard(&[(&after(rings(), &[(3_000, command)]), DESK)]);
        assert_eq!(shown(&board, 3_000), Calls { ..shown(&Switchboard::default(), 0) });
    }
}

fn talked() -> Call {
    let commands = [(3_000, Command::Accept(DESK)), (3_100, Command::Joined(CALLER)), (3_200, Command::Joined(DESK))];
    after(rings(), &commands)
}

#[test]
fn what_was_said_waits_to_be_written_down_until_it_is() {
    let over = after(talked(), &[(63_200, Command::HangUp(CALLER))]);
    let mut board = heard(&[(&talked(), DESK), (&over, DESK)]);
    let wrap_up = shown(&board, 10_000_000).wrap_up.unwrap();
    assert_eq!((wrap_up.seconds, wrap_up.outcomes.len(), wrap_up.call.phase), (60, 9, CallPhase::Ended));
    board.tidy(START + 10_000_000);
    assert!(shown(&board, 10_000_000).wrap_up.is_some());
    board.wrapped_up(CALL);
    assert_eq!(shown(&board, 10_000_000).wrap_up, None);
    board.tidy(START + 10_000_000);
    assert_eq!(board.not_over(), Vec::<Uuid>::new());
    assert_eq!(board, Switchboard::default());
}

#[test]
fn hanging_up_is_seen_before_the_server_knows() {
    let mut board = heard(&[(&talked(), DESK)]);
    board.hang_up(CALL, START + 63_200);
    assert!(board.hung_up(CALL));
    assert_eq!(board.talks(), None);
    let calls = shown(&board, 63_300);
    assert_eq!((calls.current, calls.wrap_up.map(|wrap_up| wrap_up.seconds)), (None, Some(60)));
    board.said(told(&after(talked(), &[(63_400, Command::HangUp(DESK))]), DESK));
    assert!(!board.hung_up(CALL));
}

#[test]
fn a_caller_sees_the_call_before_the_server_does_and_why_it_came_to_nothing() {
    let mut board = Switchboard::default();
    let other = CallOther { kind: PartyKind::PortalCustomer, id: None, name: "Mali".to_owned() };
    let dialled = Dialled { other, client_id: None, media: Media::Video, at: START, busy: false };
    board.dial(CALL, dialled, true);
    assert_eq!(shown(&board, 0).current.unwrap().phase, CallPhase::Dialling);
    assert_eq!((board.sound(START), board.talks()), (Some(Sound::Dialling), None));
    board.said(told(&rings(), CALLER));
    board.decided(CALL);
    assert_eq!((board.talks(), board.sound(START)), (Some(CALL), Some(Sound::Dialling)));
    board.said(told(&after(rings(), &[(0, Command::Busy)]), CALLER));
    let current = shown(&board, 5_999).current.unwrap();
    assert_eq!((current.phase, current.end_reason), (CallPhase::Ended, Some(EndReason::Busy)));
    assert_eq!(board.sound(START), Some(Sound::Busy));
    assert_eq!(shown(&board, 6_000).current, None);
    board.hang_up(CALL, START);
    assert_eq!(shown(&board, 0).current, None, "put away sooner");
}

#[test]
fn a_call_with_no_line_to_talk_on_says_why() {
    let mut board = heard(&[(&after(rings(), &[(200, Command::Accept(DESK))]), DESK)]);
    board.line(CALL, Err(Code::RoomRefused.into()));
    board.hang_up(CALL, START + 300);
    let current = shown(&board, 400).current.unwrap();
    assert_eq!(current.sound_fault.map(|fault| fault.code), Some(Code::RoomRefused));
    assert_eq!(shown(&board, 6_300).current, None);
}

#[test]
fn a_choice_of_presence_ends_by_this_computers_clock() {
    let mut board = Switchboard::default();
    board.shown_as(PresenceOf { profile_id: DESK, presence: Presence::Break, until: Some(START) });
    let presence = shown(&board, 0).presence.unwrap();
    assert_eq!((presence.presence, presence.until), (Presence::Break, Some(START - OFF)));
}

fn commands() -> impl Strategy<Value = Vec<(i64, Command)>> {
    let leg = prop_oneof![Just(CALLER), Just(DESK), Just(PHONE)];
    let command = (0..9_u8, leg).prop_map(|(which, leg)| match which {
        0 => Command::Delivered(leg),
        1 => Command::Alerting(leg),
        2 => Command::Accept(leg),
        3 => Command::Decline(leg),
        4 => Command::Cancel,
        5 => Command::HangUp(leg),
        6 => Command::Joined(leg),
        7 => Command::Gone(leg),
        _ => Command::Tick,
    });
    proptest::collection::vec((0..20_000_i64, command), 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// `picks` says which frames come, how often and in which order; the newest comes somewhere among them.
    #[test]
    fn frames_that_are_lost_doubled_or_late_lead_to_the_state_of_the_newest(
        commands in commands(),
        picks in proptest::collection::vec(0..64_usize, 0..40),
        newest_at in 0..40_usize,
        looked_at in 0..100_000_i64,
    ) {
        let mut call = rings();
        let mut frames = vec![told(&call, DESK)];
        let mut now = START;
        for (passed, command) in commands {
            now += passed;
            if call.decide(command, now, &patience()).is_ok_and(|happened| !happened.is_empty()) {
                frames.push(told(&call, DESK));
            }
        }
        let newest = frames.last().unwrap().clone();
        let mut coming: Vec<_> = picks.iter().map(|pick| frames[pick % frames.len()].clone()).collect();
        coming.insert(newest_at.min(coming.len()), newest.clone());
        let mut board = Switchboard::default();
        for frame in coming {
            board.said(frame);
        }
        let mut expected = Switchboard::default();
        expected.said(newest);
        prop_assert_eq!(shown(&board, looked_at), shown(&expected, looked_at));
        prop_assert_eq!(board.talks(), expected.talks());
        prop_assert_eq!(board.sound(START + looked_at), expected.sound(START + looked_at));
    }
}
