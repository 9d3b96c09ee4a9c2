//! Refresh tokens, devices signed out from elsewhere, and data to be erased.

use crate::realtime::Socket;
use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_protocol::auth::{Devices, Refresh, Session};
use leadline_protocol::realtime::FromServer;
use leadline_server::auth::access_token::LIFE_MS;
use leadline_testkit::{Answer, Api, TestServer, new_device};
use serde_json::json;
use sqlx::Connection;
use uuid::Uuid;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

async fn refresh(server: &TestServer, token: &str) -> Answer {
    server.api().post("/api/auth/refresh", &Refresh { refresh_token: token.to_owned() }).await
}

#[tokio::test]
async fn each_exchange_replaces_the_refresh_token_and_a_lost_answer_is_given_again() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let first = &admin.session().refresh_token;
    let second: Session = refresh(&server, first).await.read();
    assert_ne!(&second.refresh_token, first);
    let again: Session = refresh(&server, first).await.read();
    assert_eq!(again.refresh_token, second.refresh_token);
    server.api().signed_in(again).get("/api/me").await.succeeded();
}

#[tokio::test]
async fn a_used_up_refresh_token_ends_the_session_for_whoever_holds_it() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let copied = &admin.session().refresh_token;
    let second: Session = refresh(&server, copied).await.read();
    let third: Session = refresh(&server, &second.refresh_token).await.read();
    refresh(&server, copied).await.refused(401, Code::SessionEnded);
    refresh(&server, &third.refresh_token).await.refused(401, Code::SessionEnded);
    server.api().signed_in(third).get("/api/me").await.refused(401, Code::SessionEnded);
    let mut administrator = server.administrator().await;
    let noted: i64 = sqlx::query_scalar("select count(*) from audit_log where action = 'session.refresh_token_reused'")
        .fetch_one(&mut administrator)
        .await
        .unwrap();
    assert_eq!(noted, 1);
    administrator.close().await.unwrap();
}

#[tokio::test]
async fn forged_refresh_tokens_are_refused_and_end_nothing() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let other = server.new_organisation().await;
    for forged in ["", "x", "ก", &"A".repeat(60), &admin.session().access_token] {
        refresh(&server, forged).await.refused(401, Code::Unauthenticated);
    }
    refresh(&server, &other.session().refresh_token).await.succeeded();
    refresh(&server, &admin.session().refresh_token).await.succeeded();
}

#[tokio::test]
async fn a_device_that_was_away_too_long_signs_in_again() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let mut session = admin.session().clone();
    for _ in 0..3 {
        server.clock().advance(29 * DAY_MS);
        session = refresh(&server, &session.refresh_token).await.read();
    }
    server.clock().advance(3 * DAY_MS);
    refresh(&server, &session.refresh_token).await.refused(401, Code::SessionEnded);
    let unused = server.new_organisation().await;
    server.clock().advance(30 * DAY_MS);
    refresh(&server, &unused.session().refresh_token).await.refused(401, Code::SessionEnded);
}

#[tokio::test]
async fn signing_in_again_on_a_device_replaces_its_session() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let device = new_device("tablet");
    let first: Session = server.sign_in(&admin.session().me.email, device.clone()).await.read();
    let second: Session = server.sign_in(&admin.session().me.email, device.clone()).await.read();
    refresh(&server, &first.refresh_token).await.refused(401, Code::SessionEnded);
    let devices: Devices = server.api().signed_in(second).get("/api/auth/sessions").await.read();
    assert_eq!(devices.devices.iter().filter(|listed| listed.id == device.id).count(), 1);
    assert_eq!(devices.devices.len(), 2);
}

#[tokio::test]
async fn a_device_signed_out_from_elsewhere_is_refused_at_once() {
    let server = TestServer::start().await;
    let laptop = server.new_organisation().await;
    let session: Session = server.sign_in(&laptop.session().me.email, new_device("phone")).await.read();
    let phone = server.api().signed_in(session.clone());
    phone.get("/api/me").await.succeeded();
    laptop.delete(&format!("/api/auth/sessions/{}", session.me.device_id)).await.succeeded();
    phone.get("/api/me").await.refused(401, Code::SessionEnded);
    refresh(&server, &session.refresh_token).await.refused(401, Code::SessionEnded);
    laptop.get("/api/me").await.succeeded();
    laptop.delete(&format!("/api/auth/sessions/{}", session.me.device_id)).await.refused(404, Code::NotFound);
    laptop.delete("/api/auth/sessions/nonsense").await.refused(404, Code::NotFound);
}

