//! A server of its own for one test.

use crate::api::Api;
use crate::postgres::fresh_database;
use leadline_protocol::auth::DeviceInfo;
use leadline_server::config::Config;
use leadline_server::database::{Database, DatabaseOptions};
use leadline_server::{App, Clock, Server};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// The password of everybody a test signs up.
pub const TEST_PASSWORD: &str = "orchid tramway 47";
/// Where a test's clock begins: 2026-11-20 02:00 UTC, a Friday morning in Bangkok.
const MORNING: i64 = 1_795_140_000_000;

/// A running server with an empty database and a clock that only moves when told to.
#[derive(Debug)]
pub struct TestServer {
    server: Server,
    clock: Clock,
    administrator: PgConnectOptions,
    _data: TempDir,
}

impl TestServer {
    /// Starts with limits no test meets by accident.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts with changed settings.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let (login, administrator) = fresh_database().await;
        let data = tempfile::tempdir().expect("a temporary folder can be made");
        let mut config = Config::in_folder(data.path().to_owned());
        config.database.connections = 6;
        config.limits.sign_ins_per_minute = 1_000_000;
        config.limits.requests_per_minute = 1_000_000;
        change(&mut config);
        let database =
            Database::new(DatabaseOptions { connections: config.database.connections, ..DatabaseOptions::new(login) });
        let clock = Clock::standing_at(MORNING);
        let server = Server::serve(config, clock.clone(), database).await.expect("the test server starts");
        Self { server, clock, administrator, _data: data }
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The server's parts.
    pub fn app(&self) -> &App {
        self.server.app()
    }

    /// `http://127.0.0.1:PORT`
    pub fn url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// A caller who is not signed in.
    pub fn api(&self) -> Api {
        Api::new(self.url())
    }

    /// A connection that sees everything, for looking behind the server's back.
    pub async fn administrator(&self) -> PgConnection {
        self.administrator.connect().await.expect("the test database answers")
    }

    /// Stops it as an operator would.
    pub async fn stop(self) {
        self.server.stop().await.expect("the test server stops");
    }
}

/// A device nobody has used yet.
pub fn new_device(name: &str) -> DeviceInfo {
    DeviceInfo {
        id: Uuid::now_v7(),
        name: name.to_owned(),
        platform: "linux".to_owned(),
        app_version: "0.1.0".to_owned(),
    }
}
