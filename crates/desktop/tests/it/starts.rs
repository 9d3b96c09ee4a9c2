//! What a start finds on the computer, and what a person can do about it.

use super::at_work::{AtWork, at_work, at_work_on};
use super::installed::{App, Computer, all_by_name, code};
use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_testkit::{TEST_PASSWORD, TestServer};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// What the window shows because the local data cannot be opened.
async fn cannot_open(app: &App) -> Value {
    let state = app.ask("session", json!({})).await;
    assert_eq!(state["stage"], "cannot_open", "{state}");
    state["start_fault"]["code"].clone()
}

fn cache_file(computer: &Computer) -> PathBuf {
    computer.files().into_iter().find(|path| path.ends_with("cache.db")).unwrap()
}

/// Opens the encrypted file past the app, with the key from the keyring.
fn behind_the_apps_back(computer: &Computer) -> rusqlite::Connection {
    let keyring: Value = serde_json::from_slice(&fs::read(computer.path("keyring")).unwrap()).unwrap();
    let (_, key) = keyring.as_object().unwrap().iter().find(|(name, _)| name.starts_with("cache key")).unwrap();
    let key = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, key.as_str().unwrap()).unwrap();
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let file = rusqlite::Connection::open(cache_file(computer)).unwrap();
    file.pragma_update(None, "key", format!("x'{key}'")).unwrap();
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keyring_a_key_file_is_made_only_after_consent() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let computer = Computer::without_keyring();
    let app = computer.start().await;
    assert_eq!(app.stage().await, "needs_key_consent");
    let email = &admin.session().me.email;
    let refused = app.try_sign_in(&server.url(), email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!(code(&refused), Code::KeyringUnavailable);
    assert!(!computer.path("data/keys.json").exists());
    app.ask("keyring_consent", json!({ "agreed": true })).await;
    let state = app.ask("session", json!({})).await;
    assert_eq!((&state["stage"], &state["key_place"]), (&json!("signed_out"), &json!("file")));
    app.sign_in(&server, &admin).await;
    assert!(computer.path("data/keys.json").exists());
    drop(app);
    assert_ne!(computer.start().await.stage().await, "needs_key_consent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyring_that_was_locked_at_the_first_start_is_tried_again_when_asked() {
    let computer = Computer::new();
    computer.lock_keyring(true);
    let app = computer.start().await;
    assert_eq!(app.stage().await, "needs_key_consent");
    assert_eq!(app.ask("start_again", json!({})).await["stage"], "needs_key_consent");
    computer.lock_keyring(false);
    let state = app.ask("start_again", json!({})).await;
    assert_eq!((&state["stage"], &state["key_place"]), (&json!("signed_out"), &json!("keyring")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keyring_leaves_the_data_alone_until_it_is_unlocked() {
    let mut work = at_work().await;
    let client = work.synced_client("Anong").await;
    work.computer.lock_keyring(true);
    let work = work.restart().await;
    let before = fs::read(cache_file(&work.computer)).unwrap();
    assert_eq!(cannot_open(&work.app).await, "keyring_unavailable");
    work.app.ask("start_again", json!({})).await;
    assert_eq!(cannot_open(&work.app).await, "keyring_unavailable");
    assert_eq!(fs::read(cache_file(&work.computer)).unwrap(), before);
    work.computer.lock_keyring(false);
    assert_eq!(work.app.ask("start_again", json!({})).await["stage"], "ready");
    assert_eq!(work.app.client(client).await["row"]["name"], "Anong");
}

#[tokio::test(flavor = "multi_thread")]
async fn data_whose_key_is_lost_is_set_aside_only_when_the_person_signs_in_anew() {
    let mut work = at_work().await;
    work.synced_client("Anong").await;
    work.app.end().await;
    fs::remove_file(work.computer.path("keyring")).unwrap();
    let mut work = work.restart().await;
    assert_eq!(cannot_open(&work.app).await, "keyring_unavailable");
    let before = fs::read(cache_file(&work.computer)).unwrap();
    assert_eq!(work.app.ask("sign_in_anew", json!({})).await["stage"], "signed_out");
    let state = work.app.sign_in(&work.server, &work.admin).await;
    let aside = state["set_aside"].as_str().unwrap();
    assert!(fs::read(aside).unwrap().starts_with(&before[..4_096]), "the old file is kept");
    work.app.ready().await;
    assert_eq!(work.app.ask("view_open", all_by_name()).await["total"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn data_of_a_newer_version_is_left_as_it_is() {
    let mut work = at_work().await;
    let client = work.synced_client("Anong").await;
    work.app.end().await;
    let file = behind_the_apps_back(&work.computer);
    let format: i64 = file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    file.pragma_update(None, "user_version", format + 1).unwrap();
    drop(file);
    let before = fs::read(cache_file(&work.computer)).unwrap();
    let work = work.restart().await;
    assert_eq!(cannot_open(&work.app).await, "cache_newer");
    let email = &work.admin.session().me.email;
    let refused = work.app.try_sign_in(&work.server.url(), email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!(code(&refused), Code::CacheNewer);
    assert_eq!(fs::read(cache_file(&work.computer)).unwrap(), before);
    // The newer version is installed again.
    behind_the_apps_back(&work.computer).pragma_update(None, "user_version", format).unwrap();
    assert_eq!(work.app.ask("start_again", json!({})).await["stage"], "ready");
    assert_eq!(work.app.client(client).await["row"]["name"], "Anong");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_used_is_named_and_tried_again() {
    let computer = Computer::new();
    fs::write(computer.path("data"), "a file stands where the folder should be").unwrap();
    let app = computer.start().await;
    assert_eq!(cannot_open(&app).await, "folder_unusable");
    let state = app.ask("session", json!({})).await;
    assert_eq!(Path::new(state["data_folder"].as_str().unwrap()), computer.path("data"));
    let mut settings = state["settings"].clone();
    settings["language"] = json!("th");
    app.ask("settings_set", settings).await;
    assert_eq!(app.ask("session", json!({})).await["settings"]["language"], "th");
    assert_eq!(app.ask("start_again", json!({})).await["start_fault"]["code"], "folder_unusable");
    fs::remove_file(computer.path("data")).unwrap();
    let state = app.ask("start_again", json!({})).await;
    assert_eq!((&state["stage"], &state["start_fault"]), (&json!("signed_out"), &Value::Null));
    assert!(computer.path("data/leadline.json").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_set_aside_and_everything_comes_again_from_the_server() {
    let mut work = at_work_on(Computer::new(), Role::Admin).await;
    work.synced_client("Anong").await;
    work.app.end().await;
    for path in work.computer.files().iter().filter(|path| path.to_string_lossy().contains("cache.db")) {
        fs::write(path, [7; 20_000]).unwrap();
    }
    let AtWork { mut app, server: _server, computer: _here, .. } = work.restart().await;
    let aside = app.ask("session", json!({})).await["set_aside"].as_str().unwrap().to_owned();
    assert!(fs::read(aside).unwrap().starts_with(&[7; 4_096]), "the damaged file is kept");
    let list = app.ask("view_open", all_by_name()).await["view"].clone();
    let rows = json!({ "view": list, "offset": 0, "limit": 1 });
    app.until("view_rows", rows, |rows| rows["rows"][0]["name"] == "Anong").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sound_and_camera_are_tried_once_on_a_computer_and_not_where_the_app_was_used_before_that_was_asked() {
    let tried = |state: Value| state["devices_tried"].clone();
    let computer = Computer::new();
    let app = computer.start().await;
    assert_eq!(tried(app.ask("session", json!({})).await), false);
    app.ask("devices_tried", json!({})).await;
    app.end().await;
    drop(app);
    let app = computer.start().await;
    assert_eq!(tried(app.ask("session", json!({})).await), true);
    app.end().await;
    drop(app);
    let file = computer.path("data/leadline.json");
    let mut remembered: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    remembered.as_object_mut().unwrap().remove("devices_tried").unwrap();
    fs::write(&file, serde_json::to_vec(&remembered).unwrap()).unwrap();
    assert_eq!(tried(computer.start().await.ask("session", json!({})).await), true);
}
