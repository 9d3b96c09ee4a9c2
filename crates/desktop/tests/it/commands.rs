//! Working with clients, through the commands the UI uses.

use super::at_work::{AtWork, at_work, at_work_as};
use super::installed::{Computer, NOW, all_by_name, code};
use leadline_desktop::api::DesktopEvent;
use leadline_domain::Role;
use leadline_protocol::Code;
use serde_json::{Value, json};
use uuid::Uuid;

fn update(id: Uuid, values: Value) -> Value {
    json!({ "id": id, "fields": { "values": values } })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_stored_as_it_should_be_or_every_wrong_field_is_named() {
    let AtWork { app, computer: _here, .. } = at_work().await;
    let client = app.new_client("  Anong  ", json!({ "phone": "๐๘๑-555 0142", "email": "Anong@Siam.Example" })).await;
    let card = app.client(client).await;
    assert_eq!(card["row"]["name"], "Anong");
    assert_eq!(card["row"]["phone"], "+66815550142");
    assert_eq!(card["row"]["email"], "anong@siam.example");
    let problem =
        app.refused("client_update", update(client, json!({ "phone": "call me", "email": "x", "name": "Ben" }))).await;
    let fields: Vec<_> = problem.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!((problem.code, fields), (Code::Invalid, vec!["email", "phone"]));
    assert_eq!(app.client(client).await["row"]["name"], "Anong");
    let found = app.ask("duplicates_find", json!({ "phone": "081 555 0142", "email": null, "except": null })).await;
    assert_eq!(found["clients"][0]["id"], json!(client));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_list_follows_edits_and_says_so() {
    let AtWork { mut app, computer: _here, .. } = at_work().await;
    let view = app.ask("view_open", all_by_name()).await;
    let number = view["view"].clone();
    let client = app.new_client("Somchai", json!({})).await;
    let event = app.told(|event| matches!(event, DesktopEvent::ViewChanged { total: 1, .. })).await;
    let DesktopEvent::ViewChanged { view: changed, .. } = event else { unreachable!() };
    assert_eq!(json!(changed), number);
    app.new_client("Anong", json!({})).await;
    app.told(|event| matches!(event, DesktopEvent::ViewChanged { total: 2, .. })).await;
    let rows = app.ask("view_rows", json!({ "view": number, "offset": 0, "limit": 200 })).await;
    let names: Vec<_> = rows["rows"].as_array().unwrap().iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, ["Anong", "Somchai"]);
    let again = app.ask("view_open", all_by_name()).await;
    assert_eq!(again["first"], rows["rows"], "the first rows come with the list");
    let found = app.ask("view_find", json!({ "view": number, "id": client })).await;
    assert_eq!(found["offset"], 1);
    app.ask("view_close", json!({ "view": number })).await;
    app.refused("view_rows", json!({ "view": number, "offset": 0, "limit": 10 })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn finishing_a_call_is_the_last_contact_and_undo_takes_both_back() {
    let AtWork { app, me, computer: _here, .. } = at_work().await;
    let client = app.new_client("Anong", json!({})).await;
    let call = Uuid::now_v7();
    let values = json!({
        "kind": "call", "subject": "Ask about Friday", "client_id": client, "assignee_id": me, "status": "open",
        "due_at": NOW - 1000,
    });
    app.ask("activity_create", json!({ "id": call, "fields": { "values": values }, "draft": null })).await;
    let day = json!({ "today": NOW - 7_200_000, "now": NOW });
    assert_eq!(app.ask("my_day", day.clone()).await["overdue"][0]["id"], json!(call));
    let done = app.ask("activity_complete", json!({ "id": call, "done": true })).await;
    assert!(app.client(client).await["row"]["last_contact_at"].as_i64().unwrap() >= NOW - 5_000);
    assert_eq!(app.ask("my_day", day).await["done"][0]["id"], json!(call));
    app.ask("undo", json!({ "token": done["undo"] })).await;
    assert_eq!(app.client(client).await["row"]["last_contact_at"], Value::Null);
    assert_eq!(app.ask("activities_of", json!({ "id": client })).await["activities"][0]["status"], "open");
    app.ask("activity_snooze", json!({ "id": call, "until": NOW + 1000 })).await;
    app.ask("undo", json!({ "token": null })).await;
    assert_eq!(app.client(client).await["next_step"]["due_at"], NOW - 1000);
    for (due_at, remind_at, until, moved) in [
        (Some(NOW + 60_000), NOW + 30_000, NOW + 3_600_000, json!(NOW + 3_570_000)),
        (Some(NOW + 86_400_000), NOW + 1000, NOW + 3_600_000, Value::Null),
        (None, NOW + 30_000, NOW + 3_600_000, Value::Null),
    ] {
        let fields = json!({ "values": { "due_at": due_at, "remind_at": remind_at } });
        app.ask("activity_update", json!({ "id": call, "fields": fields })).await;
        app.ask("activity_snooze", json!({ "id": call, "until": until })).await;
        assert_eq!(app.client(client).await["next_step"]["remind_at"], moved, "as long before as it was");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_is_refused_what_the_role_does_not_allow() {
    let work = at_work_as(Role::Agent).await;
    let (manager, _desk) = work.colleague(Role::Manager).await;
    let AtWork { mut app, me, server: _server, computer: _here, .. } = work;
    let pooled = manager.new_client("Pooled", json!({})).await;
    app.until("search", json!({ "text": "pooled", "limit": 1 }), |hits| {
        !hits["clients"].as_array().unwrap().is_empty()
    })
    .await;
    let forbidden =
        async |name: &str, request: Value| assert_eq!(code(&app.refused(name, request).await), Code::Forbidden);
    forbidden("client_update", update(pooled, json!({ "owner_id": me }))).await;
    let tag = Uuid::now_v7();
    let values = json!({ "name": "A", "colour": "sky" });
    let made = app.ask("tag_create", json!({ "id": tag, "fields": { "values": values }, "draft": null })).await;
    assert_eq!(made["undo"], Value::Null, "what an agent may not put away, an agent does not take back");
    forbidden("tag_update", update(tag, json!({ "name": "B" }))).await;
    forbidden("tag_delete", json!({ "id": tag })).await;
    let one = json!({ "ids": { "ids": [pooled] } });
    forbidden("clients_bulk", json!({ "selection": one, "change": "delete" })).await;
    forbidden("clients_bulk", json!({ "selection": one, "change": { "assign": { "owner_id": me } } })).await;
    let changed = app.ask("client_update", update(pooled, json!({ "score": 10 }))).await;
    assert!(changed["undo"].is_string(), "what an agent may change, an agent may change back");

    let values =
        json!({ "name": "New", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead", "owner_id": me });
    let new = json!({ "id": Uuid::now_v7(), "fields": { "values": values }, "draft": null });
    let made = app.ask("client_create", new).await;
    let all_sent = |state: &Value| state["waiting"] == 0;
    app.until("sync_status", json!({}), all_sent).await;
    app.ask("undo", json!({ "token": made["undo"] })).await;
    let state = app.until("sync_status", json!({}), all_sent).await;
    assert_eq!((&state["refused"], &state["conflicts"]), (&json!(0), &json!(0)), "a slip of one's own is taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_edit_over_a_list_tells_its_progress_and_is_taken_back_as_one() {
    let AtWork { mut app, me, computer: _here, .. } = at_work().await;
    let mut clients = Vec::new();
    for number in 0..3 {
        clients.push(app.new_client(&format!("Client {number}"), json!({})).await);
    }
    let tag = Uuid::now_v7();
    let values = json!({ "name": "Fair", "colour": "sky" });
    app.ask("tag_create", json!({ "id": tag, "fields": { "values": values }, "draft": null })).await;
    let view = app.ask("view_open", all_by_name()).await["view"].clone();
    let selection = json!({ "view": { "view": view, "except": [clients[0]] } });
    let tagged =
        app.ask("clients_bulk", json!({ "selection": selection, "change": { "tag": { "tag_id": tag } } })).await;
    assert_eq!(tagged["count"], 2);
    let event = app.told(|event| matches!(event, DesktopEvent::Job { finished: true, .. })).await;
    assert!(matches!(event, DesktopEvent::Job { done: 2, total: 2, problem: None, .. }), "{event:?}");
    assert_eq!(app.client(clients[1]).await["row"]["tags"], json!([tag]));
    assert_eq!(app.client(clients[0]).await["row"]["tags"], json!([]));
    let all = json!({ "ids": { "ids": clients } });
    let assigned = json!({ "selection": all, "change": { "assign": { "owner_id": me } } });
    assert_eq!(app.ask("clients_bulk", assigned).await["count"], 3);
    app.ask("undo", json!({ "token": tagged["undo"] })).await;
    assert_eq!(app.client(clients[1]).await["row"]["tags"], json!([]));
    assert_eq!(app.client(clients[1]).await["row"]["owner_id"], json!(me));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_is_renamed_and_put_away_and_comes_back_with_its_clients() {
    let AtWork { app, computer: _here, .. } = at_work().await;
    let client = app.new_client("Somchai", json!({})).await;
    let (fair, late) = (Uuid::now_v7(), Uuid::now_v7());
    for (id, name) in [(fair, "Fair"), (late, "Late payer")] {
        let values = json!({ "name": name, "colour": "sky" });
        app.ask("tag_create", json!({ "id": id, "fields": { "values": values }, "draft": null })).await;
    }
    let selection = json!({ "ids": { "ids": [client] } });
    app.ask("clients_bulk", json!({ "selection": selection, "change": { "tag": { "tag_id": fair } } })).await;

    app.ask("tag_update", update(fair, json!({ "name": "Trade fair", "colour": "teal" }))).await;
    let tags = app.ask("directory", json!({})).await["tags"].clone();
    let wanted = json!({ "id": fair, "name": "Trade fair", "colour": "teal", "category": null });
    assert!(tags.as_array().unwrap().contains(&wanted), "{tags}");

    let gone = app.ask("tag_delete", json!({ "id": fair })).await;
    assert_eq!(app.ask("directory", json!({})).await["tags"].as_array().unwrap().len(), 1);
    app.ask("undo", json!({ "token": gone["undo"] })).await;
    assert_eq!(app.ask("directory", json!({})).await["tags"].as_array().unwrap().len(), 2);
    assert_eq!(app.client(client).await["row"]["tags"], json!([fair]));
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_and_saved_views_come_back() {
    let AtWork { app, computer: _here, .. } = at_work_as(Role::Viewer).await;
    app.ask("draft_save", json!({ "key": "client:new", "body": "{\"name\":\"Half\"}" })).await;
    assert_eq!(app.ask("draft_get", json!({ "key": "client:new" })).await["body"], "{\"name\":\"Half\"}");
    app.ask("draft_drop", json!({ "key": "client:new" })).await;
    assert_eq!(app.ask("draft_get", json!({ "key": "client:new" })).await["body"], Value::Null);
    let mut view = json!({
        "id": Uuid::now_v7(), "name": "Hot", "filter": { "op": "filled", "field": "lead_quality" },
        "sort": { "field": "name", "descending": false }, "columns": [], "pinned": true, "position": 1,
    });
    app.ask("saved_view_put", view.clone()).await;
    view["name"] = json!("Warm");
    app.ask("saved_view_put", view.clone()).await;
    assert_eq!(app.ask("saved_views", json!({})).await["views"], json!([view]));
    view["filter"] = json!({ "op": "filled", "field": "nose" });
    assert_eq!(code(&app.refused("saved_view_put", view.clone()).await), Code::BadRequest);
    app.ask("saved_view_delete", json!({ "id": view["id"] })).await;
    assert_eq!(app.ask("saved_views", json!({})).await["views"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_refused_with_a_code() {
    let app = Computer::new().start().await;
    for (name, request, expected) in [
        ("no_such_command", json!({}), Code::NotFound),
        ("client_get", json!({ "id": 7 }), Code::BadRequest),
        ("settings_set", json!(null), Code::BadRequest),
        ("client_get", json!({ "id": Uuid::nil() }), Code::Unauthenticated),
    ] {
        assert_eq!(code(&app.refused(name, request).await), expected, "{name}");
    }
    let mut settings = app.ask("session", json!({})).await["settings"].clone();
    settings["language"] = json!("th");
    app.ask("settings_set", settings.clone()).await;
    assert_eq!(app.ask("session", json!({})).await["settings"], settings);
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_stay_as_they_were_arranged_until_they_are_let_go() {
    let mut at = at_work().await;
    let columns = json!([{ "field": "name", "width": 240, "hidden": false, "pinned": true }]);
    let arrange = |columns: &Value| json!({ "list": "leads:mine", "columns": columns });
    at.app.ask("columns_arrange", arrange(&columns)).await;
    at.app.ask("columns_arrange", json!({ "list": "clients:all", "columns": [] })).await;
    at = at.restart().await;
    let lists = at.app.ask("columns_arranged", json!({})).await["lists"].clone();
    assert_eq!(lists, json!({ "clients:all": [], "leads:mine": columns }));
    at.app.ask("columns_arrange", arrange(&Value::Null)).await;
    assert_eq!(at.app.ask("columns_arranged", json!({})).await["lists"], json!({ "clients:all": [] }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_made_for_the_pool_stays_in_the_pool_when_the_server_has_it() {
    let AtWork { mut app, computer: _computer, server: _server, .. } = at_work_as(Role::Agent).await;
    let pooled = app.new_client("Ploypailin", json!({ "owner_id": null })).await;
    let unnamed = app.new_client("Somchai", json!({})).await;
    app.until("sync_status", json!({}), |status| status["waiting"] == 0).await;
    assert_eq!(app.client(pooled).await["row"]["owner_id"], Value::Null);
    assert_ne!(app.client(unnamed).await["row"]["owner_id"], Value::Null);
}