#[tokio::test]
async fn another_server_process_learns_within_its_next_look_that_a_session_ended() {
    let server = TestServer::start().await;
    let other = server.another_process().await;
    let laptop = server.new_organisation().await;
    other.api().signed_in(laptop.session().clone()).get("/api/me").await.succeeded();
    laptop
        .post("/api/auth/logout", &Refresh { refresh_token: laptop.session().refresh_token.clone() })
        .await
        .succeeded();
    other.app().ended_sessions.look(&other.app().database, other.clock()).await.unwrap();
    other.api().signed_in(laptop.session().clone()).get("/api/me").await.refused(401, Code::SessionEnded);
}

async fn order_wipe(laptop: &Api, phone: &Api) {
    laptop.delete(&format!("/api/auth/sessions/{}?wipe=true", phone.session().me.device_id)).await.succeeded();
}

async fn pending(laptop: &Api, phone: &Api) -> Option<bool> {
    let devices: Devices = laptop.get("/api/auth/sessions").await.read();
    devices.devices.iter().find(|device| device.id == phone.session().me.device_id).map(|device| device.wipe_pending)
}

#[tokio::test]
async fn a_lost_device_is_told_to_erase_its_data_until_it_says_it_has() {
    let server = TestServer::start().await;
    let laptop = server.new_organisation().await;
    let session: Session = server.sign_in(&laptop.session().me.email, new_device("phone")).await.read();
    let phone = server.api().signed_in(session.clone());
    assert_eq!(pending(&laptop, &phone).await, Some(false));
    order_wipe(&laptop, &phone).await;
    assert_eq!(pending(&laptop, &phone).await, Some(true));
    phone.get("/api/me").await.refused(401, Code::WipeRequired);
    server.clock().advance(DAY_MS);
    refresh(&server, &session.refresh_token).await.refused(401, Code::WipeRequired);
    let done = Refresh { refresh_token: session.refresh_token.clone() };
    server.api().post("/api/auth/logout", &done).await.succeeded();
    refresh(&server, &session.refresh_token).await.refused(401, Code::SessionEnded);
    let laptop = server.api().signed_in(refresh(&server, &laptop.session().refresh_token).await.read());
    assert_eq!(pending(&laptop, &phone).await, None);
}

#[tokio::test]
async fn an_ended_session_can_still_be_ordered_to_erase() {
    let server = TestServer::start().await;
    let laptop = server.new_organisation().await;
    let session: Session = server.sign_in(&laptop.session().me.email, new_device("phone")).await.read();
    let phone = server.api().signed_in(session.clone());
    laptop.delete(&format!("/api/auth/sessions/{}", session.me.device_id)).await.succeeded();
    order_wipe(&laptop, &phone).await;
    refresh(&server, &session.refresh_token).await.refused(401, Code::WipeRequired);
    assert_eq!(pending(&laptop, &phone).await, Some(true));
}

#[tokio::test]
async fn a_device_that_was_signed_in_often_is_ordered_to_erase_once() {
    let server = TestServer::start().await;
    let laptop = server.new_organisation().await;
    let device = new_device("phone");
    for _ in 0..2 {
        server.sign_in(&laptop.session().me.email, device.clone()).await.succeeded();
    }
    let session: Session = server.sign_in(&laptop.session().me.email, device.clone()).await.read();
    let phone = server.api().signed_in(session.clone());
    order_wipe(&laptop, &phone).await;
    let devices: Devices = laptop.get("/api/auth/sessions").await.read();
    assert_eq!(devices.devices.iter().filter(|listed| listed.id == device.id).count(), 1);
    let done = Refresh { refresh_token: session.refresh_token };
    server.api().post("/api/auth/logout", &done).await.succeeded();
    assert_eq!(pending(&laptop, &phone).await, None);
}

