//! What surrounds the routes: the description, the figures, and POSTs that come twice.

use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_protocol::auth::{Invite, InviteMade, Me, Members, Organizations, Refresh, Session};
use leadline_testkit::{Api, TestServer, new_email};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::Connection;

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

#[tokio::test]
async fn every_route_is_described_for_programs_and_for_people() {
    let server = TestServer::start().await;
    let api: Value = server.api().get("/api/openapi.json").await.read();
    for path in ["/api/auth/login", "/api/team/members/{id}", "/v1/sync/push", "/v1/realtime", "/api/clients"] {
        assert!(api["paths"][path].is_object(), "{path}");
    }
    let page = server.api().request(Method::GET, "/api/docs").send().await.unwrap().text().await.unwrap();
    assert!(page.contains("/api/team/members/{id}") && !page.contains("<script"));
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
