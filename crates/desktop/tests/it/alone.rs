//! Working on this computer without a server, and taking it all to one.

use super::installed::{App, Computer, code};
use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_testkit::{Api, TEST_PASSWORD, TestServer};
use serde_json::{Value, json};
use uuid::Uuid;

async fn begin(computer: &Computer) -> App {
    let app = computer.start().await;
    let state = app.ask("work_alone", json!({ "name": " มะลิ ใจดี ", "country": "TH" })).await;
    assert_eq!((&state["stage"], &state["account"]["name"]), (&json!("ready"), &json!("มะลิ ใจดี")), "{state}");
    app
}

/// A client with a note, and one that was put away again.
async fn a_days_work(app: &App) -> (Uuid, Uuid) {
    let me = app.ask("session", json!({})).await["account"]["profile_id"].clone();
    let client = app.new_client("สมชัย", json!({ "phone": "081 555 0142", "owner_id": me })).await;
    let values = json!({ "client_id": client, "body": "โทรกลับวันศุกร์" });
    app.ask("note_create", json!({ "id": Uuid::now_v7(), "fields": { "values": values }, "draft": null })).await;
    let tag = Uuid::now_v7();
    let values = json!({ "name": "โรงแรม", "colour": "teal" });
    app.ask("tag_create", json!({ "id": tag, "fields": { "values": values }, "draft": null })).await;
    let tagged = json!({ "selection": { "ids": { "ids": [client] } }, "change": { "tag": { "tag_id": tag } } });
    app.ask("clients_bulk", tagged).await;
    let gone = app.new_client("A slip", json!({})).await;
    app.ask("clients_bulk", json!({ "selection": { "ids": { "ids": [gone] } }, "change": "delete" })).await;
    (client, gone)
}

pub async fn notes_of(app: &App, client: Uuid) -> Vec<String> {
    let timeline = app.ask("timeline", json!({ "client_id": client, "before": null, "kinds": [], "limit": 50 })).await;
    let items = timeline["items"].as_array().unwrap().iter();
    items.filter_map(|item| item["what"]["note"]["body"].as_str().map(str::to_owned)).collect()
}

