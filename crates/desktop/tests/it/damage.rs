//! The local file is damaged while the app is open.

use super::cable::Cable;
use super::installed::{App, Computer, all_by_name, code};
use leadline_protocol::{Code, Problem};
use leadline_testkit::{TEST_PASSWORD, TestServer};
use serde_json::json;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

const CLIENTS: u64 = 600;

/// Fills the server through an import, and leaves only what is on disk in the app's memory. Returns how large the file
/// was while it was empty as well.
async fn with_many_clients(computer: &Computer, cable: &Cable, email: &str) -> (App, u64) {
    let mut app = computer.start().await;
    app.try_sign_in(&cable.address, email, TEST_PASSWORD).await.unwrap();
    app.ready().await;
    app.end().await;
    let empty = std::fs::metadata(cache_file(computer)).unwrap().len();
    let mut app = computer.start().await;
    import_many(computer, &app).await;
    app.until("sync_status", json!({}), |status| status["waiting"] == 0).await;
    app.end().await;
    drop(app);
    (computer.start().await, empty)
}

async fn import_many(computer: &Computer, app: &App) {
    let rows: String = (0..CLIENTS).map(|row| format!("Client {row},client{row}@siam.example\n")).collect();
    std::fs::write(computer.path("clients.csv"), format!("name,email\n{rows}")).unwrap();
    let open = json!({ "path": computer.path("clients.csv"), "encoding": null });
    let guess = app.ask("import_open", open).await;
    let plan = super::imports::plan(&guess, "create");
    app.ask("import_run", plan).await;
}

fn cache_file(computer: &Computer) -> PathBuf {
    computer.files().into_iter().find(|path| path.ends_with("cache.db")).unwrap()
}

/// Spoils everything from here on: what was added since the tables were made.
fn damage(computer: &Computer, from: u64) {
    let file = OpenOptions::new().write(true).open(cache_file(computer)).unwrap();
    let added = file.metadata().unwrap().len() - from;
    assert!(added > 0, "the clients are in the file");
    file.write_all_at(&vec![7; usize::try_from(added).unwrap()], from).unwrap();
}

/// Reads every row there is.
async fn rows(app: &App) -> Result<(), Problem> {
    let view = app.desktop.call("view_open", all_by_name()).await?["view"].clone();
    for offset in (0..CLIENTS).step_by(200) {
        app.desktop.call("view_rows", json!({ "view": view, "offset": offset, "limit": 200 })).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_noticed_the_file_set_aside_and_unsent_edits_reach_the_server() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let cable = Cable::to(&server).await;
    let computer = Computer::new();
    let (mut app, empty) = with_many_clients(&computer, &cable, &admin.session().me.email).await;
    app.until("sync_status", json!({}), |status| status["link"] == "online").await;
    cable.pull();
    app.until("sync_status", json!({}), |status| status["link"] == "offline").await;
    let unsent = app.new_client("Unsent", json!({})).await;
    app.ask("draft_save", json!({ "key": "client:new", "body": "half a client" })).await;
    damage(&computer, empty);

    let problem = rows(&app).await.unwrap_err();
    assert_eq!(code(&problem), Code::CacheDamaged);
    let state = app.ask("session", json!({})).await;
    assert!(std::fs::exists(state["set_aside"].as_str().unwrap()).unwrap(), "the damaged file is kept");
    assert_eq!(app.client(unsent).await["row"]["name"], "Unsent");
    assert_eq!(app.ask("draft_get", json!({ "key": "client:new" })).await["body"], "half a client");
    assert_eq!(app.ask("sync_status", json!({})).await["waiting"], 1);

    cable.plug();
    app.ask("sync_now", json!({})).await;
    app.until("client_get", json!({ "id": unsent }), |card| card["row"]["sync"] == "synced").await;
    app.until("count", json!({ "filter": { "op": "all", "parts": [] }, "today": super::installed::NOW }), |count| {
        count["total"] == CLIENTS + 1
    })
    .await;
    // The search index is built anew as well.
    app.until("search", json!({ "text": "client 599", "limit": 1 }), |hits| {
        hits["clients"].as_array().is_some_and(|clients| !clients.is_empty())
    })
    .await;
    admin.get(&format!("/api/clients/{unsent}")).await.succeeded();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_works_alone_goes_on_under_their_name_after_damage() {
    let computer = Computer::new();
    let app = computer.start().await;
    app.ask("work_alone", json!({ "name": "มะลิ ใจดี", "country": "TH" })).await;
    app.end().await;
    drop(app);
    let empty = std::fs::metadata(cache_file(&computer)).unwrap().len();
    let mut app = computer.start().await;
    import_many(&computer, &app).await;
    app.until("count", json!({ "filter": { "op": "all", "parts": [] }, "today": super::installed::NOW }), |count| {
        count["total"] == CLIENTS
    })
    .await;
    app.end().await;
    drop(app);
    let app = computer.start().await;
    damage(&computer, empty);

    assert_eq!(code(&rows(&app).await.unwrap_err()), Code::CacheDamaged);
    let people = app.ask("directory", json!({})).await["profiles"].clone();
    assert_eq!(people[0]["name"], "มะลิ ใจดี", "{people}");
    app.new_client("Afterwards", json!({})).await;
}
