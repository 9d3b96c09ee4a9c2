//! What surrounds the routes: the description, the figures, and POSTs that come twice.

use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_protocol::auth::{Devices, Invite, InviteMade, Me, Members, Organizations, Refresh, Session};
use leadline_testkit::{Api, TEST_PASSWORD, TestServer, new_device, new_email};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::Connection;
use std::collections::BTreeSet;

async fn post_with_key(api: &Api, path: &str, key: &str, body: &Value) -> (StatusCode, Value) {
    let request = api.request(Method::POST, path).header("idempotency-key", key).json(body);
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap_or(Value::Null))
}

async fn members(api: &Api) -> usize {
    let members: Members = api.get("/api/team/members").await.read();
    members.members.len()
}

fn invitation() -> Value {
    serde_json::to_value(Invite { email: new_email("somchai"), name: "Somchai".to_owned(), role: Role::Agent }).unwrap()
}

#[tokio::test]
async fn the_same_post_is_done_once_and_answered_the_same() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let body = invitation();
    let first = post_with_key(&admin, "/api/team/invites", "k1", &body).await;
    assert_eq!(first.0, 201, "{}", first.1);
    assert_eq!(post_with_key(&admin, "/api/team/invites", "k1", &body).await, first);
    let client = json!({ "name": "Somchai", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead" });
    let made = post_with_key(&admin, "/api/clients", "k1", &client).await;
    assert_eq!(made.0, 201, "{}", made.1);
    assert_eq!(post_with_key(&admin, "/api/clients", "k1", &client).await, made);
    assert_eq!(members(&admin).await, 2);
}

#[tokio::test]
async fn one_key_is_for_one_body_and_one_person() {
    let server = TestServer::start().await;
    let (admin, other) = (server.new_organisation().await, server.new_organisation().await);
    let body = invitation();
    assert_eq!(post_with_key(&admin, "/api/team/invites", "k1", &body).await.0, 201);
    let (status, problem) = post_with_key(&admin, "/api/team/invites", "k1", &invitation()).await;
    assert_eq!((status.as_u16(), &problem["code"]), (422, &json!("idempotency_mismatch")));
    assert_eq!(post_with_key(&other, "/api/team/invites", "k1", &body).await.0, 201);
    assert_eq!(post_with_key(&admin, "/api/team/invites", &"k".repeat(201), &body).await.0, 400);
}

#[tokio::test]
async fn the_same_post_sent_many_times_at_once_is_done_once() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let client = json!({ "name": "Somchai", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead" });
    let all = futures_util::future::join_all((0..8).map(|_| post_with_key(&admin, "/api/clients", "k", &client))).await;
    assert!(all.iter().all(|(status, _)| matches!(status.as_u16(), 201 | 409)), "{all:?}");
    let mut administrator = server.administrator().await;
    let made: i64 = sqlx::query_scalar("select count(*) from clients").fetch_one(&mut administrator).await.unwrap();
    assert_eq!(made, 1);
    administrator.close().await.unwrap();
}

#[tokio::test]
async fn a_bulk_edit_that_was_cut_off_goes_on_with_the_rest_when_it_comes_again() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let (me, theirs) = (admin.session().me.profile_id, server.colleague(&admin, Role::Agent).await);
    let theirs = theirs.session().me.profile_id;
    let client = json!({ "name": "Mali", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead",
        "owner_id": me });
    let mut ids = Vec::new();
    for _ in 0..150 {
        ids.push(id_of(&admin.post("/api/clients", &client).await.read::<Value>()));
    }
    let bulk = json!({ "ids": ids, "action": { "set": { "fields": { "owner_id": theirs } } } });
    // The second part waits for a client that somebody else holds.
    let (mut holder, mut db) = (server.administrator().await, server.administrator().await);
    let mut holds = holder.begin().await.unwrap();
    let hold = "select from clients where id = $1::uuid for update";
    sqlx::query(hold).bind(&ids[149]).execute(&mut *holds).await.unwrap();
    let (sender, sent) = (admin.clone(), bulk.clone());
    let first = tokio::spawn(async move { post_with_key(&sender, "/api/clients/bulk", "k", &sent).await });
    let begun = "select count(*) from idempotency_keys where status is null and answer is not null";
    while sqlx::query_scalar::<_, i64>(begun).fetch_one(&mut db).await.unwrap() == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    admin.patch(&format!("/api/clients/{}", ids[0]), &json!({ "owner_id": me })).await.succeeded();
    holds.rollback().await.unwrap();
    let (status, done) = loop {
        let answer = post_with_key(&admin, "/api/clients/bulk", "k", &bulk).await;
        if answer.0 != StatusCode::CONFLICT {
            break answer;
        }
    };
    let answered: Vec<(&Value, &Value)> =
        done["results"].as_array().unwrap().iter().map(|result| (&result["id"], &result["problem"])).collect();
    let expected: Vec<Value> = ids.iter().map(|id| json!(id)).collect();
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(answered, expected.iter().map(|id| (id, &Value::Null)).collect::<Vec<_>>());
    assert_eq!(post_with_key(&admin, "/api/clients/bulk", "k", &bulk).await, (status, done.clone()));
    let assigned = "select count(*) from clients where owner_id = $1";
    let count: i64 = sqlx::query_scalar(assigned).bind(theirs).fetch_one(&mut db).await.unwrap();
    assert_eq!(count, 149, "what was done before is not done again");
}

#[tokio::test]
async fn a_refused_post_may_be_tried_again_with_its_key() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let body = invitation();
    assert_eq!(post_with_key(&agent, "/api/team/invites", "k1", &body).await.0, 403);
    let path = format!("/api/team/members/{}", agent.session().me.profile_id);
    admin.patch(&path, &json!({ "role": "admin" })).await.succeeded();
    let refresh = Refresh { refresh_token: agent.session().refresh_token.clone() };
    let session: Session = server.api().post("/api/auth/refresh", &refresh).await.read();
    let promoted = server.api().signed_in(session);
    let (status, made) = post_with_key(&promoted, "/api/team/invites", "k1", &body).await;
    assert_eq!(status, 201);
    serde_json::from_value::<InviteMade>(made).unwrap();
}

