//! Reading the audit log, and what stands in it.

use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_protocol::audit::{AuditEntry, AuditName, AuditPage};
use leadline_protocol::auth::Session;
use leadline_testkit::{Api, TestServer, new_device};
use reqwest::StatusCode;
use serde_json::json;
use sqlx::Connection;
use uuid::Uuid;

/// What an administrator reads.
pub async fn log(admin: &Api, query: &str) -> AuditPage {
    admin.get(&format!("/api/audit?{query}")).await.read()
}

fn actions(page: &AuditPage) -> Vec<&str> {
    page.entries.iter().map(|entry| entry.action.as_str()).collect()
}

fn of(person: &Api) -> Option<AuditName> {
    let me = &person.session().me;
    Some(AuditName { id: me.profile_id, name: Some(me.name.clone()) })
}

#[tokio::test]
async fn administrators_read_who_did_what_newest_first_and_page_by_page() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let path = format!("/api/team/members/{}", agent.session().me.profile_id);
    admin.patch(&path, &json!({ "role": "manager" })).await.succeeded();
    let whole = log(&admin, "").await;
    let expected = ["member.changed", "member.joined", "session.opened", "member.invited", "session.opened"];
    assert_eq!((&actions(&whole)[..5], whole.more), (&expected[..], false));
    assert!(whole.entries.is_sorted_by(|newer, older| newer.id > older.id));
    let AuditEntry { id: _, at, action: _, actor, device, subject_id, address, request_id, detail } =
        whole.entries[0].clone();
    assert_eq!((at, &actor), (server.clock().now(), &of(&admin)));
    let name = device.as_ref().and_then(|device| device.name.clone());
    assert_eq!(device.map(|device| device.id), Some(admin.session().me.device_id));
    assert!(name.is_some_and(|name| !name.is_empty()));
    assert_eq!(subject_id, Some(agent.session().me.profile_id));
    assert_eq!(address.as_deref(), Some("127.0.0.1"));
    assert!(request_id.is_some());
    assert_eq!(detail, json!({ "role": ["agent", "manager"], "status": ["active", "active"] }));

    let mut paged = Vec::new();
    let mut page = log(&admin, "limit=2").await;
    while page.more {
        assert_eq!(page.entries.len(), 2);
        paged.append(&mut page.entries);
        page = log(&admin, &format!("limit=2&before={}", paged.last().unwrap().id)).await;
    }
    paged.append(&mut page.entries);
    assert_eq!(paged, whole.entries);
    assert_eq!(log(&admin, "limit=0").await.entries.len(), 1);

    let joined = log(&admin, "action=member.joined").await;
    assert_eq!((actions(&joined), &joined.entries[0].actor), (vec!["member.joined"], &of(&agent)));
    let theirs = log(&admin, &format!("actor={}", agent.session().me.profile_id)).await;
    assert_eq!(actions(&theirs), ["member.joined", "session.opened"]);
    let both = format!("actor={}&action=session.opened", agent.session().me.profile_id);
    assert_eq!(actions(&log(&admin, &both).await), ["session.opened"]);
    assert!(log(&admin, "action=member").await.entries.is_empty());
    for wrong in ["before=x", "limit=-1", "actor=x", "action=%00"] {
        admin.get(&format!("/api/audit?{wrong}")).await.refused(400, Code::BadRequest);
    }
}

#[tokio::test]
async fn pages_of_the_log_are_fifty_lines_and_never_more_than_two_hundred() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let mut db = server.administrator().await;
    let sql = "insert into audit_log (org_id, action, at) select $1, 'many', n from generate_series(1, 300) n";
    sqlx::query(sql).bind(admin.session().me.org_id).execute(&mut db).await.unwrap();
    for (query, lines) in [("", 50), ("limit=200", 200), ("limit=1000", 200)] {
        let page = log(&admin, query).await;
        assert_eq!((page.entries.len(), page.more, page.entries[0].at), (lines, true, 300), "{query}");
    }
    let operators = &log(&admin, "limit=1").await.entries[0];
    assert_eq!((&operators.actor, &operators.device, &operators.address), (&None, &None, &None));
    db.close().await.unwrap();
}

#[tokio::test]
async fn nobody_but_an_administrator_reads_the_log() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    for role in [Role::Manager, Role::Agent, Role::Viewer] {
        server.colleague(&admin, role).await.get("/api/audit").await.refused(403, Code::Forbidden);
    }
    server.api().get("/api/audit").await.refused(401, Code::Unauthenticated);
    // Whoever leads no longer does not read on.
    let second = server.colleague(&admin, Role::Admin).await;
    log(&second, "").await;
    let path = format!("/api/team/members/{}", second.session().me.profile_id);
    admin.patch(&path, &json!({ "role": "manager" })).await.succeeded();
    second.get("/api/audit").await.refused(401, Code::TokenExpired);
}

#[tokio::test]
async fn an_administrator_reads_nothing_of_another_organisation() {
    let server = TestServer::start().await;
    let (admin, stranger) = (server.new_organisation().await, server.new_organisation().await);
    let newest = log(&admin, "").await.entries[0].id;
    let me = admin.session().me.profile_id;
    let own = log(&stranger, "").await;
    let done_by = |page: &AuditPage| -> Vec<Option<Uuid>> {
        page.entries.iter().map(|entry| entry.actor.as_ref().map(|actor| actor.id)).collect()
    };
    assert_eq!(done_by(&own), vec![Some(stranger.session().me.profile_id); own.entries.len()]);
    for query in [format!("actor={me}"), format!("before={}", newest + 1), "action=nothing".to_owned()] {
        assert!(log(&stranger, &query).await.entries.is_empty(), "{query}");
    }
    // A line that names somebody of elsewhere does not tell who that is.
    let mut db = server.administrator().await;
    let sql = "insert into audit_log (org_id, actor_id, device_id, action, at) values ($1, $2, $3, 'odd', 0)";
    let query = sqlx::query(sql).bind(stranger.session().me.org_id).bind(me).bind(admin.session().me.device_id);
    query.execute(&mut db).await.unwrap();
    let odd = log(&stranger, "action=odd").await.entries.remove(0);
    let unnamed = |id| Some(AuditName { id, name: None });
    assert_eq!((odd.actor, odd.device), (unnamed(me), unnamed(admin.session().me.device_id)));
    db.close().await.unwrap();
}

#[tokio::test]
async fn a_device_is_called_what_it_was_at_its_last_sign_in() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let phone = new_device("phone");
    let email = &admin.session().me.email;
    let first: Session = server.sign_in(email, phone.clone()).await.read();
    let renamed = leadline_protocol::auth::DeviceInfo { name: "renamed".to_owned(), ..phone };
    assert_eq!(server.sign_in(email, renamed).await.status, StatusCode::OK);
    let opened = log(&admin, "action=session.opened").await;
    let names: Vec<_> = opened.entries.iter().filter_map(|entry| entry.device.as_ref()).collect();
    let theirs: Vec<_> = names.iter().filter(|device| device.id == first.me.device_id).collect();
    assert_eq!(theirs.iter().filter_map(|device| device.name.as_deref()).collect::<Vec<_>>(), ["renamed", "renamed"]);
}
