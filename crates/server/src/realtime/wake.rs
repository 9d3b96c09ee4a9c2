//! Carrying "there is something new" from a commit to every server process.
//!
//! A NOTIFY inside the writing transaction would make all commits queue behind one lock, so commits are told in memory
//! and passed on to the other processes afterwards, many in one NOTIFY.

use crate::app::App;
use crate::calls::news;
use crate::database::Announcement;
use crate::failure::Served;
use sqlx::postgres::PgListener;
use std::collections::HashMap;
use std::fmt::Write;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

const CHANNEL: &str = "ll_wake";
const GATHER: Duration = Duration::from_millis(20);
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// PostgreSQL takes payloads below 8000 bytes; an id and a version take at most 57.
const MOST_IN_ONE: usize = 128;

/// Tells this process's sockets of its commits at once, and the other processes at most every 20 ms.
pub async fn follow_commits(app: &App) {
    let mut commits = app.database.announcements();
    while let Some(first) = next(app, &mut commits).await {
        let mut gathered = HashMap::from([(first.org_id, first.version)]);
        let until = tokio::time::Instant::now() + GATHER;
        while let Ok(more) = tokio::time::timeout_at(until, next(app, &mut commits)).await {
            let Some(more) = more else { break };
            let version = gathered.entry(more.org_id).or_insert(0);
            *version = more.version.max(*version);
        }
        let gathered: Vec<_> = gathered.into_iter().collect();
        for some in gathered.chunks(MOST_IN_ONE) {
            if let Err(fault) = app.database.notify(CHANNEL, &written(some)).await {
                // The commits are safe; the other processes hear of them when they look by themselves.
                tracing::warn!(%fault, "other server processes could not be told of a commit");
            }
        }
    }
}

async fn next(app: &App, commits: &mut Receiver<Announcement>) -> Option<Announcement> {
    loop {
        match commits.recv().await {
            Ok(commit) => {
                app.versions.reached(commit.org_id, commit.version);
                return Some(commit);
            }
            Err(RecvError::Lagged(missed)) => {
                tracing::warn!(missed, "commits came faster than they could be told");
                look(app).await;
            }
            Err(RecvError::Closed) => return None,
        }
    }
}

/// Hears of the other processes' commits. After every new connection it looks by itself what was missed.
pub async fn listen(app: &App) {
    loop {
        if let Err(fault) = hear(app).await {
            tracing::warn!(%fault, "listening for other server processes failed; trying again");
        }
        tokio::time::sleep(AGAIN_AFTER).await;
    }
}

async fn hear(app: &App) -> Served<()> {
    let mut listener: PgListener = app.database.listener().await?;
    listener.listen_all([CHANNEL, news::CHANNEL]).await?;
    loop {
        app.calls.news.board.forget();
        app.versions.read_all(&app.database).await?;
        while let Some(word) = listener.try_recv().await? {
            if word.channel() == news::CHANNEL {
                app.calls.news.heard(word.payload());
                continue;
            }
            for (org_id, version) in read(word.payload()) {
                app.versions.reached(org_id, version);
            }
        }
    }
}

async fn look(app: &App) {
    if let Err(fault) = app.versions.read_all(&app.database).await {
        tracing::warn!(%fault, "versions cannot be read for the moment");
    }
}

fn written(versions: &[(Uuid, i64)]) -> String {
    let mut payload = String::new();
    for (org_id, version) in versions {
        write!(payload, "{}:{version} ", org_id.simple()).expect("writing into a string cannot fail");
    }
    payload
}

fn read(payload: &str) -> impl Iterator<Item = (Uuid, i64)> {
    payload.split_whitespace().filter_map(|word| {
        let (org_id, version) = word.split_once(':')?;
        Some((org_id.parse().ok()?, version.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_understood_and_fits_into_one_notify() {
        let versions: Vec<_> = (0..MOST_IN_ONE).map(|at| (Uuid::from_u128(at as u128), i64::MAX)).collect();
        let payload = written(&versions);
        assert!(payload.len() < 8000);
        assert_eq!(read(&payload).collect::<Vec<_>>(), versions);
        assert_eq!(read("nonsense a:b 1").count(), 0);
    }
}
