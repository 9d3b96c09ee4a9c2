//! Video sessions agreed for a time, messages left when nobody is free, and what an organisation decides about calls.

use super::office::{Device, Office};
use leadline_domain::Role;
use leadline_domain::call::CallState;
use reqwest::Method;
use serde_json::{Value, json};

const PATH: &str = "/api/sales/video-call";

async fn agrees(office: &Office) -> Value {
    let at = office.server.clock().now() + 600_000;
    let new = json!({"lead_id": office.client, "scheduled_at": at});
    let (status, agreed) = office.desk.ask(Method::POST, PATH, new).await;
    assert_eq!((status, &agreed["call"]["status"]), (201, &json!("scheduled")), "{agreed}");
    assert_eq!((&agreed["call"]["scheduled_at"], agreed.get("token")), (&json!(at), None));
    agreed["call"].clone()
}

async fn does(device: &Device, action: &str, session: &Value) -> (u16, Value) {
    device.ask(Method::PATCH, PATH, json!({"call_id": session["id"], "action": action})).await
}

async fn reads(device: &Device, session: &Value) -> Value {
    device.get(&format!("{PATH}?call_id={}", session["id"].as_str().unwrap())).await["call"].clone()
}

#[tokio::test]
async fn whoever_comes_first_to_a_session_calls_the_other_and_both_get_a_token_of_their_own() {
    let office = Office::open().await;
    let session = agrees(&office).await;
    let planned = office.activities().await;
    assert_eq!((&planned[0]["kind"], &planned[0]["due_at"]), (&json!("meeting"), &session["scheduled_at"]));
    let (mut desk, _) = office.desk.connects(&office.server).await;
    let (status, first) = does(&office.customer, "join", &session).await;
    assert_eq!((status, &first["call"]["status"]), (200, &json!("active")), "{first}");
    assert_eq!(super::office::call_frame(&mut desk).await.state, CallState::Ringing);
    let (status, second) = does(&office.desk, "join", &session).await;
    assert_eq!(status, 200, "{second}");
    assert_eq!(second["room_name"], first["room_name"]);
    let leg = |answer: &Value| super::media_server::claims_of(answer["token"].as_str().unwrap())["sub"].clone();
    assert_ne!(leg(&first), leg(&second));
    let (status, again) = does(&office.desk, "join", &session).await;
    assert_eq!((status, leg(&again)), (200, leg(&second)), "coming again is coming back");

    let call = json!({"callId": second["call"]["call_id"], "roomName": second["room_name"]});
    for device in [&office.desk, &office.customer] {
        let leg = device.sees(&call).await.leg.unwrap().id;
        office.media.enters(call["roomName"].as_str().unwrap(), leg);
        assert_eq!(office.room_says("participant_joined", &call, leg).await, 204);
    }
    office.server.clock().advance(61_000);
    assert_eq!(does(&office.desk, "cancel", &session).await.0, 409, "it has begun");
    let change = json!({"call_id": session["id"], "action": "end", "quality": {"mos": 4.1}});
    let (status, ended) = office.desk.ask(Method::PATCH, PATH, change).await;
    assert_eq!((status, &ended["call"]["status"], &ended["call"]["duration"]), (200, &json!("completed"), &json!(61)));
    let (status, late) = does(&office.customer, "join", &session).await;
    assert_eq!((status, &late["code"]), (409, &json!("call_over")));
    let listed = office.desk.get(&format!("{PATH}?lead_id={}", office.client)).await;
    assert_eq!(listed["calls"], json!([ended["call"]]));
    let mut db = office.server.administrator().await;
    let sql = "select count(*), min(status) from video_call_sessions where lead_id = $1";
    let seen: (i64, String) = sqlx::query_as(sql).bind(office.client).fetch_one(&mut db).await.unwrap();
    assert_eq!(seen, (1, "completed".to_owned()), "the original name tells it once");
}

