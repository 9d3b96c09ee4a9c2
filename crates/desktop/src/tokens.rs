//! The tokens of one session. The access token lives in memory only; the refresh token is kept as a secret.

use crate::secrets::Secrets;
use crate::server_link::ServerLink;
use crate::surroundings::Surroundings;
use crate::{beside, session::secrets_problem};
use leadline_protocol::auth::Session;
use leadline_protocol::{Code, Problem};
use std::sync::Arc;

/// An access token with less time left than this is exchanged before it is used.
const REFRESH_AHEAD_MS: i64 = 60_000;

/// The tokens of one session.
pub struct Tokens {
    link: ServerLink,
    secrets: Arc<dyn Secrets>,
    surroundings: Arc<dyn Surroundings>,
    /// The name of the refresh token among the secrets.
    name: String,
    access: tokio::sync::Mutex<Option<Access>>,
}

struct Access {
    token: String,
    ends_at: i64,
}

impl Tokens {
    /// Tokens kept under `name`; no access token yet.
    pub fn new(
        link: ServerLink,
        secrets: Arc<dyn Secrets>,
        surroundings: Arc<dyn Surroundings>,
        name: String,
    ) -> Self {
        Self { link, secrets, surroundings, name, access: tokio::sync::Mutex::new(None) }
    }

    /// The server these tokens are for.
    pub fn link(&self) -> &ServerLink {
        &self.link
    }

    /// An access token that is still good for a while. Whoever asks meanwhile waits for the same exchange, because a
    /// refresh token can be used once.
    pub async fn access(&self) -> Result<String, Problem> {
        let mut access = self.access.lock().await;
        let now = self.surroundings.now();
        if let Some(good) = access.as_ref().filter(|access| access.ends_at - REFRESH_AHEAD_MS > now) {
            return Ok(good.token.clone());
        }
        let refresh_token = self.refresh_token().await?.ok_or(Code::SessionEnded)?;
        let session = self.link.refresh(&refresh_token).await?;
        self.keep_refresh_token(&session.refresh_token).await?;
        let token = session.access_token.clone();
        *access = Some(self.access_of(&session));
        Ok(token)
    }

    /// The server did not take the access token: the next [`Tokens::access`] exchanges it.
    pub async fn drop_access(&self) {
        *self.access.lock().await = None;
    }

    /// Takes the tokens of a fresh sign-in.
    pub async fn take(&self, session: &Session) -> Result<(), Problem> {
        let mut access = self.access.lock().await;
        self.keep_refresh_token(&session.refresh_token).await?;
        *access = Some(self.access_of(session));
        Ok(())
    }

    /// Forgets both tokens.
    pub async fn forget(&self) -> Result<(), Problem> {
        let mut access = self.access.lock().await;
        *access = None;
        let (secrets, name) = (self.secrets.clone(), self.name.clone());
        beside(move || secrets.remove(&name)).await?.map_err(|fault| secrets_problem(&fault))
    }

    fn access_of(&self, session: &Session) -> Access {
        let life_ms = i64::try_from(session.expires_in_s.saturating_mul(1000)).unwrap_or(i64::MAX);
        Access { token: session.access_token.clone(), ends_at: self.surroundings.now().saturating_add(life_ms) }
    }

    async fn refresh_token(&self) -> Result<Option<String>, Problem> {
        let (secrets, name) = (self.secrets.clone(), self.name.clone());
        let secret = beside(move || secrets.get(&name)).await?.map_err(|fault| secrets_problem(&fault))?;
        Ok(secret.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    async fn keep_refresh_token(&self, token: &str) -> Result<(), Problem> {
        let (secrets, name, token) = (self.secrets.clone(), self.name.clone(), token.to_owned());
        beside(move || secrets.set(&name, token.as_bytes())).await?.map_err(|fault| secrets_problem(&fault))
    }
}
