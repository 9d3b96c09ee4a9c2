//! Nobody is heard before they hold a key.

use super::*;

fn pushed() -> Switchboard {
    let mut board = Switchboard::default();
    board.push_to_talk(true);
    board
}

fn muted(board: &Switchboard) -> bool {
    board.wish(CALL).unwrap().muted
}

#[test]
fn a_call_begins_muted_whichever_way_it_begins() {
    let mut answered = pushed();
    answered.said(told(&rings(), DESK));
    answered.answer(CALL, true);
    assert_eq!(answered.wish(CALL), Some(Wish { muted: true, held: false, camera: true }));

    let mut dialled = pushed();
    let other = CallOther { kind: PartyKind::PortalCustomer, id: None, name: "Mali Saelim".to_owned() };
    let call = Dialled { other, client_id: None, media: Media::Audio, at: START, busy: false };
    dialled.dial(CALL, call, false);
    assert!(muted(&dialled));

    // An agreed call that is joined, or one that a start of the app found.
    let mut joined = pushed();
    joined.said(told(&talked(), DESK));
    assert_eq!((joined.talks(), muted(&joined)), (Some(CALL), true));
}

#[test]
fn what_counts_is_what_is_chosen_when_the_call_is_answered() {
    let mut board = heard(&[(&rings(), DESK)]);
    board.push_to_talk(true);
    board.push_to_talk(false);
    board.answer(CALL, false);
    assert!(!muted(&board));
    assert!(!shown(&board, 0).push_to_talk);
}

#[test]
fn a_call_is_muted_when_it_is_chosen_and_when_one_comes_back_to_it() {
    let mut board = heard(&[(&talked(), DESK)]);
    board.push_to_talk(true);
    assert!(muted(&board) && shown(&board, 0).push_to_talk);
    board.switch(CALL, |wish| wish.muted = false);
    board.come_back(CALL);
    assert!(muted(&board));
    board.push_to_talk(false);
    assert!(muted(&board), "nobody is heard because they changed a setting");
}
