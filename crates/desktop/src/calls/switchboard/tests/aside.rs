//! A second call while one talks.

use super::*;

const SECOND: Uuid = Uuid::from_u128(8);

fn second(call: &Call) -> CallSnapshot {
    CallSnapshot { id: SECOND, ..told(call, DESK) }
}

fn ids(calls: &[crate::api::CallView]) -> Vec<Uuid> {
    calls.iter().map(|call| call.id).collect()
}

/// The first call is talked in, and the second rings.
fn rung_while_talking() -> Switchboard {
    let mut board = heard(&[(&talked(), DESK)]);
    board.said(second(&rings()));
    board
}

#[test]
fn a_second_call_rings_unheard() {
    let board = rung_while_talking();
    let calls = shown(&board, 4_000);
    assert_eq!((ids(&calls.ringing), calls.current.unwrap().id), (vec![SECOND], CALL));
    assert_eq!((board.sound(START + 4_000), board.talks()), (None, Some(CALL)));
}

#[test]
fn whoever_answers_it_is_out_of_the_first_at_once_and_back_when_it_was_too_late() {
    let mut board = rung_while_talking();
    board.answer(SECOND, false);
    let calls = shown(&board, 4_000);
    assert_eq!((ids(&calls.waiting), calls.current.unwrap().id), (vec![CALL], SECOND));
    assert_eq!(board.talks(), None, "the first does not hear what is said in the second");

    let mut late = board.clone();
    late.said(second(&after(rings(), &[(4_000, Command::Cancel)])));
    late.decided(SECOND);
    assert_eq!((late.talks(), shown(&late, 4_100).waiting), (Some(CALL), Vec::new()));

    board.said(second(&after(rings(), &[(4_000, Command::Accept(DESK))])));
    board.decided(SECOND);
    assert_eq!(board.talks(), Some(SECOND), "although the server has not said yet that the first waits");
    board.said(told(&after(talked(), &[(4_000, Command::Park(DESK))]), DESK));
    assert_eq!((board.talks(), ids(&shown(&board, 5_000).waiting)), (Some(SECOND), vec![CALL]));
    assert_eq!(board.is_in(), [SECOND, CALL]);
}

#[test]
fn one_comes_back_to_the_first_and_the_second_waits_in_its_turn() {
    let parked = after(talked(), &[(4_000, Command::Park(DESK))]);
    let both = after(
        rings(),
        &[(4_000, Command::Accept(DESK)), (4_100, Command::Joined(CALLER)), (4_200, Command::Joined(DESK))],
    );
    let mut board = heard(&[(&parked, DESK)]);
    board.said(second(&both));
    board.come_back(CALL);
    let calls = shown(&board, 9_000);
    assert_eq!((calls.current.unwrap().id, ids(&calls.waiting)), (CALL, vec![SECOND]));
    assert_eq!(board.talks(), None);
    board.said(told(&after(parked.clone(), &[(9_000, Command::Resume(DESK))]), DESK));
    board.decided(CALL);
    assert_eq!(board.talks(), Some(CALL));

    let mut refused = heard(&[(&parked, DESK)]);
    refused.said(second(&both));
    refused.come_back(CALL);
    refused.unanswered(CALL);
    assert_eq!((refused.talks(), ids(&shown(&refused, 9_000).waiting)), (Some(SECOND), vec![CALL]));
}

#[test]
fn a_call_that_waits_is_written_down_when_the_other_side_hangs_up() {
    let over = after(talked(), &[(4_000, Command::Park(DESK)), (8_000, Command::HangUp(CALLER))]);
    let board = heard(&[(&over, DESK)]);
    let calls = shown(&board, 9_000);
    assert_eq!((calls.waiting, calls.wrap_up.map(|wrap_up| wrap_up.call.id)), (Vec::new(), Some(CALL)));
}

#[test]
fn everybody_else_in_other_calls_is_a_call_on_hold() {
    let person = |parked| leadline_protocol::call::CallPerson {
        who: CallParty { kind: PartyKind::CrmUser, id: CALLER, name: "Ploy".to_owned() },
        here: true,
        parked,
    };
    for (people, on_hold) in [(vec![], false), (vec![person(true)], true), (vec![person(true), person(false)], false)] {
        let mut board = Switchboard::default();
        board.said(CallSnapshot { people, ..told(&talked(), DESK) });
        assert_eq!(shown(&board, 4_000).current.unwrap().on_hold, on_hold);
    }
}
