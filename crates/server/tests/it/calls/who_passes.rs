//! Of several who are called together one does not take it, or none of those who are there.

use super::group_calls::{Sales, stopped};
use super::office::{Device, call_frame, customer};
use leadline_domain::call::{CallState, EndReason, LegState, StopReason};
use leadline_protocol::auth::Session;
use leadline_testkit::new_device;
use serde_json::json;

#[tokio::test]
async fn who_declines_passes_on_all_their_devices_and_the_others_ring_on() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let _at_desk = sales.connected(&office.desk).await;
    let mut at_phone = sales.connected(&office.phone).await;
    let _at_colleague = sales.connected(colleague).await;
    let call = sales.are_called().await;
    call_frame(&mut at_phone).await;
    assert_eq!(colleague.does("ring", &call).await.0, 200);
    let (status, declined) = office.desk.does("decline", &call).await;
    assert_eq!((status, &declined["call"]["state"]), (200, &json!("ended")));
    let mut elsewhere = call_frame(&mut at_phone).await;
    while elsewhere.state == CallState::Ringing {
        elsewhere = call_frame(&mut at_phone).await;
    }
    assert_eq!((elsewhere.state, stopped(&elsewhere)), (CallState::Ended, Some(StopReason::DeclinedElsewhere)));
    assert_eq!(office.desk.does("decline", &call).await.0, 200, "once more changes nothing");
    let rings = colleague.sees(&call).await;
    assert_eq!((rings.state, rings.leg.unwrap().state), (CallState::Ringing, LegState::Alerting));
    assert_eq!(office.customer.sees(&call).await.state, CallState::Ringing);
    let (_, replayed) = office.phone.connects(&office.server).await;
    assert!(replayed.is_empty(), "it does not ring anew at whoever passed");
    for passed in [&office.desk, &office.phone] {
        assert_eq!(passed.does("accept", &call).await.0, 409, "who has passed is no longer called");
    }
    let email = sqlx::query_scalar("select email from users where id = $1").bind(office.desk.id);
    let email: String = email.fetch_one(&mut office.server.administrator().await).await.unwrap();
    let newcomer: Session = office.server.sign_in(&email, new_device("somchai-tablet")).await.read();
    let newcomer = Device::of(&office.server, &office.server.api().signed_in(newcomer));
    assert_eq!(newcomer.does("accept", &call).await.0, 409, "on no other device either");
    assert_eq!(colleague.does("end", &call).await.0, 200, "hanging up is no answer");
    assert_eq!(office.customer.sees(&call).await.end_reason, Some(EndReason::Declined));
}

#[tokio::test]
async fn who_hangs_up_while_it_rings_passes_and_is_not_told_of_the_answer() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let _at_colleague = sales.connected(colleague).await;
    let call = sales.are_called().await;
    assert_eq!(office.desk.does("end", &call).await.0, 200);
    assert_eq!(office.customer.sees(&call).await.state, CallState::Ringing, "the others ring on");
    assert_eq!(colleague.does("accept", &call).await.0, 200);
    let passed = office.desk.sees(&call).await;
    assert_eq!((passed.state, passed.end_reason), (CallState::Ended, Some(EndReason::Declined)));
    assert_eq!((passed.answered_at, passed.answered_by), (None, None));
}

#[tokio::test]
async fn whoever_does_not_take_it_is_told_once_that_it_is_over_for_them() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let late = sales.and_a_third().await;
    let (mut at_desk, mut at_late) = (sales.connected(&office.desk).await, sales.connected(&late).await);
    let _at_colleague = sales.connected(colleague).await;
    let call = sales.are_called().await;
    for socket in [&mut at_desk, &mut at_late] {
        assert_eq!(call_frame(socket).await.state, CallState::Ringing);
    }
    assert_eq!(office.desk.does("decline", &call).await.0, 200);
    // One that comes after its person has passed never heard it ring.
    let mut at_phone = sales.connected(&office.phone).await;
    assert_eq!(colleague.does("accept", &call).await.0, 200);
    for who in [&office.customer, colleague] {
        sales.enters(who, &call).await;
    }
    assert_eq!(office.customer.does("end", &call).await.0, 200);

    let next = office.customer.calls(office.desk.id).await;
    assert_eq!(office.customer.does("cancel", &next).await.0, 200);
    assert_eq!(office.customer.starts(json!({ "calleeSupabaseId": late.id })).await.0, 201);
    for (socket, hears_of_the_first) in [(&mut at_desk, 1), (&mut at_late, 1), (&mut at_phone, 0)] {
        let mut over = 0;
        loop {
            let told = call_frame(socket).await;
            if told.id.to_string() != call["callId"].as_str().unwrap() {
                break;
            }
            over += usize::from(told.state == CallState::Ended);
        }
        assert_eq!(over, hears_of_the_first);
    }
}

#[tokio::test]
async fn the_caller_hears_at_once_that_nobody_who_is_there_takes_it() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let third = sales.and_a_third().await;
    office.lets_no_call_wait().await;
    let (_, other) = customer(&office.server, &third, "Prasert Boonmee").await;
    let talks = other.calls(third.id).await;
    assert_eq!(third.does("accept", &talks).await.0, 200);
    let _sockets = (sales.connected(&office.desk).await, sales.connected(&third).await);

    let call = sales.are_called().await;
    assert_eq!(office.desk.does("decline", &call).await.0, 200);
    let over = office.customer.sees(&call).await;
    assert_eq!((over.state, over.end_reason), (CallState::Ended, Some(EndReason::Declined)));
    let (_, replayed) = colleague.connects(&office.server).await;
    assert!(replayed.is_empty(), "whoever comes now comes too late");
    assert_eq!(third.does("end", &talks).await.0, 200);
    assert_eq!(third.does("accept", &call).await.0, 404, "whose line was taken was not called");
    assert!(office.notifications().await.is_empty(), "somebody has said no");
}

#[tokio::test]
async fn somebody_whom_the_ring_did_not_reach_before_the_others_passed_has_a_moment_more() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let _at_desk = sales.connected(&office.desk).await;
    let begins = async || {
        let call = sales.are_called().await;
        assert_eq!(office.desk.does("ring", &call).await.0, 200);
        office.passes(20_000).await;
        let at_colleague = sales.connected(colleague).await;
        assert_eq!(office.desk.does("decline", &call).await.0, 200);
        office.passes(4_999).await;
        assert_eq!(office.customer.sees(&call).await.state, CallState::Ringing);
        (call, at_colleague)
    };
    let (call, at_colleague) = begins().await;
    office.passes(1).await;
    assert_eq!(office.customer.sees(&call).await.end_reason, Some(EndReason::Unreachable));
    assert_eq!(office.notifications().await.len(), 1, "not everybody has said no");
    drop(at_colleague);

    let (call, _at_colleague) = begins().await;
    assert_eq!(colleague.does("ring", &call).await.0, 200);
    office.passes(10_000).await;
    assert_eq!(colleague.does("accept", &call).await.0, 200);
}
