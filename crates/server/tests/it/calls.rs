//! Calls through the router: an agent with two devices, a customer in the portal, and a media server that sees what the
//! test lets it see.

#[path = "calls/further_people.rs"]
mod further_people;
#[path = "calls/group_calls.rs"]
mod group_calls;
#[path = "calls/hand_over.rs"]
mod hand_over;
#[path = "calls/hanging_up.rs"]
mod hanging_up;
#[path = "calls/holding.rs"]
mod holding;
#[path = "calls/media_server.rs"]
mod media_server;
#[path = "calls/office.rs"]
mod office;
#[path = "calls/outcomes.rs"]
mod outcomes;
#[path = "calls/passing_on.rs"]
mod passing_on;
#[path = "calls/races.rs"]
mod races;
#[path = "calls/reach.rs"]
mod reach;
#[path = "calls/real_room.rs"]
mod real_room;
#[path = "calls/ring_groups.rs"]
mod ring_groups;
#[path = "calls/second_call.rs"]
mod second_call;
#[path = "calls/sessions.rs"]
mod sessions;
#[path = "calls/strangers.rs"]
mod strangers;
#[path = "calls/who_passes.rs"]
mod who_passes;

use leadline_domain::call::{CallState, EndReason, LegState, StopReason};
use leadline_server::calls::rooms;
use office::{Office, call_frame};
use serde_json::{Value, json};
use std::collections::HashSet;

#[tokio::test]
async fn a_customer_calls_every_device_rings_the_first_that_answers_has_the_call() {
    let office = Office::open().await;
    let (mut desk, _) = office.desk.connects(&office.server).await;
    let (mut phone, _) = office.phone.connects(&office.server).await;
    let agents = office.customer.get("/api/voip/agents/available").await;
    assert_eq!((&agents[0]["supabaseUserId"], &agents[0]["presence"]), (&json!(office.desk.id), &json!("available")));
    assert_eq!(agents[0]["email"], Value::Null, "customers are told no addresses");

    let call = office.customer.calls(office.desk.id).await;
    assert_eq!(call.get("calleeToken"), None);
    assert!(office.media.is_open(call["roomName"].as_str().unwrap()));
    for socket in [&mut desk, &mut phone] {
        let ring = call_frame(socket).await;
        assert_eq!((ring.state, ring.caller.name.as_str()), (CallState::Ringing, "Mali Saelim"));
        assert_eq!(ring.leg.unwrap().state, LegState::Offered);
    }
    assert_eq!(office.desk.does("ring", &call).await.0, 200);
    let (status, ticket) = office.desk.does("accept", &call).await;
    assert_eq!(status, 200, "{ticket}");

    // Each token is for its own leg and this room.
    let own = media_server::claims_of(ticket["token"].as_str().unwrap());
    assert_eq!((&own["sub"], &own["video"]["room"]), (&ticket["call"]["leg"]["id"], &call["roomName"]));
    let callers = media_server::claims_of(call["callerToken"].as_str().unwrap());
    assert_eq!(callers["sub"], call["call"]["leg"]["id"]);
    assert_ne!(callers["sub"], own["sub"]);
    assert!(callers["exp"].as_i64().unwrap() * 1000 <= office.server.clock().now() + 120_000);
    assert_eq!(callers["video"].get("roomAdmin"), None);

    let stopped = loop {
        let frame = call_frame(&mut phone).await;
        if frame.state == CallState::Connecting {
            break frame;
        }
    };
    assert_eq!(stopped.leg.unwrap().stopped, Some(StopReason::AnsweredElsewhere));
    let (status, late) = office.phone.does("accept", &call).await;
    assert_eq!(
        (status, &late["code"], &late["call"]["state"]),
        (409, &json!("answered_elsewhere"), &json!("connecting"))
    );
    assert_eq!(office.phone.does("token", &call).await.0, 403, "only who answered may come into the room");
    assert_eq!(office.desk.does("token", &call).await.0, 200);

    office.talk(&call).await;
    let quality = json!({"mos": 4.2, "jitterMs": 8.0, "lossPct": 900.0});
    let path = format!("/api/voip/calls/{}/quality", call["callId"].as_str().unwrap());
    assert_eq!(office.desk.ask(reqwest::Method::POST, &path, quality).await.0, 204);
    let agents = office.customer.get("/api/voip/agents/available").await;
    let shown = |agents: &Value| {
        let own = agents.as_array().unwrap().iter().find(|agent| agent["supabaseUserId"] == json!(office.desk.id));
        own.unwrap()["presence"].clone()
    };
    assert_eq!(shown(&agents), "on_call");
    office.server.clock().advance(61_000);
    let (status, ended) = office.customer.does("end", &call).await;
    assert_eq!((status, &ended["call"]["endReason"]), (200, &json!("completed")));
    assert_eq!(office.customer.does("end", &call).await.0, 200, "ending twice is ending once");
    assert_eq!(shown(&office.customer.get("/api/voip/agents/available").await), "wrap_up");
    let activities = office.activities().await;
    assert_eq!(activities.len(), 1);
    assert_eq!((&activities[0]["kind"], &activities[0]["status"]), (&json!("call"), &json!("done")));
    let told = ["call_id", "call_direction", "call_seconds", "call_end", "call_quality"]
        .map(|field| activities[0][field].clone());
    assert_eq!(told, [call["callId"].clone(), json!("incoming"), json!(61), json!("completed"), json!("good")]);
    assert!(office.notifications().await.is_empty(), "nobody missed it");
    let history = office.desk.get("/api/voip/history").await;
    assert_eq!((&history[0]["status"], &history[0]["duration"]), (&json!("COMPLETED"), &json!(61)));
    assert_eq!(office.customer.get("/api/voip/history").await, history);
    let (room, mut over) = (call["roomName"].as_str().unwrap(), HashSet::new());
    rooms::close(office.server.app(), &mut over).await.unwrap();
    assert!(office.media.is_open(room), "who hangs up leaves by themselves");
    rooms::close(office.server.app(), &mut over).await.unwrap();
    assert!(!office.media.is_open(room), "nobody lingers in the room");
}

