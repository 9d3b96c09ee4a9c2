//! Invitations and colleagues.

use crate::devices::agent_with_a_phone;
use leadline_domain::Role;
use leadline_domain::words::ProfileStatus;
use leadline_protocol::Code;
use leadline_protocol::auth::{AcceptInvite, Invite, InviteMade, Me, Member, MemberChange, Members, Refresh, Session};
use leadline_testkit::{Answer, Api, TEST_PASSWORD, TestServer, new_device, new_email};
use sqlx::Connection;

fn invitation(role: Role) -> Invite {
    Invite { email: new_email("somchai"), name: "สมชาย ใจดี".to_owned(), role }
}

async fn accept(server: &TestServer, token: &str) -> Answer {
    let request = AcceptInvite {
        token: token.to_owned(),
        password: TEST_PASSWORD.to_owned(),
        device: new_device("somchai-laptop"),
    };
    server.api().post("/api/team/invites/accept", &request).await
}

async fn change(by: &Api, whom: &Api, role: Option<Role>, status: Option<ProfileStatus>) -> Answer {
    by.patch(&format!("/api/team/members/{}", whom.session().me.profile_id), &MemberChange { role, status }).await
}

#[tokio::test]
async fn an_invited_colleague_appears_at_once_and_joins_once() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let invite = invitation(Role::Agent);
    let made: InviteMade = admin.post("/api/team/invites", &invite).await.read();
    let members: Members = admin.get("/api/team/members").await.read();
    let status = |members: &Members| members.members.iter().find(|m| m.email == invite.email).map(|m| m.status);
    assert_eq!(status(&members), Some(ProfileStatus::Invited));
    let session: Session = accept(&server, &made.token).await.read();
    assert_eq!((session.me.role, session.me.org_id), (Role::Agent, admin.session().me.org_id));
    assert_eq!(status(&admin.get("/api/team/members").await.read()), Some(ProfileStatus::Active));
    accept(&server, &made.token).await.refused(410, Code::InviteInvalid);
    admin.post("/api/team/invites", &invite).await.refused(409, Code::EmailTaken);
    server.sign_in(&invite.email, new_device("phone")).await.succeeded();
}

#[tokio::test]
async fn invitations_end_by_time_by_a_newer_one_and_by_being_wrong() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let invite = invitation(Role::Viewer);
    let first: InviteMade = admin.post("/api/team/invites", &invite).await.read();
    let second: InviteMade = admin.post("/api/team/invites", &invite).await.read();
    accept(&server, &first.token).await.refused(410, Code::InviteInvalid);
    accept(&server, "made up").await.refused(410, Code::InviteInvalid);
    server.clock().advance(second.expires_at - server.clock().now());
    accept(&server, &second.token).await.refused(410, Code::InviteInvalid);
}

#[tokio::test]
async fn somebody_only_invited_does_not_keep_an_address_from_its_owner() {
    let server = TestServer::start().await;
    let (one, other) = (server.new_organisation().await, server.new_organisation().await);
    let invite = invitation(Role::Agent);
    let first: InviteMade = one.post("/api/team/invites", &invite).await.read();
    let second: InviteMade = other.post("/api/team/invites", &invite).await.read();
    accept(&server, &second.token).await.succeeded();
    accept(&server, &first.token).await.refused(409, Code::EmailTaken);
}

#[tokio::test]
async fn nobody_invites_above_what_they_are_trusted_with() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let allowed = [(Role::Manager, vec![Role::Agent, Role::Viewer]), (Role::Agent, vec![]), (Role::Viewer, vec![])];
    for (role, may) in allowed {
        let colleague = server.colleague(&admin, role).await;
        for invited in Role::ALL {
            let answer = colleague.post("/api/team/invites", &invitation(*invited)).await;
            if may.contains(invited) { answer.succeeded() } else { answer.refused(403, Code::Forbidden) }
        }
    }
    let manager = server.colleague(&admin, Role::Manager).await;
    let waiting = invitation(Role::Admin);
    admin.post("/api/team/invites", &waiting).await.succeeded();
    let lowered = Invite { role: Role::Agent, ..waiting };
    manager.post("/api/team/invites", &lowered).await.refused(403, Code::Forbidden);
}

#[tokio::test]
async fn a_new_role_counts_at_once_and_is_seen_by_devices() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let member: Member = change(&admin, &agent, Some(Role::Manager), None).await.read();
    assert_eq!(member.role, Role::Manager);
    agent.get("/api/me").await.refused(401, Code::TokenExpired);
    let token = Refresh { refresh_token: agent.session().refresh_token.clone() };
    let session: Session = server.api().post("/api/auth/refresh", &token).await.read();
    let me: Me = server.api().signed_in(session).get("/api/me").await.read();
    assert_eq!(me.role, Role::Manager);
    let mut administrator = server.administrator().await;
    let synced: (String, i64) = sqlx::query_as(
        "select p.role, l.version from profiles p join sync_log l on l.id = p.id and l.version = p.version where p.id = $1",
    )
    .bind(me.profile_id)
    .fetch_one(&mut administrator)
    .await
    .unwrap();
    assert_eq!(synced.0, "manager");
    administrator.close().await.unwrap();
}

