//! Which access tokens no longer count although their time is not over: sessions that were ended and people whose role
//! changed. Kept in memory so that checking a token costs no round trip, and fed from the database so that what one
//! server process ends, every process refuses within a second.

use super::access_token::{Claims, LIFE_MS};
use crate::actor::Scope;
use crate::clock::Clock;
use crate::database::{Access, Database};
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_protocol::Code;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::broadcast;
use uuid::Uuid;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Two processes' clocks may differ by this much.
const CLOCK_DIFFERENCE_MS: Millis = 60_000;
const NEWS: usize = 256;

/// Something that makes tokens stop counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A session.
    Session {
        /// Which.
        id: Uuid,
        /// Whether its device must erase its data.
        wipe: bool,
    },
    /// Every token of a person made before `version`.
    TokensBefore {
        /// Whose.
        user_id: Uuid,
        /// The smallest version that counts.
        version: i32,
    },
}

/// What was ended in the last minutes.
#[derive(Debug)]
pub struct EndedSessions {
    known: RwLock<Known>,
    news: broadcast::Sender<Ended>,
}

#[derive(Debug, Default)]
struct Known {
    sessions: HashMap<Uuid, (bool, Millis)>,
    versions: HashMap<Uuid, (i32, Millis)>,
}

impl Default for EndedSessions {
    fn default() -> Self {
        Self { known: RwLock::default(), news: broadcast::channel(NEWS).0 }
    }
}

impl EndedSessions {
    /// Whether a token with these claims still counts.
    pub fn check(&self, claims: &Claims) -> Result<(), Code> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        match known.sessions.get(&claims.sid) {
            Some((true, _)) => return Err(Code::WipeRequired),
            Some((false, _)) => return Err(Code::SessionEnded),
            None => {}
        }
        match known.versions.get(&claims.sub) {
            Some((version, _)) if claims.tv < *version => Err(Code::TokenExpired),
            _ => Ok(()),
        }
    }

    /// Notes what was just committed, before the request that did it is answered.
    pub fn note(&self, ended: Ended, now: Millis) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let is_news = match ended {
            Ended::Session { id, wipe } => {
                known.sessions.insert(id, (wipe, now)).is_none_or(|(before, _)| before != wipe)
            }
            Ended::TokensBefore { user_id, version } => {
                known.versions.insert(user_id, (version, now)).is_none_or(|(before, _)| before != version)
            }
        };
        if is_news {
            // Nobody listening is fine: only open sockets need to hear of it.
            let _ = self.news.send(ended);
        }
    }

    /// What is ended from now on.
    pub fn news(&self) -> broadcast::Receiver<Ended> {
        self.news.subscribe()
    }

    /// Learns from the database what any process ended while tokens made before can still be in use.
    pub async fn look(&self, database: &Database, clock: &Clock) -> Served<()> {
        let now = clock.now();
        let since = now - LIFE_MS - CLOCK_DIFFERENCE_MS;
        let (sessions, versions) = database
            .run(Scope::SignIn, Access::Read, |tx| {
                Box::pin(async move {
                    let sessions: Vec<(Uuid, bool, Millis)> = sqlx::query_as(
                        "select id, wipe_requested_at is not null and wiped_at is null, ended_at from sessions
                     where ended_at >= $1",
                    )
                    .bind(since)
                    .fetch_all(&mut **tx)
                    .await?;
                    let versions: Vec<(Uuid, i32, Millis)> = sqlx::query_as(
                        "select id, token_version, token_changed_at from users
                     where token_changed_at > 0 and token_changed_at >= $1",
                    )
                    .bind(since)
                    .fetch_all(&mut **tx)
                    .await?;
                    Ok((sessions, versions))
                })
            })
            .await?;
        for (id, wipe, at) in sessions {
            self.note(Ended::Session { id, wipe }, at);
        }
        for (user_id, version, at) in versions {
            self.note(Ended::TokensBefore { user_id, version }, at);
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.sessions.retain(|_, (_, at)| *at >= since);
        known.versions.retain(|_, (_, at)| *at >= since);
        Ok(())
    }

    /// Looks every second, for as long as the server runs.
    pub async fn follow(&self, database: &Database, clock: &Clock) {
        loop {
            if let Err(fault) = self.look(database, clock).await {
                tracing::warn!(%fault, "ended sessions cannot be read for the moment");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}
