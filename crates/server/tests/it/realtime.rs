//! The realtime socket as a device uses it.

use futures_util::{SinkExt, StreamExt};
use leadline_domain::Role;
use leadline_protocol::auth::{MemberChange, Refresh, Session};
use leadline_protocol::realtime::{FromDevice, FromServer};
use leadline_protocol::{Code, PROTOCOL};
use leadline_server::auth::access_token::LIFE_MS;
use leadline_testkit::{Api, TestServer, new_device};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A device's socket.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub async fn open(server: &TestServer) -> Self {
        Self(connect_async(address(server)).await.expect("the socket opens").0)
    }

    /// Opens and says hello; returns the version it was welcomed with.
    async fn welcomed(server: &TestServer, by: &Api, version: i64) -> (Self, i64) {
        let mut socket = Self::open(server).await;
        socket.hello(&by.session().access_token, version).await;
        match socket.hear().await {
            FromServer::Welcome { version, now } => {
                assert_eq!(now, server.clock().now());
                (socket, version)
            }
            other => panic!("no welcome but {other:?}"),
        }
    }

    pub async fn hello(&mut self, token: &str, version: i64) {
        self.say(&FromDevice::Hello { token: token.to_owned(), protocol: PROTOCOL, version }).await;
    }

    pub async fn say(&mut self, frame: &FromDevice) {
        self.0.send(Message::text(serde_json::to_string(frame).unwrap())).await.unwrap();
    }

    /// The next frame but those about how colleagues are shown, which come whenever they come.
    pub async fn hear(&mut self) -> FromServer {
        loop {
            match self.hear_any().await {
                FromServer::Presence { .. } => {}
                frame => return frame,
            }
        }
    }

    pub async fn hear_any(&mut self) -> FromServer {
        loop {
            match self.0.next().await.expect("the socket is open").expect("the socket works") {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("no frame but {other:?}"),
            }
        }
    }

    /// Expects the end and that nothing follows.
    async fn ends_with(mut self, code: Code) {
        assert_eq!(self.hear().await, FromServer::Bye { code });
        while let Some(Ok(message)) = self.0.next().await {
            assert!(matches!(message, Message::Close(_)), "{message:?}");
        }
    }
}

fn address(server: &TestServer) -> String {
    format!("{}/v1/realtime", server.url().replace("http", "ws"))
}

/// Changes something every device of the organisation sees.
async fn change_something(server: &TestServer, admin: &Api) {
    server.colleague(admin, Role::Viewer).await;
}

#[tokio::test]
async fn a_change_reaches_the_devices_of_its_organisation_and_no_other() {
    let server = TestServer::start().await;
    let (admin, stranger) = (server.new_organisation().await, server.new_organisation().await);
    let (mut socket, version) = Socket::welcomed(&server, &admin, 1_000).await;
    let (mut elsewhere, _) = Socket::welcomed(&server, &stranger, 1_000).await;
    change_something(&server, &admin).await;
    let FromServer::Poke { version: now } = socket.hear().await else { panic!("no poke") };
    assert!(now > version);
    elsewhere.say(&FromDevice::Ping { n: 7 }).await;
    assert_eq!(elsewhere.hear().await, FromServer::Pong { n: 7 });
}

#[tokio::test]
async fn a_change_committed_by_another_process_reaches_the_device_too() {
    let server = TestServer::start().await;
    let other = server.another_process().await;
    let admin = server.new_organisation().await;
    let (mut socket, version) = Socket::welcomed(&server, &admin, 1_000).await;
    let elsewhere = other.api().signed_in(admin.session().clone());
    change_something(&other, &elsewhere).await;
    let FromServer::Poke { version: now } = socket.hear().await else { panic!("no poke") };
    assert!(now > version);
}

#[tokio::test]
async fn a_device_that_is_behind_is_poked_at_once() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let (mut socket, version) = Socket::welcomed(&server, &admin, 0).await;
    assert_eq!(socket.hear().await, FromServer::Poke { version });
}

#[tokio::test]
async fn a_socket_without_a_good_hello_ends() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let mut socket = Socket::open(&server).await;
    socket.hello("made up", 0).await;
    socket.ends_with(Code::Unauthenticated).await;
    let mut socket = Socket::open(&server).await;
    socket.say(&FromDevice::Ping { n: 1 }).await;
    socket.ends_with(Code::Unauthenticated).await;
    let mut socket = Socket::open(&server).await;
    let token = admin.session().access_token.clone();
    socket.say(&FromDevice::Hello { token, protocol: 0, version: 0 }).await;
    socket.ends_with(Code::UpgradeRequired).await;
    for nonsense in [Message::text("{"), Message::binary(vec![1, 2, 3])] {
        let mut socket = Socket::open(&server).await;
        socket.0.send(nonsense).await.unwrap();
        socket.ends_with(Code::BadRequest).await;
    }
}

