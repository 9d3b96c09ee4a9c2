//! Video calls agreed for a time, from the desk and from the portal, through the real server and a real media server.

use super::installed::code;
use super::switchboard::{Office, now};
use leadline_protocol::Code;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

const PATH: &str = "/api/sales/video-call";

/// The desk agrees a session with the customer.
async fn agreed(office: &mut Office) -> Value {
    let wish = json!({
        "session_id": Uuid::now_v7(), "client_id": office.client, "profile_id": null, "at": now() + 600_000,
    });
    let app = &mut office.work.app;
    let session = app.ask("video_session_agree", wish.clone()).await;
    assert_eq!(app.ask("video_session_agree", wish).await["id"], session["id"], "twice is once");
    session
}

fn id_of(session: &Value) -> Value {
    json!({ "session_id": session["id"] })
}

async fn customer_joins(office: &Office, session: &Value) -> (StatusCode, Value) {
    let change = json!({ "call_id": session["id"], "action": "join" });
    office.customer.ask(Method::PATCH, PATH, change).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_stands_in_the_day_and_the_desk_that_joins_it_calls_the_customer() {
    let mut office = Office::open().await;
    let session = agreed(&mut office).await;
    let app = &mut office.work.app;
    let listed = app.ask("video_sessions", json!({})).await;
    let [listed] = &listed["sessions"].as_array().unwrap()[..] else { panic!("one session: {listed}") };
    assert_eq!((&listed["id"], &listed["mine"]), (&session["id"], &json!(true)));
    let of_client = json!({ "id": office.client });
    let planned = app.until("activities_of", of_client, |list| list["activities"][0]["kind"] == "meeting").await;
    assert_eq!(planned["activities"][0]["id"], session["activity_id"]);

    let joined = app.ask("video_session_join", id_of(&session)).await;
    let current = &joined["current"];
    assert_eq!(
        (&current["phase"], &current["media"], &current["camera"]),
        (&json!("dialling"), &json!("video"), &json!(true))
    );
    let (status, there) = customer_joins(&office, &session).await;
    assert_eq!(status, StatusCode::OK, "{there}");
    let _customer = office.customer_enters(&there).await;
    office.work.app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    let listed = office.work.app.ask("video_sessions", json!({})).await;
    assert_eq!(listed["sessions"][0]["goes_on"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_joins_while_the_customer_waits_takes_their_call() {
    let mut office = Office::open().await;
    let session = agreed(&mut office).await;
    let (_, waits) = customer_joins(&office, &session).await;
    let app = &mut office.work.app;
    app.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == waits["call"]["call_id"]).await;
    let joined = app.ask("video_session_join", id_of(&session)).await;
    assert_eq!((&joined["current"]["id"], &joined["ringing"]), (&waits["call"]["call_id"], &json!([])));
    assert_eq!((&joined["current"]["incoming"], &joined["current"]["camera"]), (&json!(true), &json!(true)));
    let _customer = office.customer_enters(&waits).await;
    office.work.app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_called_off_is_out_of_the_day_and_cannot_be_joined() {
    let mut office = Office::open().await;
    let session = agreed(&mut office).await;
    let app = &mut office.work.app;
    app.ask("video_session_cancel", id_of(&session)).await;
    assert_eq!(app.ask("video_sessions", json!({})).await["sessions"], json!([]));
    app.until("activities_of", json!({ "id": office.client }), |list| list["activities"] == json!([])).await;
    assert_eq!(code(&app.refused("video_session_join", id_of(&session)).await), Code::CallOver);
}
