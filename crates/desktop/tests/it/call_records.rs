//! What is known of calls and written down while the network is away, and rings nobody should hear.

use super::alone::notes_of;
use super::cable::Cable;
use super::switchboard::{Office, server_with_livekit};
use leadline_desktop::calls::line::Sound;
use serde_json::{Value, json};

/// The organisation lets a call have gone in these ways alone.
async fn decides(office: &Office, outcomes: &Value) {
    let admin = &office.work.admin.session().access_token;
    let wish = json!({ "ringSeconds": 30, "outcomes": outcomes });
    let path = format!("{}/api/voip/settings", office.work.server.url());
    let answer = reqwest::Client::new().put(path).bearer_auth(admin).json(&wish).send().await.unwrap();
    assert!(answer.status().is_success(), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_the_network_cut_off_is_written_down_and_its_outcome_waits_for_its_activity() {
    let server = server_with_livekit().await;
    let cable = Cable::to(&server).await;
    let mut office = Office::open_at(server).await;
    let outcomes = json!(["won", "call_back"]);
    decides(&office, &outcomes).await;
    let email = office.work.admin.session().me.email.clone();
    let app = &mut office.work.app;
    app.try_sign_in(&cable.address, &email, leadline_testkit::TEST_PASSWORD).await.unwrap();
    app.ready().await;
    let call = office.is_called().await;
    let answer = json!({ "call_id": call["callId"], "media": "audio" });
    office.work.app.ask("call_accept", answer).await;
    let _customer = office.customer_enters(&call).await;
    office.work.app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    office.server_looks().await;
    office.work.app.until("calls", json!({}), |calls| calls["current"]["active_at"].is_i64()).await;

    cable.pull();
    let app = &mut office.work.app;
    app.ask("call_hang_up", json!({ "call_id": call["callId"] })).await;
    let over = app.until("calls", json!({}), |calls| !calls["wrap_up"].is_null()).await;
    assert_eq!(over["wrap_up"]["outcomes"], outcomes);
    let save = json!({ "call_id": call["callId"], "outcome": "won", "note": "Signs on Monday", "next": null });
    app.ask("wrap_up_save", save).await;

    office.customer.does("end", &call["callId"]).await;
    cable.plug();
    let app = &mut office.work.app;
    let is_told = |list: &Value| {
        let all = list["activities"].as_array().unwrap();
        all.iter().any(|one| one["call"]["outcome"] == "won" && one["sync"] == "synced")
    };
    app.until("activities_of", json!({ "id": office.client }), is_told).await;

    cable.pull();
    let query = json!({ "client_id": null, "missed_only": false, "incoming": null, "before": null });
    let history = app.ask("call_history", query).await;
    assert_eq!((&history["offline"], &history["rows"][0]["id"]), (&json!(true), &call["callId"]));
    assert_eq!((&history["rows"][0]["outcome"], &history["rows"][0]["incoming"]), (&json!("won"), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_notes_of_a_call_outlive_an_app_that_ended_before_they_were_saved() {
    let mut office = Office::open().await;
    let call = office.is_called().await;
    let id = call["callId"].clone();
    office.work.app.ask("call_accept", json!({ "call_id": id, "media": "audio" })).await;
    let _customer = office.customer_enters(&call).await;
    office.work.app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    office.server_looks().await;
    let app = &mut office.work.app;
    let draft = format!("call:{}", id.as_str().unwrap());
    app.ask("draft_save", json!({ "key": draft, "body": "\"Wants the long contract\\n\"" })).await;
    app.ask("call_hang_up", json!({ "call_id": id })).await;
    app.until("calls", json!({}), |calls| !calls["wrap_up"].is_null()).await;
    let about = json!({ "id": office.client });
    let is_told = |list: &Value| list["activities"].as_array().unwrap().iter().any(|one| one["call"].is_object());
    app.until("activities_of", about.clone(), is_told).await;
    assert_eq!(app.client(office.client).await["counts"]["notes"], 0, "somebody still writes them");
    assert_ne!(app.ask("draft_get", json!({ "key": draft })).await["body"], Value::Null);

    let client = office.client;
    let mut work = office.work.restart().await;
    work.app.ready().await;
    work.app.until("client_get", json!({ "id": client }), |card| card["counts"]["notes"] == 1).await;
    assert_eq!(notes_of(&work.app, client).await, ["Wants the long contract"]);
    assert_eq!(work.app.ask("draft_get", json!({ "key": draft })).await["body"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_quiet_hours_a_call_is_shown_and_not_heard() {
    let mut office = Office::open().await;
    let usual = office.work.app.ask("ring_settings", json!({})).await;
    let ring = |quiet: Value| {
        let mut ring = usual.clone();
        (ring["quiet"], ring["tone"]) = (quiet, json!("bell"));
        ring
    };
    let always = ring(json!({ "from": 0, "until": 0, "days": [0, 1, 2, 3, 4, 5, 6] }));
    office.is_called().await;
    office.rooms.sounds(Some(Sound::Incoming)).await;
    let app = &office.work.app;
    app.ask("ring_choose", always.clone()).await;
    office.rooms.sounds(None).await;
    assert_eq!(app.ask("calls", json!({})).await["ringing"].as_array().unwrap().len(), 1);
    app.ask("ring_choose", ring(Value::Null)).await;
    office.rooms.sounds(Some(Sound::Incoming)).await;
    for wrong in [json!({ "from": 1440, "until": 0, "days": [] }), json!({ "from": 0, "until": 1, "days": [7] })] {
        app.refused("ring_choose", ring(wrong)).await;
    }
    app.ask("ring_choose", always.clone()).await;
    let work = office.work.restart().await;
    assert_eq!(work.app.ask("ring_settings", json!({})).await, always, "kept on this computer");
}
