//! Calling several colleagues at once from the desk.

use super::installed::code;
use super::switchboard::Office;
use leadline_protocol::Code;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_called_by_its_name_rings_at_its_people_and_is_named_in_the_history() {
    let mut office = Office::open().await;
    let (mut other, _computer, colleague) = office.colleagues_desk().await;
    let group = Uuid::now_v7();
    let wished = json!({ "groups": [{ "id": group, "name": "Service", "members": [colleague] }] });
    let app = &mut office.work.app;
    app.ask("ring_groups_set", wished).await;
    let start = |group: Uuid| json!({ "client_id": null, "profile_id": null, "group_id": group, "media": "audio" });
    assert_eq!(code(&app.refused("call_start", start(Uuid::now_v7())).await), Code::NotFound);
    let dialled = app.ask("call_start", start(group)).await;
    assert_eq!(dialled["current"]["other"]["name"], "Service", "{dialled}");
    let call = dialled["current"]["id"].clone();
    let rings = other.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call).await;
    assert_eq!(rings["ringing"][0]["group"], "Service");
    other.ask("call_accept", json!({ "call_id": call, "media": "audio" })).await;
    let app = &mut office.work.app;
    app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    app.ask("call_hang_up", json!({ "call_id": call })).await;
    app.until("calls", json!({}), |calls| calls["current"] == Value::Null).await;
    let query = json!({ "client_id": null, "missed_only": false, "incoming": null, "before": null });
    let history = app.until("call_history", query, |history| history["rows"][0]["id"] == call).await;
    let row = &history["rows"][0];
    assert_eq!((&row["group"], &row["other"]["id"]), (&json!("Service"), &json!(colleague)), "{row}");
}
