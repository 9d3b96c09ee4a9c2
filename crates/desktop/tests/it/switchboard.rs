//! A firm with a customer in the portal, a media server and an agent at a desk.

use super::at_work::{AtWork, at_work_at};
use super::installed::{App, Computer};
use super::rooms::Rooms;
use leadline_domain::Role;
use leadline_livekit_rtc::Joined;
use leadline_server::Clock;
use leadline_server::config::Config;
use leadline_testkit::{LiveKitServer, TestServer};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

pub struct Office {
    pub work: AtWork,
    pub rooms: Arc<Rooms>,
    /// The client of [`Office::customer`].
    pub client: Uuid,
    pub customer: Customer,
}

/// A customer in the portal, in a browser without a socket.
pub struct Customer {
    http: Client,
    server: String,
    token: String,
}

/// Now, as the media server knows it as well.
pub fn now() -> i64 {
    (leadline_desktop::Surroundings::of_this_computer().now)()
}

/// A server that calls through the media server of the tests.
pub async fn server_with_livekit() -> TestServer {
    let livekit = LiveKitServer::shared().await;
    let change = |config: &mut Config| {
        config.calls.livekit_url = Some(livekit.url());
        config.calls.livekit_key = Some(livekit.key().to_owned());
        config.calls.livekit_secret = Some(livekit.secret().to_owned());
    };
    TestServer::start_at(Clock::standing_at(now()), change).await
}

impl Office {
    pub async fn open() -> Self {
        Self::open_at(server_with_livekit().await).await
    }

    pub async fn open_at(server: TestServer) -> Self {
        Self::open_on(server, |computer| computer).await
    }

    /// The agent's computer is as `change` makes it.
    pub async fn open_on(server: TestServer, change: impl FnOnce(Computer) -> Computer) -> Self {
        let rooms = Rooms::new().await;
        let computer = change(Computer::with_clock(now).with_lines(rooms.clone()));
        let mut work = at_work_at(server, computer).await;
        let client = work.synced_client("Mali Saelim").await;
        let customer = customer_of(&mut work, client).await;
        Self { work, rooms, client, customer }
    }

    /// A customer behind another client.
    pub async fn another_customer(&mut self, name: &str) -> Customer {
        let client = self.work.synced_client(name).await;
        customer_of(&mut self.work, client).await
    }

    /// The same person on another computer.
    pub async fn another_desk(&self) -> (App, Computer) {
        let computer = self.work.computer.another().with_lines(Rooms::new().await);
        let mut app = computer.start().await;
        app.sign_in(&self.work.server, &self.work.admin).await;
        app.ready().await;
        (app, computer)
    }

    /// A colleague at a computer of their own, with their id.
    pub async fn colleagues_desk(&self) -> (App, Computer, Uuid) {
        let who = self.work.server.colleague(&self.work.admin, Role::Agent).await;
        let computer = self.work.computer.another().with_lines(Rooms::new().await);
        let mut app = computer.start().await;
        app.sign_in(&self.work.server, &who).await;
        app.ready().await;
        (app, computer, who.session().me.profile_id)
    }

    /// The customer calls; returns what the server told them, once it rings at the desk.
    pub async fn is_called(&mut self) -> Value {
        let started = self.customer.calls(self.work.me).await;
        self.work.app.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == started["callId"]).await;
        started
    }

    pub async fn customer_enters(&self, ticket: &Value) -> Joined {
        let token = ticket.get("callerToken").or(ticket.get("token")).and_then(Value::as_str).unwrap();
        self.rooms.enter(ticket["url"].as_str().unwrap(), token).await
    }

    /// The server looks who is in the rooms.
    pub async fn server_looks(&self) {
        leadline_server::calls::rooms::compare(self.work.server.app()).await.unwrap();
    }
}

async fn customer_of(work: &mut AtWork, client: Uuid) -> Customer {
    let invite = work.app.ask("customer_invite", json!({ "id": client })).await;
    Customer::come_in(&work.server, invite["link"].as_str().unwrap()).await
}

impl Customer {
    async fn come_in(server: &TestServer, link: &str) -> Self {
        let (page, code) = link.split_once("#/in/").unwrap();
        assert_eq!(page, format!("{}/portal/", server.url()));
        let http = Client::new();
        let signed_in = http.post(format!("{}/api/portal/session", server.url())).json(&json!({ "code": code }));
        let session: Value = signed_in.send().await.unwrap().json().await.unwrap();
        Self { http, server: server.url(), token: session["token"].as_str().unwrap().to_owned() }
    }

    pub async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.ask(Method::POST, path, body).await
    }

    pub async fn ask(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let request = self.http.request(method, format!("{}{path}", self.server)).bearer_auth(&self.token).json(&body);
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap_or(Value::Null))
    }

    pub async fn calls(&self, agent: Uuid) -> Value {
        let wish = json!({ "calleeSupabaseId": agent, "media": "video" });
        let (status, started) = self.post("/api/voip/start-call", wish).await;
        assert_eq!(status, StatusCode::CREATED, "{started}");
        started
    }

    pub async fn does(&self, word: &str, call: &Value) -> Value {
        let path = format!("/api/voip/calls/{}/{word}", call.as_str().unwrap());
        let (status, answer) = self.post(&path, json!({})).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    pub async fn sees(&self, call: &Value) -> Value {
        let path = format!("{}/api/voip/calls/{}", self.server, call.as_str().unwrap());
        self.http.get(path).bearer_auth(&self.token).send().await.unwrap().json().await.unwrap()
    }
}
