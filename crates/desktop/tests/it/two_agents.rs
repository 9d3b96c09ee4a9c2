//! From one person's keyboard through the server to another person's screen.

use super::installed::{App, Computer};
use leadline_testkit::TestServer;
use serde_json::json;

async fn ready(app: &mut App) {
    app.until("session", json!({}), |state| state["stage"] == "ready").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_made_without_network_survives_a_restart_and_reaches_a_colleague() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let manager = server.colleague(&admin, leadline_domain::Role::Manager).await;
    let (desk, laptop) = (Computer::new(), Computer::new());
    let mut colleague = desk.start().await;
    colleague.sign_in(&server, &manager).await;
    ready(&mut colleague).await;
    let mut app = laptop.start().await;
    app.sign_in(&server, &admin).await;
    ready(&mut app).await;
    let client = app.new_client("Anong Phromma", json!({})).await;
    colleague
        .until("search", json!({ "text": "anong", "limit": 10 }), |hits| hits["clients"][0]["id"] == json!(client))
        .await;

    // The edit is committed and the app is gone before it can have been sent.
    app.desktop.close().await;
    drop(app);
    let offline = laptop.start().await;
    let change = json!({ "id": client, "fields": { "values": { "name": "Anong Saelim" } } });
    offline.ask("client_update", change).await;
    offline.desktop.close().await;
    drop(offline);

    let mut app = laptop.start().await;
    app.until("client_get", json!({ "id": client }), |card| card["row"]["sync"] == "synced").await;
    colleague.until("client_get", json!({ "id": client }), |card| card["row"]["name"] == "Anong Saelim").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_who_mean_different_things_are_asked() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let manager = server.colleague(&admin, leadline_domain::Role::Manager).await;
    let laptop = Computer::new();
    let mut app = laptop.start().await;
    app.sign_in(&server, &admin).await;
    ready(&mut app).await;
    let client = app.new_client("Anong", json!({})).await;
    app.until("client_get", json!({ "id": client }), |card| card["row"]["sync"] == "synced").await;
    let computer = Computer::new();
    let mut colleague = computer.start().await;
    colleague.sign_in(&server, &manager).await;
    colleague
        .until("search", json!({ "text": "anong", "limit": 1 }), |hits| !hits["clients"].as_array().unwrap().is_empty())
        .await;

    let quality = |word: &str| json!({ "id": client, "fields": { "values": { "lead_quality": word } } });
    colleague.ask("client_update", quality("hot")).await;
    app.ask("client_update", quality("cold")).await;
    // Whoever came second at the server is the one who is asked.
    let asked = loop {
        for who in [&app, &colleague] {
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
