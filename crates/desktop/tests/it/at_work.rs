//! Somebody at work: signed in on a computer of their own, with everything the server has for them here.

use super::installed::{App, Computer};
use leadline_domain::Role;
use leadline_testkit::{Api, TestServer};
use serde_json::json;
use uuid::Uuid;

/// A person, their app and the server it talks to.
pub struct AtWork {
    pub app: App,
    pub me: Uuid,
    pub admin: Api,
    pub server: TestServer,
    /// Its folder is gone when this is dropped.
    pub computer: Computer,
}

/// The administrator of a new organisation, on a computer as it should be.
pub async fn at_work() -> AtWork {
    at_work_on(Computer::new(), Role::Admin).await
}

/// Somebody of this role.
pub async fn at_work_as(role: Role) -> AtWork {
    at_work_on(Computer::new(), role).await
}

/// Somebody of this role on this computer.
pub async fn at_work_on(computer: Computer, role: Role) -> AtWork {
    begin(TestServer::start().await, computer, role).await
}

/// The administrator of a new organisation at this server, on this computer.
pub async fn at_work_at(server: TestServer, computer: Computer) -> AtWork {
    begin(server, computer, Role::Admin).await
}

async fn begin(server: TestServer, computer: Computer, role: Role) -> AtWork {
    let admin = server.new_organisation().await;
    let myself = if role == Role::Admin { admin.clone() } else { server.colleague(&admin, role).await };
    let mut app = computer.start().await;
    app.sign_in(&server, &myself).await;
    app.ready().await;
    AtWork { app, me: myself.session().me.profile_id, admin, server, computer }
}

impl AtWork {
    /// A colleague of this role at a computer of their own.
    pub async fn colleague(&self, role: Role) -> (App, Computer) {
        let who = self.server.colleague(&self.admin, role).await;
        let computer = self.computer.another();
        let mut app = computer.start().await;
        app.sign_in(&self.server, &who).await;
        app.ready().await;
        (app, computer)
    }

    /// Makes a client and waits until the server has it.
    pub async fn synced_client(&mut self, name: &str) -> Uuid {
        let client = self.app.new_client(name, json!({})).await;
        self.app.until("client_get", json!({ "id": client }), |card| card["row"]["sync"] == "synced").await;
        client
    }

    /// Ends the app and starts it again.
    pub async fn restart(mut self) -> Self {
        self.app.end().await;
        self.app = self.computer.start().await;
        self
    }
}
