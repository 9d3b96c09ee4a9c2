//! What ties a workplace to its server.

use super::names::Names;
use crate::Parts;
use crate::secrets::Secrets;
use crate::server_link::ServerLink;
use crate::tokens::{SyncCredentials, Tokens};
use leadline_cache::Cache;
use leadline_protocol::Problem;
use leadline_protocol::auth::Session;
use leadline_sync::{HttpLink, SyncRunner};
use std::sync::Arc;
use url::Url;

/// The session at the server and the exchange with it.
pub struct Exchange {
    /// The session's tokens.
    pub tokens: Arc<Tokens>,
    /// The exchange.
    pub sync: SyncRunner,
}

impl Exchange {
    /// Starts to sync; with the tokens of a fresh session, if there is one. Blocks; must be called inside a tokio
    /// runtime.
    pub(super) fn start(
        parts: &Parts,
        secrets: Arc<dyn Secrets>,
        server: Url,
        names: &Names,
        cache: &Cache,
        session: Option<&Session>,
    ) -> Result<Self, Problem> {
        let surroundings = parts.surroundings;
        let link = HttpLink::new(&server, &format!("Leadline/{}", parts.version)).map_err(|fault| fault.problem())?;
        let link_of_tokens = ServerLink::new(server)?;
        let tokens = Arc::new(Tokens::new(link_of_tokens, secrets, surroundings.now, names.refresh_token.clone()));
        if let Some(session) = session {
            tokens.take_at_once(session)?;
        }
        let sync = SyncRunner::start(
            cache.clone(),
            link,
            Arc::new(SyncCredentials(tokens.clone())),
            leadline_sync::Surroundings { now: surroundings.now, dice: Box::new(surroundings.dice) },
        );
        Ok(Self { tokens, sync })
    }
}
