//! How calls end without an answer, and what is decided when two things happen at once.

use super::office::{Office, Told, call_frame, customer};
use crate::firm::{Firm, set};
use leadline_domain::call::{CallState, EndReason, LegState, StopReason};
use leadline_domain::{Entity, Role, Value};
use leadline_protocol::realtime::FromDevice;
use leadline_protocol::sync::{Op, Outcome};
use leadline_server::Actor;
use leadline_server::calls::{Lock, rooms, timers};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn nobody_answers_or_nobody_can_be_reached_and_the_agent_finds_whom_to_call_back() {
    for (acknowledged, after, reason, status) in
        [(true, 45_000, EndReason::Missed, "MISSED"), (false, 5_000, EndReason::Unreachable, "MISSED")]
    {
        let office = Office::open().await;
        let call = office.customer.calls(office.desk.id).await;
        if acknowledged {
            assert_eq!(office.desk.does("ring", &call).await.0, 200);
        }
        office.passes(after - 1).await;
        assert_eq!(office.customer.sees(&call).await.state, CallState::Ringing, "{reason:?} not before its time");
        office.passes(1).await;
        assert_eq!(office.customer.sees(&call).await.end_reason, Some(reason));
        let (code, late) = office.desk.does("accept", &call).await;
        assert_eq!((code, &late["code"]), (409, &json!("call_over")));
        let mut found: Vec<String> =
            office.activities().await.iter().map(|a| a["status"].as_str().unwrap().to_owned()).collect();
        found.sort();
        assert_eq!(found, ["done", "open"], "the call, and a reminder to call back");
        let told = Told {
            created_by: office.desk.id,
            kind: "missed_call".to_owned(),
            title: "Mali Saelim".to_owned(),
            about_id: Some(office.client),
            call_id: call["callId"].as_str().unwrap().parse().unwrap(),
        };
        assert_eq!(office.notifications().await, [told]);
        assert_eq!(office.desk.get("/api/voip/history").await[0]["status"], status);
        office.passes(100_000).await;
        assert_eq!((office.activities().await.len(), office.notifications().await.len()), (2, 1), "once");
    }
}

#[tokio::test]
async fn a_missed_call_reaches_every_device_of_the_agent_and_nobody_else_and_is_marked_as_seen_once() {
    let office = Office::open().await;
    office.customer.calls(office.desk.id).await;
    office.passes(5_000).await;
    let (agent, admin) = (office.desk.id, office.admin.session().me.profile_id);
    let firm = Firm::around(office.server, admin).await;
    let mut agent = pulls(&firm, agent, Role::Agent).await;
    let (id, row) = agent.rows.iter().find(|((entity, _), _)| *entity == Entity::Notification).unwrap();
    let (id, title) = (id.1, row.values[1].clone());
    assert_eq!(title, "Mali Saelim".into());
    let seen = |at: i64| set("read_at", Value::Null, at);
    assert_eq!(agent.edit(&firm, Entity::Notification, id, seen(7)).await, Outcome::Applied);
    assert_eq!(agent.edit(&firm, Entity::Notification, id, seen(5)).await, Outcome::Applied, "seen is seen");
    agent.pull(&firm).await;
    assert_eq!(agent.value(Entity::Notification, id, "read_at"), Value::Int(7));
    for change in [set("title", title, "Somebody"), Op::Delete { seen: i64::MAX }] {
        assert!(matches!(agent.edit(&firm, Entity::Notification, id, change).await, Outcome::Rejected { .. }));
    }
    let admin = pulls(&firm, admin, Role::Admin).await;
    assert!(admin.rows.keys().all(|(entity, _)| *entity != Entity::Notification), "it is private");
}

/// A device of this person after it pulled everything.
async fn pulls(firm: &Firm, user_id: Uuid, role: Role) -> crate::firm::Device {
    let [device_id, session_id, request_id] = [(); 3].map(|()| Uuid::now_v7());
    let actor = Actor { user_id, org_id: firm.org, role, device_id, session_id, platform_admin: false, request_id };
    let mut device = crate::firm::Device::of(&actor);
    device.pull(firm).await;
    device
}

