//! A server process from start to end: its database, its background tasks, its listener.

use crate::app::{App, Parts};
use crate::auth::access_token::AccessTokens;
use crate::auth::ended_sessions::EndedSessions;
use crate::auth::password::Passwords;
use crate::auth::signing_key;
use crate::calls::lease::{self, Lease};
use crate::calls::news::News;
use crate::calls::{self, Calls};
use crate::clock::Clock;
use crate::config::Config;
use crate::database::{Database, DatabaseOptions, MigrationFault, Shape, migrate, shape};
use crate::housekeeping;
use crate::http::limits::Limits;
use crate::http::metrics;
use crate::http::router::router;
use crate::presence;
use crate::private_livekit::PrivateLiveKit;
use crate::private_postgres::{ClusterFault, Durability, PrivatePostgres};
use crate::realtime::{self, Versions};
use leadline_domain::call::Patience;
use sqlx::postgres::PgConnectOptions;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The database of an own cluster.
pub const DATABASE: &str = "leadline";

/// Why a server does not start or end.
#[derive(Debug, thiserror::Error)]
pub enum ServerFault {
    /// The own PostgreSQL.
    #[error(transparent)]
    Cluster(#[from] ClusterFault),
    /// The shape of the database.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] MigrationFault),
    /// The address of the database.
    #[error("DATABASE_URL cannot be read: {0}")]
    DatabaseUrl(#[source] sqlx::Error),
    /// Keys or the data folder.
    #[error("the data folder {folder}: {source}")]
    Data {
        /// Which folder.
        folder: String,
        /// Why.
        source: std::io::Error,
    },
    /// Password hashing.
    #[error("passwords cannot be hashed: {0}")]
    Passwords(String),
    /// The listener.
    #[error("cannot serve on {address}: {source}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
}

/// Where the database is: as the server signs in, and as the administrator does.
#[derive(Debug)]
pub struct DatabasePlace {
    /// How the server connects.
    pub login: PgConnectOptions,
    /// How migrations connect.
    pub administrator: PgConnectOptions,
    /// The administrator's address as PostgreSQL's own programs take it.
    pub uri: String,
    /// The own cluster, if there is one.
    pub cluster: Option<PrivatePostgres>,
}

impl DatabasePlace {
    /// The configured database, or an own cluster, which is started.
    pub async fn open(config: &Config) -> Result<Self, ServerFault> {
        let parse = |url: &str| url.parse::<PgConnectOptions>().map_err(ServerFault::DatabaseUrl);
        if let Some(url) = &config.database.database_url {
            let login = parse(url)?;
            let administrator = config.database.migrate_url.as_deref().map(parse).transpose()?;
            let uri = config.database.migrate_url.as_ref().unwrap_or(url).clone();
            let administrator = administrator.unwrap_or_else(|| login.clone());
            return Ok(Self { administrator, login, uri, cluster: None });
        }
        let cluster = PrivatePostgres::start(&config.data, Durability::Full).await?;
        cluster.create_database(DATABASE, None).await?;
        let (login, administrator) = (cluster.login(DATABASE), cluster.administrator(DATABASE));
        Ok(Self { login, administrator, uri: cluster.uri(DATABASE), cluster: Some(cluster) })
    }

    /// Brings the database to this program's shape. Where it has it already, the server's login is enough.
    pub async fn bring_up_to_date(&self) -> Result<(), MigrationFault> {
        match shape(&self.login).await {
            Ok(Shape::Current) => Ok(()),
            _ => migrate(&self.administrator).await,
        }
    }

    /// Stops an own cluster nobody else uses.
    pub async fn close(self) -> Result<(), ServerFault> {
        match self.cluster {
            Some(cluster) => Ok(cluster.stop().await?),
            None => Ok(()),
        }
    }
}

/// A server that answers requests.
#[derive(Debug)]
pub struct Server {
    app: App,
    address: SocketAddr,
    cluster: Option<PrivatePostgres>,
    /// Ends when this is dropped.
    _livekit: Option<PrivateLiveKit>,
}

impl Server {
    /// Opens the database, brings it up to date and serves.
    pub async fn start(config: Config, clock: Clock) -> Result<Self, ServerFault> {
        let place = DatabasePlace::open(&config).await?;
        place.bring_up_to_date().await?;
        let options = DatabaseOptions { connections: config.database.connections, ..DatabaseOptions::new(place.login) };
        let mut server = Self::serve(config, clock, Database::new(options)).await?;
        server.cluster = place.cluster;
        Ok(server)
    }

    /// Serves from a database that is up to date.
    pub async fn serve(config: Config, clock: Clock, database: Database) -> Result<Self, ServerFault> {
        let data_fault = |source| ServerFault::Data { folder: config.data.display().to_string(), source };
        std::fs::create_dir_all(&config.data).map_err(data_fault)?;
        let key = signing_key::load_or_create(&config.data).map_err(data_fault)?;
        let address = config.listen;
        let listen_fault = |source| ServerFault::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen_fault)?;
        let address = listener.local_addr().map_err(listen_fault)?;

        let own = PrivateLiveKit::start(&config.calls, &config.data, address).map_err(data_fault)?;
        let (own_livekit, livekit) = own.map_or((None, config.calls.livekit()), |(own, of)| (Some(own), Some(of)));
        metrics::install();
        let limits = Limits::new(config.limits);
        let calls = Calls { livekit, news: News::default(), lease: Lease::default(), patience: Patience::default() };
        let app = App::new(Parts {
            config,
            database,
            clock,
            access_tokens: AccessTokens::new(&key),
            passwords: Passwords::new().map_err(|fault| ServerFault::Passwords(fault.to_string()))?,
            limits,
            versions: Versions::default(),
            calls,
            ended_sessions: EndedSessions::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
        });
        let server = Self { app, address, cluster: None, _livekit: own_livekit };
        if let Err(fault) = server.app.ended_sessions.look(&server.app.database, &server.app.clock).await {
            tracing::warn!(%fault, "the database does not answer yet");
        }
        server.background(
            "ended sessions",
            |app| async move { app.ended_sessions.follow(&app.database, &app.clock).await },
        );
        server.background("housekeeping", |app| async move { housekeeping::run(&app).await });
        server.background("wake-up of sockets", |app| async move { realtime::follow_commits(&app).await });
        server.background("news of other processes", |app| async move { realtime::listen(&app).await });
        server.background("clocks of calls", |app| async move { calls::timers::run(&app).await });
        server.background("rooms of calls", |app| async move { calls::rooms::run(&app).await });
        server.background("lease of this process", |app| async move { lease::run(&app).await });
        server.background("how colleagues are shown", |app| async move { presence::board::follow(&app).await });
        server.background("calls for other processes", |app| async move { calls::news::tell_others(&app).await });
        server.listen(listener);
        Ok(server)
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its parts.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Lets running requests finish, ends the background tasks, and stops an own cluster nobody else uses.
    pub async fn stop(self) -> Result<(), ServerFault> {
        self.app.stopping.cancel();
        self.app.tasks.close();
        self.app.tasks.wait().await;
        if let Err(fault) = lease::give_up(&self.app).await {
            tracing::warn!(%fault, "devices of this process count as reachable until its lease ends");
        }
        self.app.database.close().await;
        match self.cluster {
            Some(cluster) => Ok(cluster.stop().await?),
            None => Ok(()),
        }
    }

    /// Runs a task until the server stops.
    fn background<F>(&self, name: &'static str, task: impl FnOnce(App) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let stopping = self.app.stopping.clone();
        let task = task(self.app.clone());
        self.app.tasks.spawn(async move {
            tokio::select! {
                () = stopping.cancelled() => {}
                () = task => tracing::error!(task = name, "a background task ended by itself"),
            }
        });
    }

    fn listen(&self, listener: TcpListener) {
        let service = router(self.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = self.app.stopping.clone();
        self.app.tasks.spawn(async move {
            let serving = axum::serve(listener, service).with_graceful_shutdown(stopping.cancelled_owned());
            if let Err(fault) = serving.await {
                tracing::error!(%fault, "the listener failed");
            }
        });
    }
}
