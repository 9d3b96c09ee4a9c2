//! Links that other programs hand over.

use super::at_work::at_work;
use super::installed::Computer;
use leadline_domain::Role;
use leadline_testkit::TestServer;
use serde_json::{Value, json};
use uuid::Uuid;

async fn taken(app: &super::installed::App) -> Value {
    app.ask("link_take", json!({})).await["link"].clone()
}

#[tokio::test]
async fn a_link_waits_for_whoever_signs_in_and_is_opened_once() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let computer = Computer::new();
    let mut app = computer.start().await;
    app.desktop.open_link("leadline:calls");
    assert_eq!(taken(&app).await, Value::Null);
    app.sign_in(&server, &admin).await;
    app.ready().await;
    assert_eq!(taken(&app).await, json!({ "calls": {} }));
    assert_eq!(taken(&app).await, Value::Null);
}

#[tokio::test]
async fn a_link_to_a_record_leads_to_its_client_and_to_nobody_elses() {
    let work = at_work().await;
    let client = work.app.new_client("Mali Saelim", json!({ "owner_id": work.me })).await;
    let note = Uuid::now_v7();
    let fields = json!({ "values": { "client_id": client, "body": "Two inverters" } });
    work.app.ask("note_create", json!({ "id": note, "fields": fields, "draft": null })).await;
    let task = Uuid::now_v7();
    let values = json!({
        "kind": "task", "subject": "Send the offer", "client_id": client, "assignee_id": work.me, "status": "open",
    });
    let fields = json!({ "values": values });
    work.app.ask("activity_create", json!({ "id": task, "fields": fields, "draft": null })).await;
    for (kind, id, activity) in [("client", client, None), ("note", note, None), ("activity", task, Some(task))] {
        work.app.desktop.open_link(&format!("leadline://{kind}/{id}"));
        assert_eq!(taken(&work.app).await, json!({ "client": { "id": client, "activity": activity } }), "{kind}");
    }
    let of_nobody = Uuid::now_v7();
    let values = json!({ "kind": "task", "subject": "Order cards", "assignee_id": work.me, "status": "open" });
    let fields = json!({ "values": values });
    work.app.ask("activity_create", json!({ "id": of_nobody, "fields": fields, "draft": null })).await;
    for (link, activity) in
        [(format!("leadline:activity/{of_nobody}"), Some(of_nobody)), ("leadline:activities".to_owned(), None)]
    {
        work.app.desktop.open_link(&link);
        assert_eq!(taken(&work.app).await, json!({ "activities": { "activity": activity } }), "{link}");
    }
    let (colleague, _computer) = work.colleague(Role::Agent).await;
    for (app, link) in [
        (&colleague, format!("leadline://client/{client}")),
        (&colleague, format!("leadline://note/{note}")),
        (&work.app, format!("leadline://client/{}", Uuid::now_v7())),
    ] {
        app.desktop.open_link(&link);
        assert_eq!(taken(app).await, json!({ "not_here": {} }), "{link}");
    }
    work.app.ask("clients_bulk", json!({ "selection": { "ids": { "ids": [client] } }, "change": "delete" })).await;
    work.app.desktop.open_link(&format!("leadline://note/{note}"));
    assert_eq!(taken(&work.app).await, json!({ "not_here": {} }), "a note on a client that was put away");
}

#[tokio::test]
async fn a_number_is_shown_with_whose_it_is_and_nobody_is_called() {
    let work = at_work().await;
    work.app.new_client("Anong Chaiyo", json!({ "phone": "081 555 0142" })).await;
    work.app.desktop.open_link("tel:+66-81-555-0142");
    let shown = taken(&work.app).await["number"].clone();
    assert_eq!((&shown["number"], &shown["callable"]), (&json!("+66815550142"), &json!(true)));
    assert_eq!(shown["clients"][0]["name"], "Anong Chaiyo");
    work.app.desktop.open_link("callto:191");
    let no_number_of_a_country = json!({ "number": "191", "callable": false, "clients": [] });
    assert_eq!(taken(&work.app).await["number"], no_number_of_a_country);
    let calls = work.app.ask("calls", json!({})).await;
    assert!(calls["current"].is_null());
}

#[tokio::test]
async fn a_hostile_link_is_refused_with_what_is_wrong_with_it() {
    let work = at_work().await;
    for (link, fault) in [
        ("tel:*#06#", "number"),
        ("leadline:settings", "place"),
        ("leadline:client/..%2f..%2fsettings", "id"),
        ("https://example.com", "scheme"),
        ("tel:+66815550142\r\nX", "letters"),
    ] {
        work.app.desktop.open_link(link);
        assert_eq!(taken(&work.app).await, json!({ "refused": { "fault": fault } }), "{link:?}");
    }
}