async fn at_the_server(colleague: &Api, client: Uuid) -> Value {
    colleague.get(&format!("/api/clients/{client}")).await.read()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_works_without_any_server_and_goes_on_after_a_restart() {
    let computer = Computer::new();
    let app = begin(&computer).await;
    let (client, gone) = a_days_work(&app).await;
    assert_eq!(app.client(client).await["row"]["sync"], "synced");
    app.end().await;
    drop(app);
    let app = computer.start().await;
    let state = app.ask("session", json!({})).await;
    assert_eq!((&state["stage"], &state["account"]["server"]), (&json!("ready"), &Value::Null));
    assert_eq!((&state["rights"]["delete"], &state["rights"]["assign"]), (&json!(true), &json!(false)));
    assert_eq!(app.client(client).await["row"]["phone"], "+66815550142");
    assert_eq!(code(&app.refused("client_get", json!({ "id": gone })).await), Code::NotFound);
    let status = app.ask("sync_status", json!({})).await;
    assert_eq!((&status["link"], &status["waiting"]), (&json!("alone"), &json!(0)));
    assert_eq!(app.ask("calls", json!({})).await["ringing"], json!([]));
    for needs_a_server in ["sync_now", "devices", "colleagues"] {
        assert_eq!(code(&app.refused(needs_a_server, json!({})).await), Code::NoServer, "{needs_a_server}");
    }
    let dial = json!({ "media": "audio", "client_id": client, "profile_id": null });
    assert_eq!(code(&app.refused("call_start", dial).await), Code::NoServer);
}

#[tokio::test(flavor = "multi_thread")]
async fn connecting_to_a_server_takes_everything_there_and_leaves_nothing_behind() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let myself = server.colleague(&admin, Role::Agent).await;
    let computer = Computer::new();
    let mut app = begin(&computer).await;
    let (client, gone) = a_days_work(&app).await;
    app.sign_in(&server, &myself).await;
    app.ready().await;
    app.until("client_get", json!({ "id": client }), |card| card["row"]["sync"] == "synced").await;
    assert_eq!(notes_of(&app, client).await, ["โทรกลับวันศุกร์"]);
    let status = app.ask("sync_status", json!({})).await;
    assert_eq!((&status["refused"], &status["waiting"]), (&json!(0), &json!(0)), "{status}");
    let there = at_the_server(&admin, client).await;
    assert_eq!(there["name"], "สมชัย", "{there}");
    assert_eq!(there["owner_id"], json!(myself.session().me.profile_id), "{there}");
    admin.get(&format!("/api/clients/{gone}")).await.refused(404, Code::NotFound);
    let caches = computer.files().into_iter().filter(|path| path.ends_with("cache.db")).count();
    let keyring = std::fs::read_to_string(computer.path("keyring")).unwrap();
    assert_eq!((caches, keyring.matches("cache key").count()), (1, 1));
    app.end().await;
    drop(app);
    assert_eq!(computer.start().await.client(client).await["row"]["name"], "สมชัย");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_cannot_connect_goes_on_alone() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let email = admin.session().me.email.clone();
    let computer = Computer::new();
    let app = begin(&computer).await;
    let (client, _) = a_days_work(&app).await;
    let wrong = app.try_sign_in(&server.url(), &email, "not the password").await.unwrap_err();
    assert_eq!(code(&wrong), Code::WrongCredentials);
    assert_eq!(app.client(client).await["row"]["name"], "สมชัย");

    computer.lock_keyring(true);
    let locked = app.try_sign_in(&server.url(), &email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!(code(&locked), Code::KeyringUnavailable);
    computer.lock_keyring(false);
    let state = app.ask("start_again", json!({})).await;
    assert_eq!((&state["stage"], &state["account"]["server"]), (&json!("ready"), &Value::Null));
    assert_eq!(app.client(client).await["row"]["name"], "สมชัย");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_of_the_time_alone_is_erased_at_the_next_start() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let computer = Computer::new();
    let mut app = begin(&computer).await;
    a_days_work(&app).await;
    let remembered =
        || -> Value { serde_json::from_slice(&std::fs::read(computer.path("data/leadline.json")).unwrap()).unwrap() };
    let alone = remembered()["signed_in"].clone();
    app.sign_in(&server, &admin).await;
    app.ready().await;
    app.end().await;
    drop(app);
    // As after a power cut between the last two steps.
    let mut as_it_was = remembered();
    as_it_was["to_erase"] = alone;
    std::fs::write(computer.path("data/leadline.json"), as_it_was.to_string()).unwrap();
    let app = computer.start().await;
    assert_eq!(app.stage().await, "ready");
    assert_eq!(remembered()["to_erase"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_here_alone_is_erased_only_on_purpose() {
    let computer = Computer::new();
    let app = begin(&computer).await;
    let out = |erase, discard_unsent| json!({ "erase": erase, "discard_unsent": discard_unsent });
    assert_eq!(code(&app.refused("sign_out", out(false, false)).await), Code::NoServer);
    assert_eq!(code(&app.refused("sign_out", out(true, false)).await), Code::Conflict);
    assert_eq!(app.stage().await, "ready");
    app.ask("sign_out", out(true, true)).await;
    assert_eq!(app.stage().await, "signed_out");
    assert!(!computer.files().iter().any(|path| path.ends_with("cache.db")));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_begins_alone_without_a_name_or_beside_somebody_who_is_at_work() {
    let computer = Computer::new();
    let app = computer.start().await;
    for (name, country, field) in [("  ", "TH", "name"), ("Malee", "Thailand", "country"), ("Malee", "th", "country")] {
        let refused = app.refused("work_alone", json!({ "name": name, "country": country })).await;
        assert_eq!((code(&refused), refused.fields[0].field.as_str()), (Code::Invalid, field));
    }
    drop(app);
    let app = begin(&computer).await;
    let again = app.refused("work_alone", json!({ "name": "Somebody", "country": "TH" })).await;
    assert_eq!(code(&again), Code::Conflict);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_beginning_that_the_disk_refuses_leaves_nothing() {
    let computer = Computer::new();
    let app = computer.start().await;
    let remembered = computer.path("data/leadline.json");
    let kept = std::fs::read(&remembered).ok();
    let _ = std::fs::remove_file(&remembered);
    std::fs::create_dir_all(remembered.join("in the way")).unwrap();
    let begin = json!({ "name": "มะลิ ใจดี", "country": "TH" });
    app.refused("work_alone", begin.clone()).await;
    assert_eq!(app.stage().await, "signed_out");
    assert!(!computer.files().iter().any(|path| path.ends_with("cache.db")), "{:?}", computer.files());
    let keyring = std::fs::read_to_string(computer.path("keyring")).unwrap_or_default();
    assert!(!keyring.contains("cache key"), "{keyring}");

    std::fs::remove_dir_all(&remembered).unwrap();
    if let Some(kept) = kept {
        std::fs::write(&remembered, kept).unwrap();
    }
    assert_eq!(app.ask("work_alone", begin).await["stage"], "ready");
}