/// A body for every POST of a signed-in person that there is; `{id}` is an activity.
fn posts(client: &str, tag: &str, me: &str) -> Vec<(&'static str, Value)> {
    let new = json!({ "name": "Somchai", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead" });
    let bulk = json!({ "ids": [client], "action": { "set": { "fields": { "score": 9 } } } });
    let activity =
        json!({ "kind": "call", "subject": "Ring", "status": "open", "assignee_id": me, "client_id": client });
    vec![
        ("/api/clients", new.clone()),
        ("/api/leads", new),
        ("/api/clients/bulk", bulk.clone()),
        ("/api/leads/bulk", bulk),
        ("/api/contacts", json!({ "client_id": client, "name": "Mali" })),
        ("/api/activities", activity),
        ("/api/activities/{id}/complete", json!({})),
        ("/api/notes", json!({ "client_id": client, "body": "Once" })),
        ("/api/tags", json!({ "name": "VIP", "colour": "sky" })),
        ("/api/taggings", json!({ "client_id": client, "tag_id": tag })),
        ("/api/team/invites", invitation()),
        ("/api/portal/invites", json!({ "leadId": client })),
        // With the customer who was just invited, in the year 2100.
        ("/api/sales/video-call", json!({ "lead_id": client, "scheduled_at": 4_102_444_800_000_i64 })),
        // Ends the session, so it comes last.
        ("/api/auth/logout", Value::Null),
    ]
}

fn id_of(record: &Value) -> String {
    record["id"].as_str().unwrap().to_owned()
}

async fn versions(server: &TestServer) -> i64 {
    let mut administrator = server.administrator().await;
    sqlx::query_scalar("select sum(version)::bigint from org_sync").fetch_one(&mut administrator).await.unwrap()
}

#[tokio::test]
async fn every_signed_in_post_takes_a_key_says_so_and_is_done_once() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let me = admin.session().me.profile_id.to_string();
    let made = |path: &'static str, body: Value| {
        let admin = admin.clone();
        async move { id_of(&admin.post(path, &body).await.read::<Value>()) }
    };
    let plain = posts("", "", &me);
    let client = made("/api/clients", plain[0].1.clone()).await;
    let tag = made("/api/tags", json!({ "name": "New", "colour": "red" })).await;
    let bodies = posts(&client, &tag, &me);
    let activity = made("/api/activities", bodies[5].1.clone()).await;

    let api: Value = server.api().get("/api/openapi.json").await.read();
    let takes_key = |post: &Value| post["parameters"].to_string().contains("Idempotency-Key");
    let described = api["paths"].as_object().unwrap().iter().filter(|(_, item)| takes_key(&item["post"]));
    let described: BTreeSet<&str> = described.map(|(path, _)| path.as_str()).collect();
    assert_eq!(described, bodies.iter().map(|(path, _)| *path).collect());
    for (path, item) in api["paths"].as_object().unwrap() {
        let signed_in = item["post"].is_object() && item["post"]["security"].is_null() && path.starts_with("/api/");
        assert_eq!(signed_in, described.contains(path.as_str()), "{path}");
    }
    for (path, body) in bodies {
        let path = path.replace("{id}", &activity);
        let post = async || {
            let request = admin.request(Method::POST, &path).header("idempotency-key", "the same");
            let request = if body.is_null() { request } else { request.json(&body) };
            let answer = request.send().await.unwrap();
            (answer.status(), answer.json().await.unwrap_or(Value::Null))
        };
        let first = post().await;
        assert!(first.0.is_success(), "{path}: {first:?}");
        let version = versions(&server).await;
        assert_eq!(post().await, first, "{path}");
        assert_eq!(versions(&server).await, version, "{path}");
    }
}