#[tokio::test]
async fn an_agent_calls_the_customer_of_a_client() {
    let office = Office::open().await;
    let (mut portal, _) = office.customer.connects(&office.server).await;
    let (status, call) = office.desk.starts(json!({"leadId": office.client, "media": "video"})).await;
    assert_eq!(status, 201, "{call}");
    let ring = call_frame(&mut portal).await;
    assert_eq!((ring.state, ring.callee.id), (CallState::Ringing, office.customer.id));
    let (status, ticket) = office.customer.does("accept", &call).await;
    assert_eq!(status, 200, "{ticket}");
    for device in [&office.desk, &office.customer] {
        let leg = device.sees(&call).await.leg.unwrap().id;
        assert_eq!(office.room_says("participant_joined", &call, leg).await, 204);
    }
    assert_eq!(office.desk.sees(&call).await.state, CallState::Active);
    office.desk.does("end", &call).await;
    assert_eq!(office.customer.sees(&call).await.end_reason, Some(EndReason::Completed));
    let activities = office.activities().await;
    assert_eq!(activities.len(), 1);
    assert_eq!(activities[0]["call_direction"], "outgoing");
    // How it went is the person's to say; what it was is not.
    let path = format!("/api/activities/{}", activities[0]["id"].as_str().unwrap());
    let says = async |what: Value| office.desk.ask(reqwest::Method::PATCH, &path, what).await;
    let (status, said) = says(json!({"call_outcome": "wants_quote"})).await;
    assert_eq!((status, &said["call_outcome"]), (200, &json!("wants_quote")), "{said}");
    assert_eq!(says(json!({"call_outcome": "sold_the_moon"})).await.0, 422);
    assert_eq!(says(json!({"call_seconds": 9})).await.0, 422);
}

#[tokio::test]
async fn the_room_is_the_truth_when_the_media_servers_words_are_lost() {
    let office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    assert_eq!(office.desk.does("accept", &call).await.0, 200);
    let room = call["roomName"].as_str().unwrap();
    let legs = [office.customer.sees(&call).await.leg.unwrap().id, office.desk.sees(&call).await.leg.unwrap().id];
    legs.iter().for_each(|leg| office.media.enters(room, *leg));
    rooms::compare(office.server.app()).await.unwrap();
    assert_eq!(office.desk.sees(&call).await.state, CallState::Active);
    // One goes without a word, comes back in time, goes again and stays away.
    office.media.leaves(room, legs[0]);
    rooms::compare(office.server.app()).await.unwrap();
    assert_eq!(office.customer.sees(&call).await.leg.unwrap().state, LegState::Away);
    office.passes(29_000).await;
    office.media.enters(room, legs[0]);
    rooms::compare(office.server.app()).await.unwrap();
    office.passes(29_000).await;
    assert_eq!(office.desk.sees(&call).await.state, CallState::Active);
    office.media.leaves(room, legs[0]);
    rooms::compare(office.server.app()).await.unwrap();
    office.passes(30_000).await;
    assert_eq!(office.desk.sees(&call).await.end_reason, Some(EndReason::Dropped));
    assert_eq!(office.activities().await.len(), 1);
}

#[tokio::test]
async fn a_forged_or_old_word_of_the_media_server_is_refused_and_one_heard_before_changes_nothing() {
    let office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    office.desk.does("accept", &call).await;
    let (leg, room) = (office.desk.sees(&call).await.leg.unwrap().id, call["roomName"].as_str().unwrap());
    let now = office.server.clock().now();
    let (body, good) = media_server::word("EV_1", "participant_joined", room, leg, now);
    let (other_body, _) = media_server::word("EV_2", "participant_left", room, leg, now);
    for (body, authorization) in [
        (body.clone(), "Bearer nonsense".to_owned()),
        (body.clone(), media_server::signed(&body, "another secret that is long enough", now)),
        (other_body, good.clone()),
        (body.clone(), media_server::signed(&body, media_server::SECRET, now - 900_000)),
    ] {
        assert_eq!(office.room_word(body, &authorization).await, 401);
    }
    assert_eq!(office.desk.sees(&call).await.leg.unwrap().state, LegState::Accepted);
    assert_eq!(office.room_word(body.clone(), &good).await, 204);
    assert_eq!(office.room_says("participant_left", &call, leg).await, 204);
    let away = office.desk.sees(&call).await;
    assert_eq!(away.leg.as_ref().unwrap().state, LegState::Away);
    assert_eq!(office.room_word(body.clone(), &good).await, 204);
    assert_eq!(office.desk.sees(&call).await, away, "the first word again, after the second");
    office.server.clock().advance(600_000);
    assert_eq!(office.room_word(body, &good).await, 401, "kept and sent again later");
}
