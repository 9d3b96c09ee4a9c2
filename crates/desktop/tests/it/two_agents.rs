//! From one person's keyboard through the server to another person's screen.

use super::at_work::{AtWork, at_work};
use leadline_domain::Role;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_made_without_network_survives_a_restart_and_reaches_a_colleague() {
    let work = at_work().await;
    let (mut colleague, _desk) = work.colleague(Role::Manager).await;
    let AtWork { app, computer: laptop, server: _server, .. } = work;
    let client = app.new_client("Anong Phromma", json!({})).await;
    colleague
        .until("search", json!({ "text": "anong", "limit": 10 }), |hits| hits["clients"][0]["id"] == json!(client))
        .await;

    // The edit is committed and the app is gone before it can have been sent.
    app.end().await;
    drop(app);
    let offline = laptop.start().await;
    let change = json!({ "id": client, "fields": { "values": { "name": "Anong Saelim" } } });
    offline.ask("client_update", change).await;
    offline.end().await;
    drop(offline);

    let mut app = laptop.start().await;
    app.until("client_get", json!({ "id": client }), |card| card["row"]["sync"] == "synced").await;
    colleague.until("client_get", json!({ "id": client }), |card| card["row"]["name"] == "Anong Saelim").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_who_mean_different_things_are_asked() {
    let mut work = at_work().await;
    let client = work.synced_client("Anong").await;
    let (mut colleague, _desk) = work.colleague(Role::Manager).await;
    let app = &work.app;
    colleague
        .until("search", json!({ "text": "anong", "limit": 1 }), |hits| !hits["clients"].as_array().unwrap().is_empty())
        .await;

    let quality = |word: &str| json!({ "id": client, "fields": { "values": { "lead_quality": word } } });
    colleague.ask("client_update", quality("hot")).await;
    app.ask("client_update", quality("cold")).await;
    // Whoever came second at the server is the one who is asked.
    let asked = loop {
        for who in [app, &colleague] {
            let found = who.ask("conflicts", json!({})).await["conflicts"].as_array().unwrap().first().cloned();
            if let Some(conflict) = found {
                let id = conflict["id"].clone();
                who.ask("conflict_resolve", json!({ "id": id, "mine": ["lead_quality"] })).await;
                break;
            }
        }
        let [mine, theirs] = [app.client(client).await, colleague.client(client).await];
        let same = mine["row"]["lead_quality"] == theirs["row"]["lead_quality"];
        if same && mine["row"]["sync"] == "synced" && theirs["row"]["sync"] == "synced" {
            break mine["row"]["lead_quality"].clone();
        }
        app.ask("sync_now", json!({})).await;
        colleague.ask("sync_now", json!({})).await;
        tokio::task::yield_now().await;
    };
    assert!(asked == "hot" || asked == "cold");
}
