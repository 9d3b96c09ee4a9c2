//! An agent with two devices and a customer in the portal.

use super::media_server::{self, MediaServer};
use crate::realtime::Socket;
use leadline_domain::Role;
use leadline_protocol::PROTOCOL;
use leadline_protocol::auth::Session;
use leadline_protocol::call::CallSnapshot;
use leadline_protocol::realtime::{FromDevice, FromServer};
use leadline_server::calls::{Lock, timers};
use leadline_testkit::{Api, TestServer, new_device};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// Somebody on one device.
#[derive(Clone)]
pub struct Device {
    http: reqwest::Client,
    base: String,
    pub token: String,
    pub id: Uuid,
}

impl Device {
    pub fn of(server: &TestServer, api: &Api) -> Self {
        let session = api.session();
        Self::with(server, session.access_token.clone(), session.me.profile_id)
    }

    pub fn with(server: &TestServer, token: String, id: Uuid) -> Self {
        Self { http: reqwest::Client::new(), base: server.url(), token, id }
    }

    pub async fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = self.http.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token);
        let answer = request.json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.ask(Method::GET, path, json!({})).await;
        assert_eq!(status, 200, "{path} {answer}");
        answer
    }

    /// Calls somebody and expects it to ring.
    pub async fn calls(&self, callee: Uuid) -> Value {
        let (status, answer) = self.starts(json!({"calleeSupabaseId": callee})).await;
        assert_eq!(status, 201, "{answer}");
        answer
    }

    pub async fn starts(&self, wish: Value) -> (u16, Value) {
        self.ask(Method::POST, "/api/voip/start-call", wish).await
    }

    pub async fn does(&self, what: &str, call: &Value) -> (u16, Value) {
        let path = format!("/api/voip/calls/{}/{what}", call["callId"].as_str().unwrap());
        self.ask(Method::POST, &path, json!({"shown": true})).await
    }

    pub async fn sees(&self, call: &Value) -> CallSnapshot {
        let call = self.get(&format!("/api/voip/calls/{}", call["callId"].as_str().unwrap())).await;
        serde_json::from_value(call).unwrap()
    }

    /// Opens a socket and waits until the device can be reached.
    pub async fn connects(&self, server: &TestServer) -> (Socket, Vec<CallSnapshot>) {
        let mut socket = Socket::open(server).await;
        let hello = FromDevice::Hello { token: self.token.clone(), protocol: PROTOCOL, version: i64::MAX };
        socket.say(&hello).await;
        assert!(matches!(socket.hear().await, FromServer::Welcome { .. }));
        socket.say(&FromDevice::Ping { n: 1 }).await;
        let mut replayed = Vec::new();
        loop {
            match socket.hear().await {
                FromServer::Pong { .. } => return (socket, replayed),
                FromServer::Call { call } => replayed.push(*call),
                _ => {}
            }
        }
    }
}

/// The next frame about a call.
pub async fn call_frame(socket: &mut Socket) -> CallSnapshot {
    loop {
        if let FromServer::Call { call } = socket.hear().await {
            return *call;
        }
    }
}

pub struct Office {
    pub server: TestServer,
    pub media: MediaServer,
    pub admin: Api,
    /// The agent's devices.
    pub desk: Device,
    pub phone: Device,
    pub customer: Device,
    pub client: Uuid,
}

impl Office {
    pub async fn open() -> Self {
        let media = MediaServer::start().await;
        let url = media.url.clone();
        let server = TestServer::start_with(move |config| {
            config.calls.livekit_url = Some(url);
            config.calls.livekit_key = Some(media_server::KEY.to_owned());
            config.calls.livekit_secret = Some(media_server::SECRET.to_owned());
        })
        .await;
        let admin = server.new_organisation().await;
        let agent = server.colleague(&admin, Role::Agent).await;
        let second: Session = server.sign_in(&agent.session().me.email, new_device("somchai-phone")).await.read();
        let desk = Device::of(&server, &agent);
        let phone = Device::of(&server, &server.api().signed_in(second));
        let (client, customer) = customer(&server, &desk, "Mali Saelim").await;
        Self { server, media, admin, desk, phone, customer, client }
    }

