//! Who may not see or touch a call, and how customers come in.

use super::office::{Device, Office, customer};
use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_protocol::realtime::{FromDevice, FromServer};
use leadline_server::{Access, Actor};
use leadline_testkit::TestServer;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn a_call_of_others_is_not_there() {
    let office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    let stranger = Device::of(&office.server, &office.server.new_organisation().await);
    let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
    let (_, neighbour) = customer(&office.server, &colleague, "Prasert").await;
    let path = format!("/api/voip/calls/{}", call["callId"].as_str().unwrap());
    for other in [&stranger, &colleague, &neighbour] {
        assert_eq!(other.ask(Method::GET, &path, json!({})).await.0, 404);
        for what in ["ring", "accept", "decline", "cancel", "end", "token", "quality"] {
            let (status, answer) = other.ask(Method::POST, &format!("{path}/{what}"), json!({"shown": true})).await;
            assert_eq!((status, &answer["code"]), (404, &json!("not_found")), "{what}");
        }
        assert_eq!(other.get("/api/voip/history").await, json!([]));
        let taken = json!({"calleeSupabaseId": office.desk.id, "callId": call["callId"]});
        assert!([404, 409].contains(&other.starts(taken).await.0));
    }
    assert_eq!(stranger.starts(json!({"calleeSupabaseId": office.desk.id})).await.0, 404);
    assert_eq!(stranger.starts(json!({"calleeSupabaseId": office.customer.id})).await.0, 404);
    assert_eq!(colleague.starts(json!({"calleeSupabaseId": office.customer.id})).await.0, 404, "a colleague's client");
    assert_eq!(neighbour.starts(json!({"calleeSupabaseId": office.customer.id})).await.0, 404, "another customer");
    // A manager sees it, but it is not theirs to answer.
    let manager = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Manager).await);
    assert_eq!(manager.sees(&call).await.leg, None);
    assert_eq!(manager.does("accept", &call).await.0, 403);
}

#[tokio::test]
async fn an_invitation_to_the_portal_is_good_once_for_its_time_and_for_one_customer() {
    let office = Office::open().await;
    let invite =
        async || office.desk.ask(Method::POST, "/api/portal/invites", json!({"leadId": office.client})).await.1;
    let sign_in = async |code: &serde_json::Value| {
        let (status, answer) = office.desk.ask(Method::POST, "/api/portal/session", json!({"code": code})).await;
        (status, answer["code"].clone(), answer["customerId"].clone())
    };
    let invited = invite().await;
    let (status, _, who) = sign_in(&invited["code"]).await;
    assert_eq!((status, who), (201, json!(office.customer.id)), "the same customer again");
    assert_eq!(sign_in(&invited["code"]).await.1, json!(Code::InviteInvalid), "used");
    assert_eq!(sign_in(&json!("made up")).await.1, json!(Code::InviteInvalid));
    let late = invite().await;
    office.server.clock().advance(3 * 24 * 60 * 60 * 1000);
    let mut db = office.server.administrator().await;
    assert_eq!(sign_in(&late["code"]).await.1, json!(Code::InviteInvalid), "too old");
    // A blocked customer is out at once.
    office.customer.get("/api/voip/history").await;
    sqlx::query("update portal_customers set blocked = true").execute(&mut db).await.unwrap();
    assert_eq!(office.customer.ask(Method::GET, "/api/voip/history", json!({})).await.0, 401);
    assert_eq!(office.customer.ask(Method::GET, "/api/clients", json!({})).await.0, 401);
}

#[tokio::test]
async fn a_portal_token_opens_nothing_but_calls_and_only_agents_of_the_client_invite() {
    let office = Office::open().await;
    for path in ["/api/clients", "/api/team/members", "/api/notes", "/api/auth/sessions"] {
        assert_eq!(office.customer.ask(Method::GET, path, json!({})).await.0, 401, "{path}");
    }
    let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
    let viewer = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Viewer).await);
    let wish = json!({"leadId": office.client});
    assert_eq!(colleague.ask(Method::POST, "/api/portal/invites", wish.clone()).await.0, 404);
    assert_eq!(viewer.ask(Method::POST, "/api/portal/invites", wish).await.0, 403);
    let long = json!({"leadId": office.client, "name": "x".repeat(201)});
    assert_eq!(office.desk.ask(Method::POST, "/api/portal/invites", long).await.0, 422);
}

