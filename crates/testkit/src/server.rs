//! A server of its own for one test.

use crate::api::{Answer, Api};
use crate::postgres::{fresh_database, url_of};
use leadline_domain::Role;
use leadline_protocol::auth::{AcceptInvite, DeviceInfo, Invite, InviteMade, Session, SignIn, SignUp};
use leadline_server::config::Config;
use leadline_server::database::{Database, DatabaseOptions};
use leadline_server::{App, Clock, Server};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// The password of everybody a test signs up.
pub const TEST_PASSWORD: &str = "orchid tramway 47";
/// No test fails because the machine is busy.
const PATIENCE: Duration = Duration::from_secs(60);
/// Where a test's clock begins: 2026-11-20 02:00 UTC, a Friday morning in Bangkok.
const MORNING: i64 = 1_795_140_000_000;

/// A running server with an empty database and a clock that only moves when told to.
#[derive(Debug)]
pub struct TestServer {
    server: Server,
    clock: Clock,
    administrator: PgConnectOptions,
    login: PgConnectOptions,
    data: Arc<TempDir>,
}

impl TestServer {
    /// Starts with limits no test meets by accident.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts with changed settings.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_at(Clock::standing_at(MORNING), change).await
    }

    /// Starts with a clock of the test's own.
    pub async fn start_at(clock: Clock, change: impl FnOnce(&mut Config)) -> Self {
        let (login, administrator) = fresh_database().await;
        let data = Arc::new(tempfile::tempdir().expect("a temporary folder can be made"));
        Self::serve(login, administrator, data, clock, change).await
    }

    /// Another server process on the same database, with the same key and clock.
    pub async fn another_process(&self) -> Self {
        self.another_process_with(|_| {}).await
    }

    /// The same, with changed settings.
    pub async fn another_process_with(&self, change: impl FnOnce(&mut Config)) -> Self {
        let (login, administrator) = (self.login.clone(), self.administrator.clone());
        Self::serve(login, administrator, self.data.clone(), self.clock.clone(), change).await
    }

    /// Starts on a database that is of the program's shape, with the key in `data` and the clock of another server.
    pub async fn start_on(database: &str, data: TempDir, clock: Clock) -> Self {
        let options: PgConnectOptions = database.parse().expect("the address can be read");
        Self::serve(options.clone(), options, Arc::new(data), clock, |_| {}).await
    }

    async fn serve(
        login: PgConnectOptions,
        administrator: PgConnectOptions,
        data: Arc<TempDir>,
        clock: Clock,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = Config::in_folder(data.path().to_owned());
        config.database.connections = 6;
        config.limits.sign_ins_per_minute = 1_000_000;
        config.limits.requests_per_minute = 1_000_000;
        config.limits.calls_per_minute = 1_000_000;
        change(&mut config);
        let database = Database::new(DatabaseOptions {
            connections: config.database.connections,
            patience: PATIENCE,
            statement_timeout: PATIENCE,
            ..DatabaseOptions::new(login.clone())
        });
        let server = Server::serve(config, clock.clone(), database).await.expect("the test server starts");
        Self { server, clock, administrator, login, data }
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

    /// Signs a new organisation up; the caller is its administrator.
    pub async fn new_organisation(&self) -> Api {
        let signed_up = SignUp {
            org_name: "Harbourside Kitchens".to_owned(),
            name: "Anong Saelim".to_owned(),
            email: new_email("anong"),
            password: TEST_PASSWORD.to_owned(),
            device: new_device("anong-laptop"),
        };
        let api = self.api();
        let session: Session = api.post("/api/auth/signup", &signed_up).await.read();
        api.signed_in(session)
    }

    /// A colleague of `admin`, invited and signed in.
    pub async fn colleague(&self, admin: &Api, role: Role) -> Api {
        let name = format!("Somchai {}", role.word());
        let invite = Invite { email: new_email(role.word()), name, role };
        let made: InviteMade = admin.post("/api/team/invites", &invite).await.read();
        let device = new_device("somchai-laptop");
        let accepted = AcceptInvite { token: made.token, password: TEST_PASSWORD.to_owned(), device };
        let session: Session = self.api().post("/api/team/invites/accept", &accepted).await.read();
        self.api().signed_in(session)
    }

    /// Signs somebody in on a device.
    pub async fn sign_in(&self, email: &str, device: DeviceInfo) -> Answer {
        let request = SignIn { email: email.to_owned(), password: TEST_PASSWORD.to_owned(), device };
        self.api().post("/api/auth/login", &request).await
    }

    /// How the server signs in to its database, for asking the same database in another way.
    pub fn login(&self) -> PgConnectOptions {
        self.login.clone()
    }

    /// The address of its database, as the administrator signs in.
    pub fn database_url(&self) -> String {
        url_of(&self.administrator)
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
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

/// An address nobody has.
pub fn new_email(name: &str) -> String {
    format!("{name}-{}@harbourside.example", Uuid::new_v4().simple())
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