#[tokio::test]
async fn a_socket_ends_with_its_session_and_says_so() {
    let server = TestServer::start().await;
    let laptop = server.new_organisation().await;
    for (wipe, code) in [(false, Code::SessionEnded), (true, Code::WipeRequired)] {
        let session: Session = server.sign_in(&laptop.session().me.email, new_device("phone")).await.read();
        let phone = server.api().signed_in(session);
        let (socket, _) = Socket::welcomed(&server, &phone, 1_000).await;
        let (mut kept, _) = Socket::welcomed(&server, &laptop, 1_000).await;
        let device = phone.session().me.device_id;
        laptop.delete(&format!("/api/auth/sessions/{device}?wipe={wipe}")).await.succeeded();
        socket.ends_with(code).await;
        kept.say(&FromDevice::Ping { n: 1 }).await;
        assert_eq!(kept.hear().await, FromServer::Pong { n: 1 });
    }
}

#[tokio::test]
async fn a_new_role_ends_the_socket_so_that_the_device_asks_again() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let (mut socket, _) = Socket::welcomed(&server, &agent, 1_000).await;
    let change = MemberChange { role: Some(Role::Manager), status: None };
    admin.patch(&format!("/api/team/members/{}", agent.session().me.profile_id), &change).await.succeeded();
    loop {
        match socket.hear().await {
            FromServer::Poke { .. } => {}
            FromServer::Bye { code } => break assert_eq!(code, Code::TokenExpired),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_fresh_token_keeps_the_socket_and_an_old_one_ends_it() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let (mut socket, _) = Socket::welcomed(&server, &admin, 1_000).await;
    server.clock().advance(LIFE_MS - 60_000);
    let refresh = Refresh { refresh_token: admin.session().refresh_token.clone() };
    let session: Session = server.api().post("/api/auth/refresh", &refresh).await.read();
    socket.say(&FromDevice::Token { token: session.access_token }).await;
    server.clock().advance(61_000);
    socket.say(&FromDevice::Ping { n: 1 }).await;
    assert_eq!(socket.hear().await, FromServer::Pong { n: 1 });
    server.clock().advance(LIFE_MS);
    socket.say(&FromDevice::Ping { n: 2 }).await;
    socket.ends_with(Code::TokenExpired).await;
}

#[tokio::test]
async fn a_token_of_another_session_ends_the_socket() {
    let server = TestServer::start().await;
    let (admin, stranger) = (server.new_organisation().await, server.new_organisation().await);
    let (mut socket, _) = Socket::welcomed(&server, &admin, 1_000).await;
    socket.say(&FromDevice::Token { token: stranger.session().access_token.clone() }).await;
    socket.ends_with(Code::Unauthenticated).await;
}

#[tokio::test]
async fn a_device_that_floods_is_shown_out() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let (mut socket, _) = Socket::welcomed(&server, &admin, 1_000).await;
    for n in 0..61 {
        socket.say(&FromDevice::Ping { n }).await;
    }
    for n in 0..60 {
        assert_eq!(socket.hear().await, FromServer::Pong { n });
    }
    socket.ends_with(Code::RateLimited).await;
}

#[tokio::test]
async fn web_pages_of_other_origins_get_no_socket() {
    let server = TestServer::start_with(|config| config.allowed_origins.push("https://crm.example".to_owned())).await;
    for (origin, allowed) in
        [("https://evil.example", false), ("tauri://localhost", true), ("https://crm.example", true)]
    {
        let mut request = address(&server).into_client_request().unwrap();
        request.headers_mut().insert("origin", origin.parse().unwrap());
        match connect_async(request).await {
            Ok(_) => assert!(allowed, "{origin}"),
            Err(Error::Http(response)) => {
                assert!(!allowed, "{origin}");
                assert_eq!(response.status(), 403);
            }
            Err(other) => panic!("{origin}: {other}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_stops_says_bye_and_waits_for_its_sockets() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let (socket, _) = Socket::welcomed(&server, &admin, 1_000).await;
    tokio::join!(server.stop(), socket.ends_with(Code::Unavailable));
}
