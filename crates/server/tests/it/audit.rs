//! Reading the audit log, and what stands in it.

use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_protocol::audit::{AuditEntry, AuditName, AuditPage};
use leadline_protocol::auth::{DeviceInfo, Refresh, Session};
use leadline_testkit::{Api, TestServer, new_device};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
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
    let renamed = DeviceInfo { name: "renamed".to_owned(), ..phone };
    assert_eq!(server.sign_in(email, renamed).await.status, StatusCode::OK);
    let opened = log(&admin, "action=session.opened").await;
    let names: Vec<_> = opened.entries.iter().filter_map(|entry| entry.device.as_ref()).collect();
    let theirs: Vec<_> = names.iter().filter(|device| device.id == first.me.device_id).collect();
    assert_eq!(theirs.iter().filter_map(|device| device.name.as_deref()).collect::<Vec<_>>(), ["renamed", "renamed"]);
}

async fn sign_out(server: &TestServer, session: &Session) {
    let refresh = Refresh { refresh_token: session.refresh_token.clone() };
    server.api().post("/api/auth/logout", &refresh).await.succeeded();
}

#[tokio::test]
async fn signing_out_is_noted_once_however_often_it_is_said() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let phone: Session = server.sign_in(&admin.session().me.email, new_device("phone")).await.read();
    tokio::join!(sign_out(&server, &phone), sign_out(&server, &phone));
    sign_out(&server, &phone).await;
    let noted = log(&admin, "action=session.signed_out").await.entries;
    let [entry] = noted.as_slice() else { panic!("{noted:?}") };
    assert_eq!(entry.actor, of(&admin));
    assert_eq!(entry.device, Some(AuditName { id: phone.me.device_id, name: Some("phone".to_owned()) }));
    let opened = &log(&admin, "action=session.opened&limit=1").await.entries[0];
    assert_eq!((entry.subject_id, entry.address.as_deref()), (opened.subject_id, Some("127.0.0.1")));
}

#[tokio::test]
async fn that_a_device_erased_its_data_is_noted_when_it_says_so_or_starts_anew() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let email = &admin.session().me.email;
    let (phone, tablet) = (new_device("phone"), new_device("tablet"));
    for device in [&phone, &tablet] {
        let session: Session = server.sign_in(email, device.clone()).await.read();
        admin.delete(&format!("/api/auth/sessions/{}?wipe=true", device.id)).await.succeeded();
        assert!(!actions(&log(&admin, "limit=1").await).contains(&"device.wiped"), "only ordered");
        if device.id == phone.id {
            sign_out(&server, &session).await;
            sign_out(&server, &session).await;
        } else {
            server.sign_in(email, device.clone()).await.succeeded();
            server.sign_in(email, device.clone()).await.succeeded();
        }
    }
    let wiped = log(&admin, "action=device.wiped").await.entries;
    let named: Vec<_> = wiped.iter().map(|entry| (entry.subject_id, entry.actor.clone())).collect();
    assert_eq!(named, [(Some(tablet.id), of(&admin)), (Some(phone.id), of(&admin))]);
    assert!(wiped.iter().all(|entry| entry.detail == json!({ "profile_id": admin.session().me.profile_id })));
    assert!(log(&admin, "action=session.signed_out").await.entries.is_empty(), "they were signed out before");
}

#[tokio::test]
async fn what_is_decided_and_who_is_let_in_stands_there_with_what_it_was() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let newest = async || log(&admin, "limit=1").await.entries.remove(0);
    let invited = &log(&admin, "action=member.invited").await.entries[0];
    assert_eq!(
        (invited.subject_id, &invited.detail),
        (Some(agent.session().me.profile_id), &json!({ "role": "agent" }))
    );

    let settings = json!({ "ringSeconds": 45, "outcomes": ["won"], "callWaiting": false });
    let groups =
        json!({ "groups": [{ "id": Uuid::now_v7(), "name": "ฝ่ายขาย", "members": [agent.session().me.profile_id] }] });
    for (path, body, action) in
        [("/api/voip/settings", settings, "calls.decided"), ("/api/voip/groups", groups, "calls.groups_decided")]
    {
        let answer = admin.request(Method::PUT, path).json(&body).send().await.unwrap();
        let status = answer.status();
        assert_eq!(status, StatusCode::OK, "{}", answer.text().await.unwrap());
        let line = newest().await;
        assert_eq!((line.action.as_str(), line.actor, line.detail), (action, of(&admin), body));
    }

    let client = json!({ "name": "Mali", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead" });
    let client: Value = agent.post("/api/clients", &client).await.read();
    let invited: Value = agent.post("/api/portal/invites", &json!({ "leadId": client["id"] })).await.read();
    let line = newest().await;
    assert_eq!(
        (line.action.as_str(), line.actor, json!(line.subject_id)),
        ("customer.invited", of(&agent), invited["customerId"].clone())
    );
    let enter = async || server.api().post("/api/portal/session", &json!({ "code": invited["code"] })).await;
    enter().await.succeeded();
    enter().await.refused(410, Code::InviteInvalid);
    let line = newest().await;
    assert_eq!(
        (line.action.as_str(), line.actor, json!(line.subject_id)),
        ("customer.signed_in", None, invited["customerId"].clone())
    );
    assert_eq!((line.address.as_deref(), line.request_id.is_some()), (Some("127.0.0.1"), true));
    assert_eq!(log(&admin, "action=customer.signed_in").await.entries.len(), 1);
}