    /// The media server says that a leg came or went.
    pub async fn room_says(&self, event: &str, call: &Value, leg: Uuid) -> u16 {
        let (body, authorization) = media_server::word(
            &Uuid::new_v4().to_string(),
            event,
            call["roomName"].as_str().unwrap(),
            leg,
            self.server.clock().now(),
        );
        self.room_word(body, &authorization).await
    }

    pub async fn room_word(&self, body: String, authorization: &str) -> u16 {
        let request = self.desk.http.post(format!("{}/api/webhooks/livekit", self.server.url()));
        let request = request.header("authorization", authorization).header("content-type", "application/webhook+json");
        request.body(body).send().await.unwrap().status().as_u16()
    }

    /// Time passes, and the clock of every call is looked at.
    pub async fn passes(&self, milliseconds: i64) {
        self.server.clock().advance(milliseconds);
        timers::sweep(self.server.app(), Lock::Wait).await.unwrap();
    }

    /// Both sides answer and come into the room.
    pub async fn talk(&self, call: &Value) -> (Uuid, Uuid) {
        assert_eq!(self.desk.does("accept", call).await.0, 200);
        let legs = [self.customer.sees(call).await.leg.unwrap().id, self.desk.sees(call).await.leg.unwrap().id];
        for leg in legs {
            self.media.enters(call["roomName"].as_str().unwrap(), leg);
            assert_eq!(self.room_says("participant_joined", call, leg).await, 204);
        }
        (legs[0], legs[1])
    }

    /// The organisation decides that whoever talks is busy.
    pub async fn lets_no_call_wait(&self) {
        let wish = json!({"ringSeconds": 45, "outcomes": ["won"], "callWaiting": false});
        let admin = Device::of(&self.server, &self.admin);
        assert_eq!(admin.ask(Method::PUT, "/api/voip/settings", wish).await.0, 200);
    }

    /// The activities of the client as the agent sees them.
    pub async fn activities(&self) -> Vec<Value> {
        let answer = self.desk.get(&format!("/api/activities?client_id={}", self.client)).await;
        answer["records"].as_array().unwrap().clone()
    }
}

/// What somebody is told of, and by which call.
#[derive(Debug, PartialEq, sqlx::FromRow)]
pub struct Told {
    pub created_by: Uuid,
    pub kind: String,
    pub title: String,
    pub about_id: Option<Uuid>,
    pub call_id: Uuid,
}

impl Office {
    /// Everything anybody was told of.
    pub async fn notifications(&self) -> Vec<Told> {
        let mut db = self.server.administrator().await;
        let sql = "select created_by, kind, title, about_id, call_id from notifications order by created_at";
        sqlx::query_as(sql).fetch_all(&mut db).await.unwrap()
    }
}

/// A client of `agent` with a customer who is signed in to the portal.
pub async fn customer(server: &TestServer, agent: &Device, name: &str) -> (Uuid, Device) {
    let client = json!({"name": name, "kind": "person", "client_type": "lead", "lifecycle_stage": "lead"});
    let (status, made) = agent.ask(Method::POST, "/api/clients", client).await;
    assert_eq!(status, 201, "{made}");
    let (status, invited) = agent.ask(Method::POST, "/api/portal/invites", json!({"leadId": made["id"]})).await;
    assert_eq!(status, 201, "{invited}");
    let (status, session) = agent.ask(Method::POST, "/api/portal/session", json!({"code": invited["code"]})).await;
    assert_eq!(status, 201, "{session}");
    let id = session["customerId"].as_str().unwrap().parse().unwrap();
    let device = Device::with(server, session["token"].as_str().unwrap().to_owned(), id);
    (made["id"].as_str().unwrap().parse().unwrap(), device)
}
