//! The engine's decisions, one behaviour at a time.

use super::{Beat, Effect, Engine, Event, POLL_MS, Stop};
use crate::link::LinkFault;
use leadline_protocol::realtime::FromServer;
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

fn beat(at: u64) -> Beat {
    Beat { at, dice: u32::MAX }
}

fn refused(code: Code) -> LinkFault {
    LinkFault::Refused(code.into())
}

/// An engine that has pushed nothing and pulled to the head at 0 ms, with its socket opening.
fn at_rest() -> Engine {
    let mut engine = Engine::default();
    assert!(matches!(engine.step(beat(0), Event::Started { version: 0 })[..], [Effect::Push { .. }]));
    assert!(matches!(engine.step(beat(0), Event::NothingToPush)[..], [Effect::Pull { .. }]));
    let effects = engine.step(beat(0), Event::Pulled { more: false, version: 7 });
    assert_eq!(effects, [Effect::OpenSocket { version: 7 }]);
    assert!(engine.online() && engine.settled());
    engine
}

#[test]
fn edits_go_before_changes_and_are_followed_by_a_pull() {
    let mut engine = at_rest();
    assert!(matches!(engine.step(beat(10), Event::Committed)[..], [Effect::Push { most: 200 }]));
    assert!(matches!(engine.step(beat(20), Event::Pushed { moved: true, version: 8 })[..], [Effect::Push { .. }]));
    assert!(matches!(engine.step(beat(30), Event::NothingToPush)[..], [Effect::Pull { .. }]));
}

#[test]
fn a_poke_pulls_only_what_is_not_here_yet() {
    let mut engine = at_rest();
    engine.step(beat(5), Event::SocketOpened { token_left_ms: 600_000 });
    assert_eq!(engine.step(beat(10), Event::SocketHeard(FromServer::Poke { version: 7 })), []);
    let effects = engine.step(beat(20), Event::SocketHeard(FromServer::Poke { version: 8 }));
    assert!(matches!(effects[..], [Effect::Pull { .. }]));
}

#[test]
fn an_edit_committed_while_the_outbox_was_found_empty_goes_all_the_same() {
    let mut engine = at_rest();
    engine.step(beat(10), Event::Asked);
    assert_eq!(engine.step(beat(11), Event::Committed), []);
    assert!(matches!(engine.step(beat(12), Event::NothingToPush)[..], [Effect::Push { .. }]));
}

#[test]
fn a_change_told_while_a_page_was_read_is_asked_for_unless_the_page_held_it() {
    for (told, held, asks) in [(9, 8, true), (8, 8, false)] {
        let mut engine = at_rest();
        engine.step(beat(5), Event::SocketOpened { token_left_ms: 600_000 });
        engine.step(beat(10), Event::SocketHeard(FromServer::Poke { version: 8 }));
        assert_eq!(engine.step(beat(11), Event::SocketHeard(FromServer::Poke { version: told })), []);
        let effects = engine.step(beat(12), Event::Pulled { more: false, version: held });
        assert_eq!(matches!(effects[..], [Effect::Pull { .. }]), asks, "{told} told, {held} held");
    }
}

#[test]
fn what_a_restored_server_may_have_forgotten_is_pushed_and_everything_pulled() {
    let mut engine = at_rest();
    engine.step(beat(POLL_MS), Event::Woke);
    assert!(matches!(engine.step(beat(POLL_MS + 1), Event::StartedOver)[..], [Effect::Push { .. }]));
    assert!(matches!(engine.step(beat(POLL_MS + 2), Event::NothingToPush)[..], [Effect::Pull { .. }]));
}

#[test]
fn without_a_poke_it_asks_every_minute() {
    let mut engine = at_rest();
    engine.step(beat(5), Event::SocketClosed);
    assert!(matches!(engine.step(beat(POLL_MS), Event::Woke)[..], [Effect::OpenSocket { .. }, Effect::Pull { .. }]));
}