#[tokio::test]
async fn nobody_ends_the_devices_of_somebody_else() {
    let server = TestServer::start().await;
    let (one, other) = (server.new_organisation().await, server.new_organisation().await);
    let device = one.session().me.device_id;
    let mut intruders = vec![(other, Code::NotFound, 404)];
    for role in [Role::Manager, Role::Agent, Role::Viewer] {
        intruders.push((server.colleague(&one, role).await, Code::Forbidden, 403));
    }
    for (intruder, code, status) in intruders {
        let own = format!("/api/auth/sessions/{device}?wipe=true");
        intruder.delete(&own).await.refused(404, Code::NotFound);
        let of_a_colleague = devices_of(&one);
        intruder.get(&of_a_colleague).await.refused(status, code);
        intruder.delete(&format!("{of_a_colleague}/{device}?wipe=true")).await.refused(status, code);
        let theirs: Devices = intruder.get(&devices_of(&intruder)).await.read();
        assert_eq!(theirs.devices.iter().map(|device| device.current).collect::<Vec<_>>(), [true]);
    }
    one.get("/api/me").await.succeeded();
}

/// An organisation's administrator, an agent in it, and the agent's session on a second device.
pub async fn agent_with_a_phone() -> (TestServer, Api, Api, Session) {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let phone = server.sign_in(&agent.session().me.email, new_device("phone")).await.read();
    (server, admin, agent, phone)
}

fn devices_of(person: &Api) -> String {
    format!("/api/team/members/{}/devices", person.session().me.profile_id)
}

#[tokio::test]
async fn an_administrator_signs_a_colleagues_device_out_and_has_a_lost_one_erased() {
    let (server, admin, agent, phone) = agent_with_a_phone().await;
    let listed: Devices = admin.get(&devices_of(&agent)).await.read();
    let ids = [phone.me.device_id, agent.session().me.device_id];
    assert_eq!(
        listed.devices.iter().map(|device| (device.id, device.current)).collect::<Vec<_>>(),
        ids.map(|id| (id, false))
    );
    let path = |device: &Session, query: &str| format!("{}/{}{query}", devices_of(&agent), device.me.device_id);
    admin.delete(&path(agent.session(), "")).await.succeeded();
    agent.get("/api/me").await.refused(401, Code::SessionEnded);
    admin.delete(&path(&phone, "?wipe=true")).await.succeeded();
    server.api().signed_in(phone.clone()).get("/api/me").await.refused(401, Code::WipeRequired);
    refresh(&server, &phone.refresh_token).await.refused(401, Code::WipeRequired);
    let pending: Devices = admin.get(&devices_of(&agent)).await.read();
    assert_eq!(pending.devices.iter().map(|device| device.wipe_pending).collect::<Vec<_>>(), [true]);
    admin.delete(&path(admin.session(), "")).await.refused(404, Code::NotFound);
    admin.get("/api/me").await.succeeded();
    let sql = "select action, subject_id, actor_id, detail->>'profile_id' from audit_log
        where action like 'device.%' order by id";
    let noted: Vec<(String, Uuid, Uuid, String)> =
        sqlx::query_as(sql).fetch_all(&mut server.administrator().await).await.unwrap();
    let line = |action: &str, device: &Session| {
        let of = agent.session().me.profile_id.to_string();
        (action.to_owned(), device.me.device_id, admin.session().me.profile_id, of)
    };
    assert_eq!(noted, [line("device.signed_out", agent.session()), line("device.wipe_ordered", &phone)]);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let response = admin.request(reqwest::Method::POST, "/api/auth/logout").send().await.unwrap();
    assert_eq!(response.status(), 204);
    admin.get("/api/me").await.refused(401, Code::SessionEnded);
    refresh(&server, &admin.session().refresh_token).await.refused(401, Code::SessionEnded);
}

#[tokio::test]
async fn an_edit_refused_for_its_old_token_is_done_once_after_a_refresh_and_the_socket_comes_back() {
    let server = TestServer::start().await;
    let laptop = server.new_organisation().await;
    server.clock().advance(LIFE_MS);
    let new = json!({"name": "Anong", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead"});
    laptop.post("/api/clients", &new).await.refused(401, Code::TokenExpired);
    let mut socket = Socket::open(&server).await;
    socket.hello(&laptop.session().access_token, 0).await;
    assert_eq!(socket.hear().await, FromServer::Bye { code: Code::TokenExpired });
    let session: Session = refresh(&server, &laptop.session().refresh_token).await.read();
    let laptop = server.api().signed_in(session);
    laptop.post("/api/clients", &new).await.succeeded();
    let mut socket = Socket::open(&server).await;
    socket.hello(&laptop.session().access_token, 0).await;
    assert!(matches!(socket.hear().await, FromServer::Welcome { version: 1.., .. }));
    let listed: serde_json::Value = laptop.get("/api/clients").await.read();
    assert_eq!(listed["clients"].as_array().map(Vec::len), Some(1), "{listed}");
}
