//! Importing a file of clients, through the commands the UI uses.

use super::at_work::{AtWork, at_work};
use super::installed::{App, Computer, all_by_name, code};
use leadline_protocol::Code;
use serde_json::{Value, json};

const FILE: &str = "ชื่อ,เบอร์โทร,อีเมล\n\
    สมชัย ใจดี,081 555 0142,\n\
    Anong,0815550143,anong@siam.example\n\
    Broken,call me,\n\
    Somchai again,+66 81 555 0142,\n";

async fn open(app: &App, computer: &Computer, content: &str) -> Value {
    let path = computer.path("clients.csv");
    std::fs::write(&path, content).unwrap();
    app.ask("import_open", json!({ "path": path, "encoding": null })).await
}

pub fn plan(guess: &Value, duplicates: &str) -> Value {
    let columns = guess["columns"].as_array().unwrap();
    let mapped = columns.iter().filter(|column| !column["field"].is_null());
    let mapping: serde_json::Map<_, _> =
        mapped.map(|column| (column["at"].to_string(), column["field"].clone())).collect();
    json!({ "import": guess["import"], "mapping": mapping, "duplicates": duplicates, "owner_id": null, "tag_id": null })
}

fn counts(counts: &Value) -> [u64; 4] {
    ["create", "update", "skip", "broken"].map(|name| counts[name].as_u64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_checked_imported_and_taken_back_as_one() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    let known = app.new_client("Anong", json!({ "phone": "0815550143" })).await;
    let guess = open(&app, &computer, FILE).await;
    assert_eq!((&guess["encoding"], &guess["rows"]), (&json!("utf-8"), &json!(4)));
    let checked = app.ask("import_check", plan(&guess, "fill")).await;
    assert_eq!(counts(&checked), [1, 1, 1, 1]);
    assert_eq!(checked["errors"][0]["line"], 4);
    assert_eq!(checked["errors"][0]["fault"], "not_a_phone");
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 1);

    let result = app.ask("import_run", plan(&guess, "fill")).await;
    assert_eq!(counts(&result["counts"]), [1, 1, 1, 1]);
    assert_eq!(app.client(known).await["row"]["email"], "anong@siam.example");
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 2);
    assert_eq!(counts(&app.ask("import_check", plan(&guess, "skip")).await), [0, 0, 3, 1]);
    assert_eq!(counts(&app.ask("import_check", plan(&guess, "create")).await), [3, 0, 0, 1]);

    let saved = computer.path("errors.csv");
    app.ask("import_errors_save", json!({ "import": guess["import"], "path": saved })).await;
    let text = std::fs::read_to_string(saved).unwrap();
    assert!(text.contains("Broken,call me,,4,เบอร์โทร: is not a phone number"), "{text}");

    app.ask("undo", json!({ "token": result["undo"] })).await;
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 1);
    assert_eq!(app.client(known).await["row"]["email"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_file_with_the_same_headers_is_mapped_as_the_last_one() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    let guess = open(&app, &computer, "who,what\nAnong,Siam Ltd\n").await;
    assert_eq!(guess["columns"][0]["field"], Value::Null);
    let mut chosen = plan(&guess, "skip");
    chosen["mapping"] = json!({ "0": "name", "1": "company_name" });
    app.ask("import_run", chosen).await;
    app.ask("import_close", json!({ "import": guess["import"] })).await;
    assert_eq!(code(&app.refused("import_check", plan(&guess, "skip")).await), Code::NotFound);
    let next = open(&app, &computer, "who,what\nBen,Harbour Co\n").await;
    let found: Vec<_> = next["columns"].as_array().unwrap().iter().map(|c| (&c["field"], &c["found_by"])).collect();
    assert_eq!(found, [(&json!("name"), &json!("last_time")), (&json!("company_name"), &json!("last_time"))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_import_tells_its_progress_and_can_be_stopped() {
    let AtWork { mut app, computer, server: _server, .. } = at_work().await;
    let rows: String = (0..3_000).map(|row| format!("Client {row},client{row}@siam.example\n")).collect();
    let guess = open(&app, &computer, &format!("name,email\n{rows}")).await;
    let running = tokio::spawn({
        let (desktop, plan) = (app.desktop.clone(), plan(&guess, "skip"));
        async move { desktop.call("import_run", plan).await }
    });
    app.told(|event| matches!(event, leadline_desktop::api::DesktopEvent::Job { done: 1.., finished: false, .. }))
        .await;
    app.ask("import_cancel", json!({ "import": guess["import"] })).await;
    let result = running.await.unwrap().unwrap();
    assert_eq!(result["cancelled"], true);
    let written = result["counts"]["create"].as_u64().unwrap();
    assert!((500..3_000).contains(&written), "{written}");
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], written);
    app.ask("undo", json!({ "token": result["undo"] })).await;
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_is_refused() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    std::fs::write(computer.path("empty.csv"), " \n").unwrap();
    let open = |name: &str| json!({ "path": computer.path(name), "encoding": null });
    assert_eq!(code(&app.refused("import_open", open("empty.csv")).await), Code::UnreadableFile);
    assert_eq!(code(&app.refused("import_open", open("missing.csv")).await), Code::NotFound);
    assert_eq!(code(&app.refused("import_open", open(".")).await), Code::UnreadableFile);
}