#[tokio::test]
async fn somebody_shut_out_is_signed_out_everywhere_until_let_back_in() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let email = &agent.session().me.email;
    change(&admin, &agent, None, Some(ProfileStatus::Deactivated)).await.succeeded();
    agent.get("/api/me").await.refused(401, Code::WipeRequired);
    server.sign_in(email, new_device("phone")).await.refused(401, Code::SessionEnded);
    change(&admin, &agent, None, Some(ProfileStatus::Active)).await.succeeded();
    server.sign_in(email, new_device("phone")).await.succeeded();
    agent.get("/api/me").await.refused(401, Code::SessionEnded);
}

#[tokio::test]
async fn whoever_is_let_go_is_told_to_erase_every_device_until_each_says_it_has() {
    let (server, admin, agent, phone) = agent_with_a_phone().await;
    change(&admin, &agent, None, Some(ProfileStatus::Deactivated)).await.succeeded();
    for token in [&phone.refresh_token, &agent.session().refresh_token] {
        let refresh = Refresh { refresh_token: token.clone() };
        server.api().post("/api/auth/refresh", &refresh).await.refused(401, Code::WipeRequired);
        server.api().post("/api/auth/logout", &refresh).await.succeeded();
        server.api().post("/api/auth/refresh", &refresh).await.refused(401, Code::SessionEnded);
    }
    admin.get("/api/me").await.succeeded();
}

#[tokio::test]
async fn a_device_signed_out_from_elsewhere_is_erased_as_well_once_its_person_is_let_go() {
    let (server, admin, agent, phone) = agent_with_a_phone().await;
    agent.delete(&format!("/api/auth/sessions/{}", phone.me.device_id)).await.succeeded();
    let refresh = Refresh { refresh_token: phone.refresh_token.clone() };
    server.api().post("/api/auth/refresh", &refresh).await.refused(401, Code::SessionEnded);
    change(&admin, &agent, None, Some(ProfileStatus::Deactivated)).await.succeeded();
    server.api().post("/api/auth/refresh", &refresh).await.refused(401, Code::WipeRequired);
}

#[tokio::test]
async fn whoever_is_let_back_in_keeps_what_never_heard_and_what_was_lost_is_erased_all_the_same() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let [lost, heard] = [new_device("lost"), new_device("heard")];
    let lost: Session = server.sign_in(&agent.session().me.email, lost).await.read();
    let heard: Session = server.sign_in(&agent.session().me.email, heard).await.read();
    agent.delete(&format!("/api/auth/sessions/{}?wipe=true", lost.me.device_id)).await.succeeded();
    server.clock().advance(1);
    change(&admin, &agent, None, Some(ProfileStatus::Deactivated)).await.succeeded();
    server.clock().advance(1);
    let exchange = |session: &Session| {
        let refresh = Refresh { refresh_token: session.refresh_token.clone() };
        let api = server.api();
        async move { api.post("/api/auth/refresh", &refresh).await }
    };
    exchange(&heard).await.refused(401, Code::WipeRequired);
    let erased = Refresh { refresh_token: heard.refresh_token.clone() };
    server.api().post("/api/auth/logout", &erased).await.succeeded();
    change(&admin, &agent, None, Some(ProfileStatus::Active)).await.succeeded();
    exchange(agent.session()).await.refused(401, Code::SessionEnded);
    exchange(&heard).await.refused(401, Code::SessionEnded);
    exchange(&lost).await.refused(401, Code::WipeRequired);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    change(&admin, &admin, Some(Role::Agent), None).await.refused(409, Code::LastAdmin);
    change(&admin, &admin, None, Some(ProfileStatus::Deactivated)).await.refused(409, Code::LastAdmin);
    let second = server.colleague(&admin, Role::Admin).await;
    let (one, other) = tokio::join!(
        change(&admin, &second, Some(Role::Agent), None),
        change(&second, &admin, Some(Role::Agent), None)
    );
    let won = [&one, &other].iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(won, 1, "{one:?} {other:?}");
}

#[tokio::test]
async fn only_administrators_change_colleagues_and_only_their_own() {
    let server = TestServer::start().await;
    let (admin, stranger) = (server.new_organisation().await, server.new_organisation().await);
    let agent = server.colleague(&admin, Role::Agent).await;
    for role in [Role::Manager, Role::Agent, Role::Viewer] {
        let colleague = server.colleague(&admin, role).await;
        change(&colleague, &agent, Some(Role::Admin), None).await.refused(403, Code::Forbidden);
    }
    change(&stranger, &agent, Some(Role::Admin), None).await.refused(404, Code::NotFound);
    let members: Members = stranger.get("/api/team/members").await.read();
    assert_eq!(members.members.len(), 1);
}

#[tokio::test]
async fn who_never_joined_cannot_be_made_active() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let invite = invitation(Role::Agent);
    let made: InviteMade = admin.post("/api/team/invites", &invite).await.read();
    let members: Members = admin.get("/api/team/members").await.read();
    let id = members.members.iter().find(|m| m.email == invite.email).unwrap().profile_id;
    let path = format!("/api/team/members/{id}");
    let to = |status| MemberChange { role: None, status: Some(status) };
    admin.patch(&path, &to(ProfileStatus::Active)).await.refused(409, Code::Conflict);
    admin.patch(&path, &to(ProfileStatus::Invited)).await.refused(422, Code::Invalid);
    admin.patch(&path, &to(ProfileStatus::Deactivated)).await.succeeded();
    accept(&server, &made.token).await.refused(410, Code::InviteInvalid);
}