#[tokio::test]
async fn a_session_nobody_answered_can_be_tried_again_and_one_called_off_cannot() {
    let office = Office::open().await;
    let session = agrees(&office).await;
    assert_eq!(does(&office.desk, "start", &session).await.0, 200);
    office.passes(60_000).await;
    assert_eq!(reads(&office.customer, &session).await["status"], "scheduled");
    assert_eq!(does(&office.customer, "join", &session).await.0, 200);
    assert_eq!(does(&office.customer, "leave", &session).await.0, 200);
    assert_eq!(does(&office.customer, "cancel", &session).await.0, 403, "the host calls it off");
    assert_eq!(does(&office.desk, "cancel", &session).await.1["call"]["status"], "cancelled");
    assert_eq!(does(&office.desk, "cancel", &session).await.0, 200, "twice is once");
    assert_eq!(does(&office.desk, "join", &session).await.0, 409);
    let planned = office.activities().await.iter().filter(|activity| activity["kind"] == "meeting").count();
    assert_eq!(planned, 0, "it is out of the host's day");
}

#[tokio::test]
async fn a_session_that_begins_now_rings_and_what_cannot_be_agreed_is_named() {
    let office = Office::open().await;
    let (mut portal, _) = office.customer.connects(&office.server).await;
    let (status, begun) = office.desk.ask(Method::POST, PATH, json!({"lead_id": office.client})).await;
    assert_eq!((status, begun["token"].is_string()), (201, true), "{begun}");
    assert_eq!(super::office::call_frame(&mut portal).await.state, CallState::Ringing);
    let past = office.server.clock().now() - 1;
    let two = [office.customer.id, office.desk.id];
    for (wish, field) in [
        (json!({"lead_id": office.client, "scheduled_at": past}), "scheduled_at"),
        (json!({"lead_id": office.client, "participant_ids": two}), "participant_ids"),
    ] {
        let (status, refused) = office.desk.ask(Method::POST, PATH, wish).await;
        assert_eq!((status, &refused["fields"][0]["field"]), (422, &json!(field)));
    }
    assert_eq!(office.desk.ask(Method::GET, PATH, json!({})).await.0, 400);
}

#[tokio::test]
async fn a_session_that_is_agreed_twice_under_one_id_is_one() {
    let office = Office::open().await;
    let at = office.server.clock().now() + 600_000;
    let wish = json!({"session_id": uuid::Uuid::now_v7(), "lead_id": office.client, "scheduled_at": at});
    let (_, once) = office.desk.ask(Method::POST, PATH, wish.clone()).await;
    let (status, twice) = office.phone.ask(Method::POST, PATH, wish).await;
    assert_eq!((status, &twice), (201, &once));
    assert_eq!(office.activities().await.len(), 1);
}

#[tokio::test]
async fn a_session_of_others_is_not_there() {
    let office = Office::open().await;
    let session = agrees(&office).await;
    let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
    let (_, neighbour) = super::office::customer(&office.server, &colleague, "Prasert").await;
    let stranger = Device::of(&office.server, &office.server.new_organisation().await);
    for other in [&colleague, &neighbour, &stranger] {
        for action in ["join", "leave", "cancel"] {
            assert_eq!(does(other, action, &session).await.0, 404, "{action}");
        }
        assert_eq!(other.get(&format!("{PATH}?lead_id={}", office.client)).await["calls"], json!([]));
    }
    let manager = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Manager).await);
    assert_eq!(reads(&manager, &session).await["id"], session["id"]);
    assert_eq!(does(&manager, "join", &session).await.0, 403, "seen, but not theirs");
    let wish = json!({"lead_id": office.client, "scheduled_at": office.server.clock().now() + 1});
    assert_eq!(colleague.ask(Method::POST, PATH, wish.clone()).await.0, 404, "a colleague's client");
    assert_eq!(office.customer.ask(Method::POST, PATH, wish).await.0, 401, "customers agree none");
}

#[tokio::test]
async fn both_see_a_session_that_is_to_come_until_they_have_met_or_it_is_called_off() {
    let office = Office::open().await;
    let (met, called_off) = (agrees(&office).await, agrees(&office).await);
    let list = async |who: &Device| who.get(&format!("{PATH}?upcoming=true")).await["calls"].clone();
    let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Manager).await);
    for who in [&office.desk, &office.phone, &office.customer] {
        assert_eq!(list(who).await, json!([met, called_off]));
    }
    assert_eq!(list(&colleague).await, json!([]), "a manager sees it, but is not expected there");
    assert!(office.activities().await.iter().any(|planned| planned["id"] == met["activity_id"]));

    assert_eq!(does(&office.desk, "cancel", &called_off).await.0, 200);
    let (_, joined) = does(&office.customer, "join", &met).await;
    assert_eq!((&joined["live"]["side"], &joined["live"]["id"]), (&json!("caller"), &joined["call"]["call_id"]));
    assert_eq!(list(&office.desk).await, json!([joined["call"]]), "it goes on");
    assert_eq!(does(&office.customer, "leave", &met).await.0, 200);
    office.server.clock().advance(600_000 + 12 * 3_600_000);
    assert_eq!(list(&office.customer).await.as_array().map(Vec::len), Some(1), "whoever is late may still come");
    office.server.clock().advance(1);
    assert_eq!(list(&office.customer).await, json!([]));
}

