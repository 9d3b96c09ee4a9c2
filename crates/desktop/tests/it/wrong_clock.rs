//! A computer whose clock is wrong: what people do there is dated by the server's clock all the same.

use super::at_work::{AtWork, at_work_on};
use super::installed::{App, Computer, NOW};
use leadline_domain::Role;
use serde_json::json;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;
/// The clocks' difference is taken from the middle of an answer that may take this long, in milliseconds.
const SLOWEST: i64 = 10_000;

/// Logs a call that just ended, and returns how far from the server's time it is dated.
async fn finished_call(app: &App, client: Uuid, me: Uuid) -> i64 {
    let call = Uuid::now_v7();
    let values = json!({
        "kind": "call", "subject": "Ask about Friday", "client_id": client, "assignee_id": me, "status": "open",
        "due_at": NOW,
    });
    app.ask("activity_create", json!({ "id": call, "fields": { "values": values }, "draft": null })).await;
    app.ask("activity_complete", json!({ "id": call, "done": true })).await;
    app.client(client).await["row"]["last_contact_at"].as_i64().unwrap() - NOW
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_while_the_clock_is_most_of_a_day_off_is_dated_right_with_and_without_network() {
    let mut work = at_work_on(Computer::with_clock(|| NOW + 19 * HOUR), Role::Admin).await;
    let client = work.synced_client("Anong").await;
    let off = work.app.ask("sync_status", json!({})).await["clock_off_ms"].as_i64().unwrap();
    assert!((off + 19 * HOUR).abs() < SLOWEST, "{off}");
    let dated = finished_call(&work.app, client, work.me).await;
    assert!(dated.abs() < SLOWEST, "{dated}");
    work.app.end().await;
    let AtWork { server, computer, me, .. } = work;
    server.stop().await;
    let app = computer.start().await;
    let another = app.new_client("Ben", json!({})).await;
    let dated = finished_call(&app, another, me).await;
    assert!(dated.abs() < SLOWEST, "{dated}");
}