#[tokio::test]
async fn devices_are_told_which_clients_can_be_called_in_the_portal() {
    let office = Office::open().await;
    let client = office.desk.get(&format!("/api/clients/{}", office.client)).await;
    assert_eq!(client["portal_access"], true);
    let version = client["version"].clone();
    let again = json!({"leadId": office.client});
    assert_eq!(office.desk.ask(Method::POST, "/api/portal/invites", again).await.0, 201);
    let client = office.desk.get(&format!("/api/clients/{}", office.client)).await;
    assert_eq!(client["version"], version, "a second invitation changes nothing");
    let wish = json!({"portal_access": null});
    let path = format!("/api/clients/{}", office.client);
    assert_eq!(office.desk.ask(Method::PATCH, &path, wish).await.0, 422, "only the server says so");
}

#[tokio::test]
async fn commands_are_remembered_for_a_day_and_then_forgotten() {
    let office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    let path = format!("/api/voip/calls/{}/decline", call["callId"].as_str().unwrap());
    assert_eq!(office.desk.ask(Method::POST, &path, json!({"commandId": Uuid::now_v7()})).await.0, 200);
    let mut db = office.server.administrator().await;
    let mut kept = async |after: i64| {
        office.server.clock().advance(after);
        rooms::forget_old_commands(office.server.app()).await.unwrap();
        sqlx::query_scalar::<_, i64>("select count(*) from call_commands").fetch_one(&mut db).await.unwrap()
    };
    let day = 24 * 60 * 60 * 1000;
    assert_eq!((kept(day).await, kept(1).await), (1, 0));
}

#[tokio::test]
async fn declining_on_one_device_stops_the_others_and_giving_up_stops_all() {
    let office = Office::open().await;
    let (mut phone, _) = office.phone.connects(&office.server).await;
    let call = office.customer.calls(office.desk.id).await;
    call_frame(&mut phone).await;
    assert_eq!(office.desk.does("decline", &call).await.0, 200);
    let stopped = loop {
        let frame = call_frame(&mut phone).await;
        if frame.state == CallState::Ended {
            break frame;
        }
    };
    assert_eq!(stopped.leg.unwrap().stopped, Some(StopReason::DeclinedElsewhere));
    let call = office.customer.calls(office.desk.id).await;
    assert_eq!(office.customer.does("cancel", &call).await.0, 200);
    assert_eq!(office.phone.sees(&call).await.leg.unwrap().stopped, Some(StopReason::Cancelled));
    assert_eq!(office.desk.does("cancel", &call).await.0, 403, "only the caller gives up");
    assert_eq!(office.customer.does("accept", &call).await.0, 403);
}

#[tokio::test]
async fn a_device_that_comes_during_the_ring_rings_too_and_one_that_comes_back_sees_the_call() {
    let office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    let (mut desk, replayed) = office.desk.connects(&office.server).await;
    assert_eq!(replayed[0].leg.as_ref().unwrap().state, LegState::Offered);
    desk.say(&FromDevice::Ring { call: replayed[0].id, shown: true }).await;
    let alerting = call_frame(&mut desk).await;
    assert_eq!(alerting.leg.unwrap().state, LegState::Alerting);
    office.passes(5_000).await;
    assert_eq!(office.customer.sees(&call).await.state, CallState::Ringing, "a device was reached");
    drop(desk);
    let (_desk, replayed) = office.desk.connects(&office.server).await;
    assert_eq!(replayed[0].leg.as_ref().unwrap().state, LegState::Alerting);
}