#[tokio::test]
async fn a_session_follows_its_meeting_that_is_moved_put_away_and_brought_back() {
    let office = Office::open().await;
    let session = agrees(&office).await;
    let meeting = format!("/api/activities/{}", session["activity_id"].as_str().unwrap());
    let later = session["scheduled_at"].as_i64().unwrap() + 3_600_000;
    assert_eq!(office.desk.ask(Method::PATCH, &meeting, json!({"due_at": later})).await.0, 200);
    assert_eq!(reads(&office.customer, &session).await["scheduled_at"], later);
    assert_eq!(office.desk.ask(Method::DELETE, &meeting, json!({})).await.0, 204);
    assert_eq!(reads(&office.customer, &session).await["status"], "cancelled");
    assert_eq!(does(&office.customer, "join", &session).await.0, 409);
}

#[tokio::test]
async fn a_message_left_is_something_to_do_for_the_owner_once_however_often_it_is_sent() {
    let office = Office::open().await;
    let leave = async |by: &Device, message: Value| by.ask(Method::POST, "/api/portal/messages", message).await;
    let message = json!({"messageId": office.desk.id, "text": " โทรกลับหน่อย\nพรุ่งนี้ "});
    assert_eq!(leave(&office.customer, message.clone()).await.0, 204);
    assert_eq!(leave(&office.customer, message.clone()).await.0, 204);
    let open = office.activities().await;
    assert_eq!(open.len(), 1);
    assert_eq!((&open[0]["subject"], &open[0]["body"]), (&json!("Mali Saelim"), &json!("โทรกลับหน่อย\nพรุ่งนี้")));
    assert_eq!((&open[0]["status"], &open[0]["assignee_id"]), (&json!("open"), &json!(office.desk.id)));
    for (text, fault) in
        [(" ".to_owned(), "required"), ("x".repeat(4_001), "too_long"), ("a\0b".into(), "control_characters")]
    {
        let (status, refused) = leave(&office.customer, json!({"text": text})).await;
        assert_eq!((status, &refused["fields"]), (422, &json!([{"field": "text", "fault": fault}])));
    }
    assert_eq!(leave(&office.desk, message).await.0, 403);
}

#[tokio::test]
async fn an_administrator_decides_how_long_calls_ring_and_how_they_may_have_gone() {
    let office = Office::open().await;
    let admin = Device::of(&office.server, &office.admin);
    let path = "/api/voip/settings";
    let usual = office.desk.get(path).await;
    assert_eq!((&usual["ringSeconds"], usual["outcomes"].as_array().unwrap().len()), (&json!(45), 9));
    assert_eq!(usual["callWaiting"], true);
    for (ring, outcomes) in [(14, json!(["won"])), (91, json!(["won"])), (20, json!([])), (20, json!(["won", "won"]))] {
        let wish = json!({"ringSeconds": ring, "outcomes": outcomes});
        assert_eq!(admin.ask(Method::PUT, path, wish).await.0, 422, "{ring} {outcomes}");
    }
    let wish = json!({"ringSeconds": 20, "outcomes": ["won", "call_back"], "callWaiting": false});
    assert_eq!(office.desk.ask(Method::PUT, path, wish.clone()).await.0, 403);
    assert_eq!(admin.ask(Method::PUT, path, wish.clone()).await.0, 200);
    assert_eq!(office.desk.get(path).await, wish);
    let (_desk, _) = office.desk.connects(&office.server).await;
    let call = office.customer.calls(office.desk.id).await;
    let rings = office.desk.sees(&call).await;
    assert_eq!(rings.ring_until - rings.started_at, 20_000);
}
