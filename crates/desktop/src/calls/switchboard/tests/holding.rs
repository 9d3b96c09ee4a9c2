//! What the server is told of holding.

use super::*;

fn held(board: &mut Switchboard, on: bool) {
    board.switch(CALL, |wish| wish.held = on);
}

fn holding(on: bool) -> Call {
    after(talked(), &[(4_000, Command::Hold { leg: DESK, on: true }), (4_100, Command::Hold { leg: DESK, on })])
}

/// Whether the server is to be told, and what.
fn untold(board: &Switchboard) -> Option<bool> {
    board.untold_hold().map(|untold| untold.on)
}

#[test]
fn the_server_is_told_the_latest_until_it_knows() {
    let mut board = heard(&[(&talked(), DESK)]);
    assert_eq!(untold(&board), None);
    held(&mut board, true);
    assert_eq!(untold(&board), Some(true));
    assert!(shown(&board, 4_000).current.unwrap().held, "it is seen here before the server knows");
    held(&mut board, false);
    assert_eq!(untold(&board), None, "nothing has become of it");
    held(&mut board, true);
    board.said(told(&holding(true), DESK));
    assert_eq!(untold(&board), None);
    held(&mut board, false);
    assert_eq!(untold(&board), Some(false));
    board.said(told(&holding(false), DESK));
    assert_eq!(untold(&board), None);
}

#[test]
fn each_further_word_that_does_not_know_of_it_is_answered_once() {
    let mut board = heard(&[(&talked(), DESK)]);
    held(&mut board, true);
    let before = board.untold_hold();
    board.said(told(&after(talked(), &[(5_000, Command::Gone(CALLER))]), DESK));
    assert_eq!(untold(&board), Some(true));
    assert_ne!(board.untold_hold(), before);
}

#[test]
fn a_hold_of_before_the_room_waits_until_the_server_has_seen_the_device_in_it() {
    let mut board = heard(&[(&rings(), DESK)]);
    board.answer(CALL, false);
    held(&mut board, true);
    board.said(told(&after(rings(), &[(3_000, Command::Accept(DESK))]), DESK));
    board.decided(CALL);
    assert_eq!(untold(&board), None);
    board.said(told(&talked(), DESK));
    assert_eq!(untold(&board), Some(true));
}

#[test]
fn an_app_that_was_started_anew_holds_nothing_and_says_so() {
    assert_eq!(untold(&heard(&[(&holding(true), DESK)])), Some(false));
    assert_eq!(untold(&heard(&[(&holding(true), PHONE)])), None, "another device of theirs is not asked");
}

#[test]
fn one_comes_back_to_a_call_that_waited_in_order_to_talk() {
    let parked = after(holding(true), &[(5_000, Command::Park(DESK))]);
    let mut board = heard(&[(&talked(), DESK)]);
    held(&mut board, true);
    board.said(told(&parked, DESK));
    assert_eq!(untold(&board), None, "a call that waits is not held as well");
    board.come_back(CALL);
    board.said(told(&after(parked, &[(9_000, Command::Resume(DESK))]), DESK));
    board.decided(CALL);
    assert_eq!((board.wish(CALL).unwrap().held, untold(&board)), (false, None));
}

#[test]
fn what_is_over_is_told_nothing() {
    let mut board = heard(&[(&talked(), DESK)]);
    held(&mut board, true);
    board.hang_up(CALL, START + 5_000);
    assert_eq!(untold(&board), None);
}
