//! The tokens of one session. The access token lives in memory only; the refresh token is kept as a secret.

use crate::secrets::Secrets;
use crate::server_link::ServerLink;
use crate::{beside, problem};
use leadline_domain::Millis;
use leadline_protocol::auth::Session;
use leadline_protocol::{Code, Problem};
use leadline_sync::{AccessToken, Credentials, LinkFault};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// An access token with less time left than this is exchanged before it is used.
const REFRESH_AHEAD: Duration = Duration::from_secs(60);

/// The tokens of one session.
pub struct Tokens {
    link: ServerLink,
    secrets: Arc<dyn Secrets>,
    now: fn() -> Millis,
    /// The name of the refresh token among the secrets.
    name: String,
    held: Mutex<Option<Held>>,
}

#[derive(Clone)]
struct Held {
    text: String,
    ends_at: Millis,
}

impl Tokens {
    /// Tokens kept under `name`; no access token yet.
    pub fn new(link: ServerLink, secrets: Arc<dyn Secrets>, now: fn() -> Millis, name: String) -> Self {
        Self { link, secrets, now, name, held: Mutex::new(None) }
    }

    /// The server these tokens are for.
    pub fn link(&self) -> &ServerLink {
        &self.link
    }

    /// An access token that is still good for a while.
    async fn access(&self) -> Result<String, Problem> {
        let held = self.held.lock().await.clone().map(|held| self.token(&held));
        match held {
            Some(token) if token.left > REFRESH_AHEAD => Ok(token.text),
            stale => self.exchange(stale).await.map(|token| token.text),
        }
    }

    /// Asks the server with an access token, and once more with a fresh one where the server does not take it: after a
    /// clock was set back it looks younger here than it is.
    pub async fn ask<T, A>(&self, question: impl Fn(String) -> A) -> Result<T, Problem>
    where
        A: Future<Output = Result<T, Problem>>,
    {
        let text = self.access().await?;
        match question(text.clone()).await {
            Err(problem) if matches!(problem.code, Code::TokenExpired | Code::Unauthenticated) => {
                let fresh = self.exchange(Some(AccessToken { text, left: Duration::ZERO })).await?;
                question(fresh.text).await
            }
            answer => answer,
        }
    }

    /// Exchanges the refresh token. Whoever asks meanwhile gets what the first one got, because a refresh token can be
    /// used once: `stale` is the token the asker holds.
    async fn exchange(&self, stale: Option<AccessToken>) -> Result<AccessToken, Problem> {
        let mut held = self.held.lock().await;
        if let Some(newer) = held.as_ref().filter(|held| stale.is_none_or(|stale| stale.text != held.text)) {
            return Ok(self.token(newer));
        }
        let refresh_token = self.refresh_token().await?.ok_or(Code::SessionEnded)?;
        let session = self.link.refresh(&refresh_token).await?;
        self.keep_refresh_token(&session.refresh_token).await?;
        let fresh = self.held_of(&session);
        let token = self.token(&fresh);
        *held = Some(fresh);
        Ok(token)
    }

    /// Takes the tokens of a fresh sign-in.
    pub async fn take(&self, session: &Session) -> Result<(), Problem> {
        let mut held = self.held.lock().await;
        self.keep_refresh_token(&session.refresh_token).await?;
        *held = Some(self.held_of(session));
        Ok(())
    }

    /// As [`Tokens::take`], before anybody else knows these tokens. Blocks.
    pub fn take_at_once(&self, session: &Session) -> Result<(), Problem> {
        let kept = self.secrets.set(&self.name, session.refresh_token.as_bytes());
        kept.map_err(|fault| problem::of_secrets(&fault))?;
        *self.held.blocking_lock() = Some(self.held_of(session));
        Ok(())
    }

    /// Ends the session at the server if it can be reached, and forgets both tokens. Without network the server drops
    /// the session when its time is over.
    pub async fn sign_out(&self) -> Result<(), Problem> {
        let mut held = self.held.lock().await;
        *held = None;
        if let Some(refresh_token) = self.refresh_token().await?
            && let Err(problem) = self.link.sign_out(&refresh_token).await
        {
            tracing::info!(code = ?problem.code, "the server was not told of the sign-out");
        }
        let (secrets, name) = (self.secrets.clone(), self.name.clone());
        beside(move || secrets.remove(&name)).await?.map_err(|fault| problem::of_secrets(&fault))
    }

    fn held_of(&self, session: &Session) -> Held {
        let life = i64::try_from(session.expires_in_s.saturating_mul(1000)).unwrap_or(i64::MAX);
        Held { text: session.access_token.clone(), ends_at: (self.now)().saturating_add(life) }
    }

    fn token(&self, held: &Held) -> AccessToken {
        let left = u64::try_from(held.ends_at.saturating_sub((self.now)())).unwrap_or(0);
        AccessToken { text: held.text.clone(), left: Duration::from_millis(left) }
    }

    /// The refresh token, if there is one; fails where the secrets cannot be read.
    pub async fn refresh_token(&self) -> Result<Option<String>, Problem> {
        let (secrets, name) = (self.secrets.clone(), self.name.clone());
        let secret = beside(move || secrets.get(&name)).await?.map_err(|fault| problem::of_secrets(&fault))?;
        Ok(secret.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    async fn keep_refresh_token(&self, token: &str) -> Result<(), Problem> {
        let (secrets, name, token) = (self.secrets.clone(), self.name.clone(), token.to_owned());
        beside(move || secrets.set(&name, token.as_bytes())).await?.map_err(|fault| problem::of_secrets(&fault))
    }
}

/// The same tokens, as sync asks for them.
pub struct SyncCredentials(pub Arc<Tokens>);

impl SyncCredentials {
    /// Runs to its end even if nobody waits any more: an exchange replaces the refresh token, which must be kept.
    async fn exchange(&self, stale: Option<AccessToken>) -> Result<AccessToken, LinkFault> {
        let tokens = self.0.clone();
        match tokio::spawn(async move { tokens.exchange(stale).await }).await {
            Ok(answer) => answer.map_err(link_fault),
            Err(_) => Err(LinkFault::Refused(Code::Internal.into())),
        }
    }
}

#[async_trait::async_trait]
impl Credentials for SyncCredentials {
    async fn access_token(&self) -> Result<AccessToken, LinkFault> {
        let held = self.0.held.lock().await.clone();
        match held {
            Some(held) => Ok(self.0.token(&held)),
            None => self.exchange(None).await,
        }
    }

    async fn refresh(&self) -> Result<AccessToken, LinkFault> {
        let held = self.0.held.lock().await.clone();
        self.exchange(held.map(|held| self.0.token(&held))).await
    }
}

fn link_fault(problem: Problem) -> LinkFault {
    match problem.code {
        Code::Offline => LinkFault::Offline,
        Code::NotLeadline => LinkFault::NotLeadline,
        Code::ClockWrong => LinkFault::ClockWrong,
        _ => LinkFault::Refused(problem),
    }
}