#[tokio::test]
async fn a_customer_whose_page_closes_while_it_rings_has_given_up_unless_it_comes_back() {
    let office = Office::open().await;
    let (portal, _) = office.customer.connects(&office.server).await;
    let call = office.customer.calls(office.desk.id).await;
    assert_eq!(office.desk.does("ring", &call).await.0, 200);
    close_and_wait(&office, portal).await;
    office.passes(9_000).await;
    let (portal, replayed) = office.customer.connects(&office.server).await;
    assert_eq!(replayed[0].state, CallState::Ringing);
    office.passes(9_000).await;
    assert_eq!(office.desk.sees(&call).await.state, CallState::Ringing, "it came back");
    close_and_wait(&office, portal).await;
    office.passes(10_000).await;
    assert_eq!(office.desk.sees(&call).await.end_reason, Some(EndReason::Cancelled));
}

/// Closes a socket and waits until the server has seen it.
async fn close_and_wait(office: &Office, socket: crate::realtime::Socket) {
    drop(socket);
    let mut db = office.server.administrator().await;
    let sql = "select count(*) from calls where caller_gone_at is not null";
    while sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut db).await.unwrap() == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn another_server_process_ends_a_ring_that_the_first_one_left_behind() {
    let mut office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    office.desk.does("ring", &call).await;
    let other = office.server.another_process().await;
    std::mem::replace(&mut office.server, other).stop().await;
    office.server.clock().advance(45_000);
    timers::sweep(office.server.app(), Lock::Wait).await.unwrap();
    let mut db = office.server.administrator().await;
    let ended: String = sqlx::query_scalar("select end_reason from calls").fetch_one(&mut db).await.unwrap();
    assert_eq!(ended, "missed");
}

#[tokio::test]
async fn two_who_call_each_other_at_once_are_in_one_call() {
    let office = Office::open().await;
    let (ours, theirs) = tokio::join!(
        office.desk.starts(json!({"calleeSupabaseId": office.customer.id})),
        office.customer.starts(json!({"calleeSupabaseId": office.desk.id}))
    );
    assert_eq!((ours.0, theirs.0), (201, 201), "{} {}", ours.1, theirs.1);
    assert_eq!(ours.1["callId"], theirs.1["callId"]);
    assert_ne!(ours.1["callerToken"], theirs.1["callerToken"]);
    assert_eq!(office.desk.sees(&ours.1).await.state, CallState::Connecting);
    let again = office.desk.starts(json!({"calleeSupabaseId": office.customer.id})).await;
    assert!([200, 201].contains(&again.0) || again.1["callId"] != ours.1["callId"]);
}

#[tokio::test]
async fn somebody_in_a_call_is_busy_where_no_call_waits_and_finds_who_tried() {
    let office = Office::open().await;
    office.lets_no_call_wait().await;
    let call = office.customer.calls(office.desk.id).await;
    office.talk(&call).await;
    let (_, second) = customer(&office.server, &office.desk, "Prasert").await;
    let (status, busy) = second.starts(json!({"calleeSupabaseId": office.desk.id})).await;
    assert_eq!((status, &busy["code"], &busy["call"]["endReason"]), (409, &json!("busy"), &json!("busy")));
    let history = office.desk.get("/api/voip/history").await;
    assert_eq!(history.as_array().unwrap().len(), 2);
    let (status, own) = office.desk.starts(json!({"calleeSupabaseId": second.id})).await;
    assert_eq!((status, &own["code"]), (409, &json!("busy")), "one's own line is taken too");
    assert_eq!(office.customer.does("end", &call).await.0, 200);
    second.calls(office.desk.id).await;
}

#[tokio::test]
async fn who_does_not_want_to_be_disturbed_is_not_rung_until_their_time_is_over() {
    let office = Office::open().await;
    let (mut desk, _) = office.desk.connects(&office.server).await;
    let until = office.server.clock().now() + 60_000;
    let choice = json!({"presence": "do_not_disturb", "until": until});
    let (status, shown) = office.desk.ask(Method::PUT, "/api/voip/presence", choice).await;
    assert_eq!((status, &shown["presence"]), (200, &json!("do_not_disturb")));
    for wrong in [json!({"presence": "on_call"}), json!({"presence": "break", "until": 1})] {
        assert_eq!(office.desk.ask(Method::PUT, "/api/voip/presence", wrong).await.0, 422);
    }
    let told = loop {
        if let leadline_protocol::realtime::FromServer::Presence { of } = desk.hear_any().await
            && of.presence == leadline_domain::call::Presence::DoNotDisturb
        {
            break of;
        }
    };
    assert_eq!((told.profile_id, told.until), (office.desk.id, Some(until)));
    let (status, busy) = office.customer.starts(json!({"calleeSupabaseId": office.desk.id})).await;
    assert_eq!((status, &busy["code"]), (409, &json!("busy")));
    office.server.clock().advance(60_000);
    office.customer.calls(office.desk.id).await;
}