#[tokio::test]
async fn without_a_media_server_nobody_can_call_and_is_told_so() {
    let server = TestServer::start().await;
    let admin = Device::of(&server, &server.new_organisation().await);
    let (status, answer) = admin.starts(json!({"calleeSupabaseId": Uuid::now_v7()})).await;
    assert_eq!((status, &answer["code"]), (503, &json!("calls_unavailable")));
}

#[tokio::test]
async fn while_the_media_server_is_away_nobody_is_rung_and_the_caller_is_told_so() {
    let office = Office::open().await;
    let (mut desk, _) = office.desk.connects(&office.server).await;
    office.media.goes_away();
    let (status, answer) = office.customer.starts(json!({"calleeSupabaseId": office.desk.id})).await;
    assert_eq!((status, &answer["code"]), (503, &json!("calls_unavailable")));
    assert_eq!(office.customer.get("/api/voip/history").await, json!([]));
    desk.say(&FromDevice::Ping { n: 2 }).await;
    loop {
        match desk.hear().await {
            FromServer::Pong { .. } => break,
            FromServer::Call { call } => panic!("{call:?} was told"),
            _ => {}
        }
    }
}

#[tokio::test]
async fn the_original_names_show_ones_own_calls() {
    let office = Office::open().await;
    let (_, call) = office.customer.starts(json!({"calleeSupabaseId": office.desk.id, "media": "video"})).await;
    office.talk(&call).await;
    let path = format!("/api/voip/calls/{}/quality", call["callId"].as_str().unwrap());
    for quality in [
        json!({"mos": 4.0, "jitterMs": 8.0, "lossPct": 0.0, "rttMs": 40.0}),
        json!({"mos": 2.0, "lossPct": 900.0, "rttMs": 80.0}),
    ] {
        assert_eq!(office.desk.ask(reqwest::Method::POST, &path, quality).await.0, 204);
    }
    office.server.clock().advance(5_000);
    office.desk.does("end", &call).await;
    assert_eq!(office.activities().await[0]["call_quality"], "fair", "the mean counts");
    let session = office.admin.session();
    let person = |user_id, role| Actor {
        user_id,
        org_id: session.me.org_id,
        role,
        device_id: Uuid::nil(),
        session_id: Uuid::nil(),
        platform_admin: false,
        request_id: Uuid::nil(),
    };
    let seen = async |actor: Actor, sql: &'static str| {
        let mut tx = office.server.app().database.begin(&actor, Access::Read).await.unwrap();
        sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut *tx).await.unwrap()
    };
    let (agent, other) = (person(office.desk.id, Role::Agent), person(Uuid::now_v7(), Role::Agent));
    for (sql, expected) in [
        ("select count(*) from call_logs where status = 'COMPLETED' and duration = 5", 1),
        ("select count(*) from video_call_sessions where status = 'completed' and duration = 5", 1),
        ("select count(*) from video_call_participants where joined_at is not null and left_at > joined_at", 2),
        ("select count(*) from video_call_participants where mos = 3 and mos_least = 2 and jitter_ms = 8", 1),
        ("select count(*) from video_call_participants where loss_pct = 50 and loss_pct_most = 100", 1),
        ("select count(*) from video_call_participants where rtt_ms = 60 and rtt_ms_most = 80", 1),
    ] {
        assert_eq!(seen(agent, sql).await, expected, "{sql}");
        assert_eq!(seen(other, sql).await, 0, "{sql}");
        assert_eq!(seen(person(session.me.profile_id, Role::Admin), sql).await, expected, "{sql}");
    }
}
