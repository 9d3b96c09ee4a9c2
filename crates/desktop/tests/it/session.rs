//! Signing in and out.

use super::at_work::{AtWork, at_work, at_work_as};
use super::installed::{App, Computer, code};
use leadline_desktop::api::DesktopEvent;
use leadline_domain::Role;
use leadline_domain::words::ProfileStatus;
use leadline_protocol::Code;
use leadline_protocol::auth::MemberChange;
use leadline_testkit::{TEST_PASSWORD, TestServer};
use serde_json::json;
use tokio::net::TcpListener;

#[tokio::test(flavor = "multi_thread")]
async fn what_keeps_somebody_from_signing_in_is_named() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let email = admin.session().me.email.clone();
    let app = Computer::new().start().await;
    let wrong_password = app.try_sign_in(&server.url(), &email, "not the password").await.unwrap_err();
    assert_eq!(code(&wrong_password), Code::WrongCredentials);
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let nobody = app.try_sign_in(&closed.to_string(), &email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!(code(&nobody), Code::Offline);
    let hangs_up = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = hangs_up.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((connection, _)) = hangs_up.accept().await {
            drop(connection);
        }
    });
    let closed = app.try_sign_in(&address, &email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!(code(&closed), Code::Offline);
    let other = axum::Router::new().fallback(|| async { "another server" });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, other).await });
    let wrong_server = app.try_sign_in(&address, &email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!(code(&wrong_server), Code::NotLeadline);
    let unsafe_address = app.try_sign_in("http://crm.siam.example", &email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!((code(&unsafe_address), unsafe_address.fields[0].field.as_str()), (Code::Invalid, "server"));
    server.clock().advance(24 * 3_600_000);
    let clock = app.try_sign_in(&server.url(), &email, TEST_PASSWORD).await.unwrap_err();
    assert_eq!(code(&clock), Code::ClockWrong);
    assert_eq!(app.stage().await, "signed_out");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_only_looks_fresh_is_exchanged_and_the_question_asked_again() {
    let AtWork { app, server, computer: _computer, .. } = at_work().await;
    server.clock().advance(16 * 60_000);
    let devices = app.ask("devices", json!({})).await;
    assert!(devices["devices"].as_array().unwrap().iter().any(|device| device["current"] == true), "{devices}");
    assert_eq!(app.stage().await, "ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_without_network_opens_the_same_data() {
    let AtWork { app, computer, server, .. } = at_work().await;
    let client = app.new_client("สมชัย ใจดี", json!({ "phone": "081 555 0142" })).await;
    app.end().await;
    drop(app);
    server.stop().await;
    let app = computer.start().await;
    assert_eq!(app.stage().await, "ready");
    assert_eq!(app.client(client).await["row"]["phone"], "+66815550142");
    assert!(app.ask("sync_status", json!({})).await["synced_at"].is_i64());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_on_one_computer_never_meet_each_others_clients() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let computer = Computer::new();
    let app = computer.start().await;
    app.sign_in(&server, &admin).await;
    let owner = admin.session().me.profile_id;
    let client = app.new_client("Private", json!({ "owner_id": owner })).await;
    app.ask("sign_out", json!({ "erase": false, "discard_unsent": false })).await;
    assert_eq!(code(&app.refused("client_get", json!({ "id": client })).await), Code::Unauthenticated);
    app.sign_in(&server, &agent).await;
    assert_eq!(code(&app.refused("client_get", json!({ "id": client })).await), Code::NotFound);
    app.ask("sign_out", json!({ "erase": false, "discard_unsent": false })).await;
    app.sign_in(&server, &admin).await;
    assert_eq!(app.client(client).await["row"]["name"], "Private");
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_waits_for_edits_that_have_not_reached_the_server() {
    let AtWork { app, computer, server, .. } = at_work().await;
    server.stop().await;
    app.new_client("Unsent", json!({})).await;
    let kept = app.refused("sign_out", json!({ "erase": true, "discard_unsent": false })).await;
    assert_eq!(code(&kept), Code::Conflict);
    app.ask("sign_out", json!({ "erase": true, "discard_unsent": true })).await;
    let names = computer.files().into_iter().map(|path| path.file_name().unwrap().to_owned());
    assert_eq!(names.collect::<Vec<_>>(), ["leadline.json"]);
    assert_eq!(std::fs::read_to_string(computer.path("keyring")).unwrap(), "{}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ended_elsewhere_keeps_data_and_edits_for_the_next_sign_in() {
    let AtWork { mut app, admin, server, computer: _here, .. } = at_work().await;
    let device = app.ask("session", json!({})).await["account"]["device_id"].as_str().unwrap().to_owned();
    admin.delete(&format!("/api/auth/sessions/{device}")).await.succeeded();
    let client = app.new_client("Edited meanwhile", json!({})).await;
    app.told(
        |event| matches!(event, DesktopEvent::Session { state } if serde_json::json!(state.stage) == "sign_in_again"),
    )
    .await;
    assert_eq!(app.client(client).await["row"]["sync"], "waiting");
    app.sign_in(&server, &admin).await;
    app.until("client_get", json!({ "id": client }), |card| card["row"]["sync"] == "synced").await;
    assert_eq!(app.stage().await, "ready");
}

async fn is_erased(mut app: App, computer: &Computer) {
    app.ask("sync_now", json!({})).await;
    app.told(
        |event| matches!(event, DesktopEvent::Session { state } if serde_json::json!(state.stage) == "signed_out"),
    )
    .await;
    // Signing takes turns, so this waits until the wipe is done.
    app.end().await;
    assert!(computer.files().iter().all(|path| !path.ends_with("cache.db")));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_let_go_keeps_nothing_on_the_computer_even_where_the_keyring_is_locked() {
    for locked in [false, true] {
        let AtWork { app, admin, computer, me, server: _server } = at_work_as(Role::Agent).await;
        app.new_client("Sent or not", json!({})).await;
        computer.lock_keyring(locked);
        let gone = MemberChange { role: None, status: Some(ProfileStatus::Deactivated) };
        admin.patch(&format!("/api/team/members/{me}"), &gone).await.succeeded();
        is_erased(app, &computer).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_told_to_wipe_erases_its_data_and_says_so() {
    let AtWork { app, admin, computer, server: _server, .. } = at_work().await;
    let device = app.ask("session", json!({})).await["account"]["device_id"].as_str().unwrap().to_owned();
    admin.delete(&format!("/api/auth/sessions/{device}?wipe=true")).await.succeeded();
    is_erased(app, &computer).await;
    let devices = admin.get("/api/auth/sessions").await.body;
    assert!(devices["devices"].as_array().unwrap().iter().all(|row| row["id"] != device.as_str()), "{devices}");
}
