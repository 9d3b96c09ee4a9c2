//! Being heard only while a key is held.

use super::switchboard::Office;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_call_begins_muted_until_the_page_says_that_the_key_is_held() {
    let mut office = Office::open().await;
    let chosen = office.work.app.ask("push_to_talk", json!({ "on": true })).await;
    assert_eq!(chosen["push_to_talk"], true);
    let call = office.is_called().await;
    let answer = json!({ "call_id": call["callId"], "media": "audio" });
    assert_eq!(office.work.app.ask("call_accept", answer).await["current"]["muted"], true);
    let _customer = office.customer_enters(&call).await;
    let app = &mut office.work.app;
    let active = app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    assert_eq!(active["current"]["muted"], true);

    let key = |held: bool| json!({ "call_id": call["callId"], "on": !held });
    let is_muted = |muted: bool| move |calls: &Value| calls["current"]["muted"] == muted;
    app.ask("call_mute", key(true)).await;
    app.until("calls", json!({}), is_muted(false)).await;
    app.ask("call_mute", key(false)).await;
    app.until("calls", json!({}), is_muted(true)).await;

    app.ask("push_to_talk", json!({ "on": false })).await;
    app.ask("call_mute", key(true)).await;
    app.ask("push_to_talk", json!({ "on": true })).await;
    app.until("calls", json!({}), is_muted(true)).await;

    let work = office.work.restart().await;
    assert_eq!(work.app.ask("calls", json!({})).await["push_to_talk"], true, "kept on this computer");
}