#[test]
fn an_edit_the_server_breaks_at_is_set_aside_and_only_while_the_server_is_well() {
    let mut engine = at_rest();
    let poison = Uuid::from_u128(1);
    let mut at = 10;
    let mut sent = 200;
    engine.step(beat(at), Event::Committed);
    for _ in 0..40 {
        at += 20_000;
        engine.step(beat(at), Event::PushFailed { head: poison, sent, fault: refused(Code::Internal) });
        at += 20_000;
        let pulls = engine.step(beat(at), Event::Woke);
        assert!(pulls.iter().any(|effect| matches!(effect, Effect::Pull { .. })), "{pulls:?}");
        let effects = engine.step(beat(at + 1), Event::Pulled { more: false, version: 7 });
        for effect in &effects {
            match effect {
                Effect::Quarantine { edit } => {
                    assert_eq!((*edit, sent), (poison, 1));
                    return;
                }
                Effect::Push { most } => sent = (*most).min(200),
                _ => {}
            }
        }
    }
    panic!("never set aside");
}

#[test]
fn a_server_that_answers_nothing_gets_no_edit_set_aside() {
    let mut engine = at_rest();
    let mut at = 10;
    engine.step(beat(at), Event::Committed);
    for _ in 0..40 {
        at += 120_000;
        let fault = refused(Code::Internal);
        engine.step(beat(at), Event::PushFailed { head: Uuid::from_u128(1), sent: 1, fault: fault.clone() });
        at += 120_000;
        engine.step(beat(at), Event::Woke);
        let effects = engine.step(beat(at), Event::PullFailed { fault });
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Quarantine { .. })));
        at += 120_000;
        engine.step(beat(at), Event::Woke);
    }
}

#[test]
fn an_expired_token_is_exchanged_once_and_not_in_a_circle() {
    let mut engine = at_rest();
    engine.step(beat(10), Event::Committed);
    let expired = || Event::PushFailed { head: Uuid::from_u128(1), sent: 1, fault: refused(Code::TokenExpired) };
    assert_eq!(engine.step(beat(20), expired()), [Effect::Refresh]);
    assert!(matches!(engine.step(beat(30), Event::Refreshed { left_ms: 600_000 })[..], [Effect::Push { .. }]));
    assert_eq!(engine.step(beat(40), expired()), []);
    assert_eq!(engine.next_try(), Some(240));
}

#[test]
fn a_rate_limit_is_kept_even_if_the_person_asks() {
    let mut engine = at_rest();
    engine.step(beat(10), Event::Asked);
    engine.step(beat(10), Event::NothingToPush);
    let fault = LinkFault::Refused(Problem::retry_after(Code::RateLimited, 5_000));
    engine.step(beat(20), Event::PullFailed { fault });
    assert_eq!(engine.step(beat(30), Event::Asked), []);
    assert!(matches!(engine.step(beat(5_020), Event::Woke)[..], [.., Effect::Push { .. }]));
}

#[test]
fn a_silent_socket_is_pinged_dropped_and_opened_again() {
    let mut engine = at_rest();
    engine.step(beat(5), Event::SocketOpened { token_left_ms: 3_600_000 });
    assert_eq!(engine.step(beat(25_005), Event::Woke), [Effect::SendPing { n: 1 }]);
    let effects = engine.step(beat(35_005), Event::Woke);
    assert!(matches!(effects[..], [Effect::CloseSocket, Effect::Pull { .. }]), "{effects:?}");
    engine.step(beat(35_010), Event::Pulled { more: false, version: 7 });
    assert_eq!(engine.step(beat(35_205), Event::Woke), [Effect::OpenSocket { version: 7 }]);
}

#[test]
fn a_session_that_ended_an_old_app_and_a_wipe_stop_everything() {
    for (code, stop) in [(Code::SessionEnded, Stop::SessionEnded), (Code::UpgradeRequired, Stop::UpgradeRequired)] {
        let mut engine = at_rest();
        engine.step(beat(10), Event::Asked);
        engine.step(beat(10), Event::NothingToPush);
        engine.step(beat(20), Event::PullFailed { fault: refused(code) });
        assert_eq!((engine.stopped(), engine.wake_at()), (Some(stop), None));
        assert_eq!(engine.step(beat(30), Event::Committed), []);
    }
    let mut engine = at_rest();
    engine.step(beat(5), Event::SocketOpened { token_left_ms: 600_000 });
    let effects = engine.step(beat(10), Event::SocketHeard(FromServer::Bye { code: Code::WipeRequired }));
    assert_eq!(effects, [Effect::CloseSocket, Effect::Wipe]);
    assert_eq!(engine.step(beat(20), Event::Wiped), [Effect::CloseSocket]);
    assert_eq!(engine.stopped(), Some(Stop::Wiped));
}
