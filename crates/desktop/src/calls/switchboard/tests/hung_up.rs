//! That the other side has ended a call is heard, for whoever looks elsewhere.

use super::*;
use leadline_domain::call::Purpose;
use leadline_protocol::call::CallAsking;

fn over(by: Uuid) -> CallSnapshot {
    told(&after(talked(), &[(63_200, Command::HangUp(by))]), DESK)
}

fn sound(board: &Switchboard, at: i64) -> Option<Sound> {
    board.sound(START + 63_200 + at)
}

#[test]
fn it_is_heard_once_and_only_while_it_is_news() {
    let mut board = heard(&[(&talked(), DESK)]);
    board.said(over(CALLER));
    assert_eq!(sound(&board, 0), Some(Sound::HungUp));
    assert_eq!(board.next_change(START + 63_200), Some(START + 65_200));
    assert_eq!((sound(&board, 2_000), board.next_change(START + 65_200)), (None, None), "such as after a sleep");
}

#[test]
fn whoever_hangs_up_or_hands_over_does_not_need_to_hear_it() {
    let mut own = heard(&[(&talked(), DESK)]);
    own.hang_up(CALL, START + 63_000);
    own.said(over(DESK));
    assert_eq!(sound(&own, 0), None);

    let mut handed = heard(&[(&talked(), DESK)]);
    let who = CallParty { kind: PartyKind::CrmUser, id: Uuid::from_u128(13), name: "Ploy".to_owned() };
    let purpose = Purpose::Transfer;
    let asking = CallAsking { id: Uuid::from_u128(14), who, purpose, answered: true, outcome: None, over_at: None };
    handed.said(CallSnapshot { asking: Some(asking), ..over(DESK) });
    assert_eq!(sound(&handed, 0), None);
}

#[test]
fn what_rings_or_is_talked_in_is_heard_before_it() {
    let other = |call: &Call| CallSnapshot { id: Uuid::from_u128(8), ..told(call, DESK) };
    let mut board = heard(&[(&talked(), DESK)]);
    board.said(over(CALLER));
    board.said(CallSnapshot { ring_until: START + 90_000, ..other(&rings()) });
    assert_eq!(sound(&board, 0), Some(Sound::Incoming));
    board.answer(Uuid::from_u128(8), false);
    assert_eq!(sound(&board, 0), None);
}
