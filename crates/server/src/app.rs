//! What every request shares.

use crate::auth::access_token::AccessTokens;
use crate::auth::ended_sessions::EndedSessions;
use crate::auth::password::Passwords;
use crate::calls::Calls;
use crate::clock::Clock;
use crate::config::Config;
use crate::database::Database;
use crate::http::limits::Limits;
use crate::realtime::Versions;
use std::ops::Deref;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The running server's parts. Copies share them.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

/// The parts themselves.
#[derive(Debug)]
pub struct Parts {
    /// How the server was set up.
    pub config: Config,
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Clock,
    /// Makes and checks access tokens.
    pub access_tokens: AccessTokens,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// How often one caller may ask.
    pub limits: Limits,
    /// How far organisations are, for the sockets.
    pub versions: Versions,
    /// What calls need.
    pub calls: Calls,
    /// Tokens that no longer count.
    pub ended_sessions: EndedSessions,
    /// What the server waits for before it ends.
    pub tasks: TaskTracker,
    /// Says that the server ends.
    pub stopping: CancellationToken,
}

impl App {
    /// Shares the parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
