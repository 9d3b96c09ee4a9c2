//! What a working day leaves in the logs and in the diagnostics: nothing of anybody's.

use super::at_work::{AtWork, at_work};
use super::installed::App;
use axum::Router;
use axum::http::StatusCode;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use leadline_desktop::log_files;
use leadline_testkit::TEST_PASSWORD;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, read_to_string};
use std::path::Path;
use std::sync::Mutex;
use uuid::Uuid;

const NAME: &str = "Wanphen Thongkham";
const PHONE: &str = "0894445511";
const OTHER_PHONE: &str = "+66894445522";
const DIALLED: &str = "+66894445533";
const NOTE: &str = "prefers marigolds on tuesday";
const SEARCHED: &str = "thongkham marigold";
const EMAIL: &str = "wanphen@marigold.example";
const WRONG_PASSWORD: &str = "marigold-wrong-77";
const SERVER_TEXT: &str = "marigold server text";

/// Everything nobody but the person should read.
fn private() -> Vec<String> {
    let mut private: Vec<String> =
        [NAME, "Thongkham", PHONE, "894445511", "894445522", "894445533", NOTE, "marigold", EMAIL, WRONG_PASSWORD]
            .map(str::to_owned)
            .into();
    private.push(TEST_PASSWORD.to_owned());
    private
}

/// A server that says hello like Leadline's and fails at everything else with words in its answer.
async fn failing_server() -> String {
    let hello = json!({ "product": "leadline" });
    let app = Router::new()
        .route("/api/hello", axum::routing::get(move || async move { axum::Json(hello) }))
        .fallback(|| async { (StatusCode::INTERNAL_SERVER_ERROR, format!("{SERVER_TEXT} {OTHER_PHONE}")) });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Edits, mistakes, refusals and links of a day.
async fn work(app: &mut App, folder: &Path, server: &str) {
    let client = app.new_client(NAME, json!({ "phone": PHONE, "email": EMAIL })).await;
    let note = Uuid::now_v7();
    let fields = json!({ "values": { "client_id": client, "body": NOTE } });
    app.ask("note_create", json!({ "id": note, "fields": fields, "draft": null })).await;
    app.refused("client_update", json!({ "id": client, "fields": { "values": { "phone": "0894445511x" } } })).await;
    app.refused("client_update", json!({ "id": NOTE, "fields": PHONE })).await;
    app.refused("note_delete", json!({ "id": Uuid::now_v7() })).await;
    app.ask("search", json!({ "text": SEARCHED, "limit": 5 })).await;
    app.desktop.open_link(&format!("tel:{DIALLED}"));
    app.ask("link_take", json!({})).await;
    app.desktop.open_link(&format!("leadline:{NOTE}"));
    app.refused("phone_open", json!({ "number": DIALLED })).await;
    let file = folder.join("people.csv");
    fs::write(&file, format!("name,phone\n{NAME},{OTHER_PHONE}\n{NAME},no number\n")).unwrap();
    app.ask("import_open", json!({ "path": file, "encoding": null })).await;
    app.until("client_get", json!({ "id": client }), |card| card["row"]["sync"] == "synced").await;
    app.try_sign_in(server, EMAIL, WRONG_PASSWORD).await.unwrap_err();
    app.try_sign_in(&failing_server().await, EMAIL, WRONG_PASSWORD).await.unwrap_err();
}

/// Tokens and keys, as they are and as they are kept.
fn secrets(keyring: &Path) -> Vec<String> {
    let kept: BTreeMap<String, String> = serde_json::from_slice(&fs::read(keyring).unwrap()).unwrap();
    let decoded = kept.values().filter_map(|kept| String::from_utf8(BASE64_STANDARD.decode(kept).unwrap()).ok());
    decoded.chain(kept.values().cloned()).collect()
}

fn has_none(of: &[String], what: &str, text: &str) {
    for secret in of {
        let found = text.lines().find(|line| line.to_lowercase().contains(&secret.to_lowercase()));
        assert!(found.is_none(), "{what} holds {secret:?}: {found:?}");
    }
}

/// The one test that listens to the whole process, so that threads the app starts are heard too.
#[tokio::test(flavor = "multi_thread")]
async fn neither_logs_nor_diagnostics_hold_names_numbers_texts_or_tokens() {
    let AtWork { mut app, computer, server, .. } = at_work().await;
    let logs = log_files::folder(&computer.path("data"));
    // Without the mask that the app puts before its files: nothing may need it.
    let lines = log_files::lines(Some("trace"), Mutex::new(log_files::files(&logs).unwrap()));
    tracing::subscriber::set_global_default(lines).unwrap();
    work(&mut app, &computer.path(""), &server.url()).await;

    let zip = computer.path("diagnostics.zip");
    app.ask("diagnostics_save", json!({ "path": zip })).await;
    app.refused("diagnostics_save", json!({ "path": computer.path("no/such/folder.zip") })).await;
    let mut private = private();
    private.extend(secrets(&computer.path("keyring")));

    let [log] = &files_in(&logs)[..] else { panic!("one day, one file") };
    // The test's own server lives in this process; on a person's computer there is none.
    let log: String =
        log.lines().filter(|line| !line.contains("leadline_server")).map(|line| format!("{line}\n")).collect();
    for expected in ["refused name=\"client_update\"", "refused name=\"sign_in\"", "a link was handed over", "TRACE"] {
        assert!(log.contains(expected), "{expected} is not in {log}");
    }
    has_none(&private, "the log", &log);

    private.push(server.url().trim_start_matches("http://").to_owned());
    private.push("test-laptop".to_owned());
    let mut zip = zip::ZipArchive::new(Cursor::new(fs::read(zip).unwrap())).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names[..3], ["report.json", "settings.json", "data.json"]);
    assert!(names[3].starts_with("logs/leadline.") && names.len() == 4, "{names:?}");
    for name in &names {
        let text = read_to_string(zip.by_name(name).unwrap()).unwrap();
        has_none(&private, name, &text);
    }
    let data: Value = serde_json::from_reader(zip.by_name("data.json").unwrap()).unwrap();
    assert_eq!((&data["rows"]["clients"], &data["rows"]["notes"]), (&json!(1), &json!(1)));
    assert_eq!(data["outbox"]["waiting"], 0);
    let report: Value = serde_json::from_reader(zip.by_name("report.json").unwrap()).unwrap();
    assert_eq!(report["version"], "0.1.0");
    assert!(report["checks"].as_array().unwrap().len() > 10);
    let settings: Value = serde_json::from_reader(zip.by_name("settings.json").unwrap()).unwrap();
    assert_eq!(settings["signed_in"]["role"], "admin");
}

fn files_in(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}
