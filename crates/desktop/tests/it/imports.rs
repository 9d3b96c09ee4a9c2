//! Importing a file of clients, through the commands the UI uses.

use super::at_work::{AtWork, at_work, at_work_as};
use super::installed::{App, Computer, all_by_name, code};
use leadline_desktop::api::DesktopEvent;
use leadline_domain::Role;
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
    json!({ "import": guess["import"], "mapping": mapping, "meanings": {}, "duplicates": duplicates, "decided": {},
        "owner_id": null, "tag_id": null })
}

/// The first rows of the last check that end like this.
async fn page(app: &App, plan: &Value, fate: &str) -> Value {
    app.ask("import_rows", json!({ "plan": plan, "fate": fate, "offset": 0 })).await
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
    let broken = page(&app, &plan(&guess, "fill"), "broken").await;
    assert_eq!(broken["rows"][0]["line"], 4);
    assert_eq!(broken["rows"][0]["errors"][0]["fault"], "not_a_phone");
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 1);

    let result = app.ask("import_run", plan(&guess, "fill")).await;
    assert_eq!(counts(&result["counts"]), [1, 1, 1, 1]);
    assert_eq!(app.client(known).await["row"]["email"], "anong@siam.example");
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 2);
    assert_eq!(counts(&app.ask("import_check", plan(&guess, "skip")).await), [0, 0, 3, 1]);
    assert_eq!(counts(&app.ask("import_check", plan(&guess, "create")).await), [3, 0, 0, 1]);

    let saved = computer.path("errors.csv");
    let save = |path: &std::path::Path| {
        json!({ "import": guess["import"], "path": path, "line": "บรรทัด", "reason": "เพราะ",
            "faults": { "not_a_phone": "ไม่ใช่เบอร์โทรศัพท์" } })
    };
    app.ask("import_errors_save", save(&saved)).await;
    let text = std::fs::read_to_string(saved).unwrap();
    assert!(text.contains("ชื่อ,เบอร์โทร,อีเมล,บรรทัด,เพราะ"), "{text}");
    assert!(text.contains("Broken,call me,,4,เบอร์โทร: ไม่ใช่เบอร์โทรศัพท์"), "{text}");
    let nowhere = computer.path("no such folder").join("errors.csv");
    assert_eq!(code(&app.refused("import_errors_save", save(&nowhere)).await), Code::UnwritableFile);

    app.ask("undo", json!({ "token": result["undo"] })).await;
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 1);
    assert_eq!(app.client(known).await["row"]["email"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_nobody_knows_are_asked_for_and_mean_what_the_person_says() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    let me = app.ask("session", json!({})).await["account"].clone();
    let file = format!("ชื่อ,เกรด,ผู้ดูแล\nก,A,{}\nข,B+,\nค,b+,คนเก่า\nง,D,\n", me["name"].as_str().unwrap());
    let guess = open(&app, &computer, &file).await;
    let fields = guess["fields"].as_array().unwrap();
    let field = |name: &str| fields.iter().find(|field| field["field"] == name).unwrap();
    assert_eq!(field("lead_quality")["choices"], json!(["hot", "warm", "cold"]));
    assert!(field("owner_id")["choices"].as_array().unwrap().contains(&me["profile_id"]));
    assert_eq!((&field("phone")["choices"], &field("name")["joins"]), (&Value::Null, &json!(true)));

    let mut chosen = plan(&guess, "skip");
    let before = app.ask("import_preview", chosen.clone()).await;
    let fates: Vec<_> = before["rows"].as_array().unwrap().iter().map(|row| row["fate"].clone()).collect();
    assert_eq!(fates, ["create", "broken", "broken", "broken"]);
    assert_eq!(before["rows"][0]["values"]["owner_id"], me["profile_id"]);
    let word =
        |said: &str, rows, known, means: Value| json!({ "said": said, "rows": rows, "known": known, "means": means });
    let unknown = |said: &str, rows| word(said, rows, false, Value::Null);
    assert_eq!(
        before["words"],
        json!([
            { "field": "lead_quality", "more": false,
                "words": [word("A", 1, true, json!("hot")), unknown("B+", 2), unknown("D", 1)] },
            { "field": "owner_id", "more": false,
                "words": [word(me["name"].as_str().unwrap(), 1, true, me["profile_id"].clone()), unknown("คนเก่า", 1)] },
        ])
    );

    chosen["meanings"] = json!({ "lead_quality": { "B+": "warm", "D": null }, "owner_id": { "คนเก่า": null } });
    assert_eq!(counts(&app.ask("import_check", chosen.clone()).await), [4, 0, 0, 0]);
    app.ask("import_run", chosen.clone()).await;
    let view = app.ask("view_open", all_by_name()).await;
    let rows = app.ask("view_rows", json!({ "view": view["view"], "offset": 0, "limit": 10 })).await;
    let mut made: Vec<_> =
        rows["rows"].as_array().unwrap().iter().map(|row| json!([row["name"], row["lead_quality"]])).collect();
    made.sort_by_key(|row| row[0].as_str().unwrap().to_owned());
    assert_eq!(json!(made), json!([["ก", "hot"], ["ข", "warm"], ["ค", "warm"], ["ง", null]]));

    for wrong in [json!({ "lead_quality": { "D": "boiling" } }), json!({ "owner_id": { "คนเก่า": uuid::Uuid::nil() } })]
    {
        chosen["meanings"] = wrong;
        assert_eq!(code(&app.refused("import_check", chosen.clone()).await), Code::Invalid);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_are_decided_for_all_and_row_by_row_and_what_is_written_is_what_was_shown() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    let anong = app.new_client("Anong", json!({ "phone": "0815550143", "source": "Fair" })).await;
    let ben = app.new_client("Ben", json!({ "email": "ben@siam.example", "lifecycle_stage": "customer" })).await;
    let file = "name,phone,email,source,company\n\
        Anong P,0815550143,,Web,Siam Ltd\n\
        Ben,,ben@siam.example,Web,\n\
        Ben again,,ben@siam.example,,\n";
    let guess = open(&app, &computer, file).await;
    let mut chosen = plan(&guess, "fill");
    assert_eq!(counts(&app.ask("import_check", chosen.clone()).await), [0, 2, 1, 0]);
    let updates = page(&app, &chosen, "update").await;
    let change = |field: &str, here: Value, file: &str, written: bool| json!({ "field": field, "here": here, "file": file, "written": written });
    assert_eq!(
        updates["rows"][0]["changes"],
        json!([
            change("name", json!("Anong"), "Anong P", false),
            change("source", json!("Fair"), "Web", false),
            change("company_name", Value::Null, "Siam Ltd", true),
        ])
    );
    let same = &updates["rows"][0]["repeats"]["here"];
    assert_eq!((&same["client"]["id"], &same["by"]), (&json!(anong), &json!("phone")));
    assert_eq!(page(&app, &chosen, "skip").await["rows"][0]["repeats"], json!({ "above": { "line": 3 } }));

    chosen["duplicates"] = json!("replace");
    chosen["decided"] = json!({ "3": "skip", "4": "create" });
    let decided = page(&app, &chosen, "update").await;
    assert_eq!(counts(&decided["counts"]), [1, 1, 1, 0]);
    assert!(decided["rows"][0]["changes"].as_array().unwrap().iter().all(|change| change["written"] == true));
    let result = app.ask("import_run", chosen).await;
    assert_eq!(counts(&result["counts"]), [1, 1, 1, 0]);
    let row = app.client(anong).await["row"].clone();
    assert_eq!(json!([row["name"], row["source"], row["company_name"]]), json!(["Anong P", "Web", "Siam Ltd"]));
    let row = app.client(ben).await["row"].clone();
    assert_eq!(json!([row["source"], row["lifecycle_stage"]]), json!([null, "customer"]));
    app.ask("undo", json!({ "token": result["undo"] })).await;
    assert_eq!(app.client(anong).await["row"]["name"], "Anong");
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
async fn an_import_of_which_something_was_changed_since_is_not_taken_back_in_part() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    let rows: String = (0..1_200).map(|row| format!("Client {row:04},client{row}@siam.example\n")).collect();
    let guess = open(&app, &computer, &format!("name,email\n{rows}")).await;
    let result = app.ask("import_run", plan(&guess, "skip")).await;
    let first = app.ask("view_open", all_by_name()).await["first"][0].clone();
    assert_eq!(first["name"], "Client 0000", "it was written in the first transaction, which is taken back last");
    let change = json!({ "id": first["id"], "fields": { "values": { "name": "Anong" } }, "draft": null });
    app.ask("client_update", change).await;
    assert_eq!(code(&app.refused("undo", json!({ "token": result["undo"] })).await), Code::UndoTooLate);
    let now = app.ask("view_open", all_by_name()).await;
    assert_eq!((&now["total"], &now["first"][0]["name"]), (&json!(1_200), &json!("Anong")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_is_refused() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    std::fs::write(computer.path("empty.csv"), " \n").unwrap();
    let open = |name: &str| json!({ "path": computer.path(name), "encoding": null });
    assert_eq!(code(&app.refused("import_open", open("empty.csv")).await), Code::EmptyFile);
    std::fs::write(computer.path("quote.csv"), format!("name,phone\nAnong,1\n\"Ben,{}", "x".repeat(11 << 20))).unwrap();
    let quote = app.refused("import_open", open("quote.csv")).await;
    assert_eq!((code(&quote), quote.line), (Code::UnendingCell, Some(3)));
    std::fs::write(computer.path("wide.csv"), format!("name\n{}", "x,".repeat(600))).unwrap();
    let wide = app.refused("import_open", open("wide.csv")).await;
    assert_eq!((code(&wide), wide.line), (Code::TooManyColumns, Some(2)));
    std::fs::write(computer.path("long.csv"), format!("name\n{}", "a\n".repeat(1_000_001))).unwrap();
    assert_eq!(code(&app.refused("import_open", open("long.csv")).await), Code::FileTooLarge);
    assert_eq!(code(&app.refused("import_open", open("missing.csv")).await), Code::NotFound);
    assert_eq!(code(&app.refused("import_open", open(".")).await), Code::UnreadableFile);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_nobody_came_back_to_make_room_for_the_next() {
    let AtWork { app, computer, server: _server, .. } = at_work().await;
    let mut handles = Vec::new();
    for _ in 0..4 {
        handles.push(open(&app, &computer, "name\nAnong\n").await);
    }
    app.ask("import_preview", plan(&handles[0], "skip")).await;
    let newest = open(&app, &computer, "name\nBen\n").await;
    assert_eq!(code(&app.refused("import_preview", plan(&handles[1], "skip")).await), Code::NotFound);
    for open in [&handles[0], &handles[2], &handles[3], &newest] {
        app.ask("import_preview", plan(open, "skip")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_edit_that_breaks_off_says_how_far_it_came_and_is_taken_back() {
    let AtWork { mut app, computer, server: _server, .. } = at_work().await;
    let rows: String = (0..500).map(|row| format!("Client {row:03},client{row}@siam.example\n")).collect();
    let guess = open(&app, &computer, &format!("name,email\n{rows}")).await;
    app.ask("import_run", plan(&guess, "skip")).await;
    let view = app.ask("view_open", all_by_name()).await["view"].clone();
    let mut ids = Vec::new();
    for offset in (0..500).step_by(100) {
        let page = app.ask("view_rows", json!({ "view": view, "offset": offset, "limit": 100 })).await;
        ids.extend(page["rows"].as_array().unwrap().iter().map(|row| row["id"].clone()));
    }
    let first = ids[0].clone();
    ids.push(json!(uuid::Uuid::now_v7()));
    let change = json!({ "set": { "field": "source", "value": "Fair" } });
    let request = json!({ "selection": { "ids": { "ids": ids } }, "change": change });
    let edited = app.ask("clients_bulk", request).await;
    assert_eq!((&edited["count"], &edited["problem"]["code"]), (&json!(500), &json!("not_found")));
    let broke_off =
        |event: &DesktopEvent| matches!(event, DesktopEvent::Job { kind, finished: true, .. } if kind == "bulk");
    let event = app.told(broke_off).await;
    assert!(matches!(event, DesktopEvent::Job { done: 500, problem: Some(_), .. }), "{event:?}");
    let client: uuid::Uuid = first.as_str().unwrap().parse().unwrap();
    assert_eq!(app.client(client).await["row"]["source"], "Fair");
    app.ask("undo", json!({ "token": edited["undo"] })).await;
    assert_eq!(app.client(client).await["row"]["source"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_the_server_has_is_taken_back_all_the_same() {
    let AtWork { mut app, computer, server: _server, .. } = at_work_as(Role::Agent).await;
    let known = app.new_client("Anong", json!({ "phone": "0815550143" })).await;
    let guess = open(&app, &computer, FILE).await;
    let result = app.ask("import_run", plan(&guess, "fill")).await;
    app.until("sync_status", json!({}), |status| status["waiting"] == 0).await;
    app.ask("undo", json!({ "token": result["undo"] })).await;
    assert_eq!(app.ask("view_open", all_by_name()).await["total"], 1);
    assert_eq!(app.client(known).await["row"]["email"], Value::Null);
}