#[tokio::test]
async fn addresses_are_noted_and_only_a_trusted_proxys_word_for_them_is_taken() {
    let server = TestServer::start().await;
    let behind = server.another_process_with(|config| config.trusted_proxies = vec![[127, 0, 0, 1].into()]).await;
    let admin = server.new_organisation().await;
    let sign_in = |server: &TestServer| {
        let body = json!({
            "email": admin.session().me.email, "password": TEST_PASSWORD, "device": new_device("phone"),
        });
        server.api().request(Method::POST, "/api/auth/login").header("x-forwarded-for", "203.0.113.9").json(&body)
    };
    for server in [&server, &behind] {
        assert_eq!(sign_in(server).send().await.unwrap().status(), 200);
    }
    let devices: Devices = admin.get("/api/auth/sessions").await.read();
    let mut addresses: Vec<_> = devices.devices.iter().filter_map(|device| device.address.as_deref()).collect();
    addresses.sort_unstable();
    assert_eq!(addresses, ["127.0.0.1", "127.0.0.1", "203.0.113.9"]);
    let new = json!({ "name": "Somchai", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead" });
    let client = id_of(&admin.post("/api/clients", &new).await.read::<Value>());
    let put_away = behind.api().signed_in(admin.session().clone());
    let request = put_away.request(Method::DELETE, &format!("/api/clients/{client}"));
    assert_eq!(request.header("x-forwarded-for", "203.0.113.7").send().await.unwrap().status(), 204);
    let mut administrator = server.administrator().await;
    let sql = "select action, host(address) from audit_log where address is not null order by id";
    let noted: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut administrator).await.unwrap();
    let noted: Vec<(&str, &str)> = noted.iter().map(|(action, at)| (action.as_str(), at.as_str())).collect();
    let (opened, here) = ("session.opened", "127.0.0.1");
    let expected = [("organization.created", here), (opened, here), (opened, here), (opened, "203.0.113.9")];
    assert_eq!(noted[..4], expected);
    assert_eq!(noted[4..], [("clients.put_away", "203.0.113.7")]);
}

#[tokio::test]
async fn figures_count_requests_by_route_and_are_not_for_everybody() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    admin.get(&format!("/api/auth/sessions?x={}", uuid::Uuid::nil())).await.succeeded();
    let figures = server.api().request(Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    assert!(figures.contains(r#"path="/api/auth/sessions""#), "{figures}");
    let guarded = TestServer::start_with(|config| config.metrics_token = Some("let me see".to_owned())).await;
    guarded.api().get("/metrics").await.refused(403, Code::Forbidden);
    let with_token = guarded.api().request(Method::GET, "/metrics").bearer_auth("let me see").send().await.unwrap();
    assert_eq!(with_token.status(), 200);
}

#[tokio::test]
async fn only_platform_admins_look_across_organisations_and_it_is_noted() {
    let server = TestServer::start().await;
    let (admin, other) = (server.new_organisation().await, server.new_organisation().await);
    admin.get("/api/organizations").await.refused(403, Code::Forbidden);
    let mut administrator = server.administrator().await;
    sqlx::query("update users set platform_admin = true where id = $1")
        .bind(admin.session().me.profile_id)
        .execute(&mut administrator)
        .await
        .unwrap();
    let refresh = Refresh { refresh_token: admin.session().refresh_token.clone() };
    let session: Session = server.api().post("/api/auth/refresh", &refresh).await.read();
    let overseer = server.api().signed_in(session);
    let me: Me = overseer.get("/api/me").await.read();
    assert!(me.platform_admin);
    let seen: Organizations = overseer.get("/api/organizations").await.read();
    assert!(seen.organizations.iter().any(|organization| organization.id == other.session().me.org_id));
    let noted: i64 = sqlx::query_scalar("select count(*) from audit_log where action = 'organizations.listed'")
        .fetch_one(&mut administrator)
        .await
        .unwrap();
    assert_eq!(noted, 1);
    let changed = sqlx::query("update audit_log set action = 'nothing'").execute(&mut administrator).await;
    assert!(changed.is_err(), "the audit log is append-only, even for the administrator");
    administrator.close().await.unwrap();
}
