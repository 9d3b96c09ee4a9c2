//! How colleagues were last shown to the devices of this process. Whoever may be shown differently is marked, looked up
//! once however many devices there are, and told only if it is so.

use super::of;
use crate::app::App;
use leadline_protocol::call::PresenceOf;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::sleep;
use uuid::Uuid;

/// Marks that come within this time are looked up together.
const GATHER: Duration = Duration::from_millis(20);
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Where a mark comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Another process, which has told all others.
    Elsewhere,
    /// This process, which is to tell the others.
    Here,
}

/// The board. Profiles stand on it under their organisation.
#[derive(Debug, Default)]
pub struct Board {
    marked: Mutex<HashMap<Uuid, HashMap<Uuid, Origin>>>,
    shown: Mutex<HashMap<Uuid, PresenceOf>>,
    news: Notify,
    looks: AtomicU64,
}

impl Board {
    /// Somebody may be shown differently.
    pub fn mark(&self, org_id: Uuid, profile: Uuid, origin: Origin) {
        let mut marked = lock(&self.marked);
        let mark = marked.entry(org_id).or_default().entry(profile).or_insert(origin);
        *mark = origin.max(*mark);
        self.news.notify_one();
    }

    /// What was shown may not be what the other processes show, so the next look is told whatever it finds.
    pub fn forget(&self) {
        lock(&self.shown).clear();
    }

    /// How often the database was asked.
    pub fn looks(&self) -> u64 {
        self.looks.load(Ordering::Relaxed)
    }

    fn take(&self) -> HashMap<Uuid, HashMap<Uuid, Origin>> {
        std::mem::take(&mut lock(&self.marked))
    }

    /// Notes how somebody is shown; whether that is new.
    fn is_new(&self, of: &PresenceOf) -> bool {
        lock(&self.shown).insert(of.profile_id, of.clone()).as_ref() != Some(of)
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks up who was marked, for as long as the server runs.
pub async fn follow(app: &App) {
    let board = &app.calls.news.board;
    loop {
        board.news.notified().await;
        sleep(GATHER).await;
        for (org, marks) in board.take() {
            if marks.values().any(|origin| *origin == Origin::Here) || app.calls.news.anybody_listens(org) {
                look(app, org, &marks).await;
            }
        }
    }
}

async fn look(app: &App, org: Uuid, marks: &HashMap<Uuid, Origin>) {
    let board = &app.calls.news.board;
    let profiles: Vec<Uuid> = marks.keys().copied().collect();
    board.looks.fetch_add(1, Ordering::Relaxed);
    match of(app, org, &profiles).await {
        Ok(shown) => {
            for of in shown.into_iter().filter(|of| board.is_new(of)) {
                let origin = marks.get(&of.profile_id).copied().unwrap_or(Origin::Elsewhere);
                app.calls.news.show(org, of, origin);
            }
        }
        Err(fault) => {
            tracing::warn!(%fault, "how colleagues are shown cannot be read for the moment");
            sleep(AGAIN_AFTER).await;
            marks.iter().for_each(|(profile, origin)| board.mark(org, *profile, *origin));
        }
    }
}