#[tokio::test]
async fn what_is_sent_again_is_done_once() {
    let office = Office::open().await;
    let wish = json!({"calleeSupabaseId": office.desk.id, "callId": Uuid::now_v7()});
    let (first, again) = (office.customer.starts(wish.clone()).await, office.customer.starts(wish.clone()).await);
    assert_eq!((first.0, again.0), (201, 201));
    assert_eq!(first.1["call"], again.1["call"]);
    let call = first.1;
    let path = format!("/api/voip/calls/{}/", call["callId"].as_str().unwrap());
    let once = json!({"commandId": Uuid::now_v7()});
    let accept = async || office.desk.ask(Method::POST, &format!("{path}accept"), once.clone()).await;
    let (first, again) = (accept().await, accept().await);
    assert_eq!((first.0, again.0), (200, 200));
    assert_eq!(first.1["call"], again.1["call"]);
    let late = json!({"commandId": Uuid::now_v7()});
    let decline = async || office.desk.ask(Method::POST, &format!("{path}decline"), late.clone()).await;
    let refused = decline().await;
    assert_eq!((refused.0, &refused.1["code"]), (409, &json!("call_not_now")), "it has been answered");
    office.desk.does("end", &call).await;
    let refused_again = decline().await;
    assert_eq!((refused_again.0, &refused_again.1["code"]), (409, &refused.1["code"]), "the stored outcome");
    assert_eq!(accept().await.1["code"], "call_over");
    assert_eq!(office.customer.starts(wish).await.1["code"], "call_over");
    assert_eq!(office.activities().await.len(), 1);
}

#[tokio::test]
async fn somebody_who_calls_again_after_a_crash_takes_the_place_of_their_old_call() {
    let office = Office::open().await;
    let old = office.customer.calls(office.desk.id).await;
    let new = office.customer.calls(office.desk.id).await;
    assert_ne!(old["callId"], new["callId"]);
    assert_eq!(office.desk.sees(&old).await.end_reason, Some(EndReason::Superseded));
    assert_eq!(office.desk.sees(&new).await.state, CallState::Ringing);
}

#[tokio::test]
async fn colleagues_call_each_other_about_a_client_and_viewers_do_not_call() {
    let office = Office::open().await;
    let colleague = office.server.colleague(&office.admin, Role::Manager).await;
    let colleague = super::office::Device::of(&office.server, &colleague);
    let wish = json!({"calleeSupabaseId": colleague.id, "leadId": office.client});
    let (status, call) = office.desk.starts(wish).await;
    assert_eq!((status, &call["call"]["clientId"]), (201, &json!(office.client)));
    assert_eq!(colleague.does("decline", &call).await.0, 200);
    assert_eq!(office.activities().await.len(), 1);
    let viewer = office.server.colleague(&office.admin, Role::Viewer).await;
    let viewer = super::office::Device::of(&office.server, &viewer);
    assert_eq!(viewer.starts(json!({"calleeSupabaseId": office.desk.id})).await.0, 403);
    assert_eq!(office.desk.starts(json!({"calleeSupabaseId": viewer.id})).await.0, 404);
    assert_eq!(office.desk.starts(json!({"calleeSupabaseId": office.desk.id})).await.0, 404, "nobody calls themselves");
    assert_eq!(office.desk.starts(json!({})).await.0, 400);
}
