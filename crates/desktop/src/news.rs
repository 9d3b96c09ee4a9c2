//! Tells the person of what comes up: tasks as they become due or are to be reminded of, calls as they turn out to be
//! missed. What comes up together, be it because the computer slept, is told as one.

use crate::api::{DesktopEvent, NoticeKind, NoticeRow, Told};
use crate::workplace::Workplace;
use crate::{Desktop, beside};
use leadline_cache::{CacheFault, ChangeSet, News};
use leadline_domain::{Entity, Millis};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError, error::TryRecvError};

/// The timers of a computer stand still while it sleeps and its clock does not, so the clock is looked at this often.
const LOOK: Millis = 30_000;

/// Tells what comes up for as long as the workplace is open.
pub async fn tell(desktop: Weak<Desktop>, workplace: Arc<Workplace>) {
    let mut changes = workplace.cache().watch();
    loop {
        let asked = workplace.clone();
        let News { rows, next } = match beside(move || news(&asked)).await {
            Ok(Ok(news)) => news,
            // Closed: it may be opened again, rebuilt; if not, the watch ends.
            Ok(Err(CacheFault::Closed)) => News::default(),
            Ok(Err(fault)) => {
                tracing::error!(%fault, "what came up cannot be told");
                News::default()
            }
            Err(_) => return,
        };
        {
            let Some(desktop) = desktop.upgrade() else { return };
            desktop.pop_up(rows, workplace.now());
        }
        tokio::select! {
            () = reach(next, &workplace) => {}
            goes_on = touched(&mut changes) => if !goes_on { return },
        }
    }
}

fn news(workplace: &Workplace) -> Result<News, CacheFault> {
    let me = workplace.signed_in().account.profile_id;
    workplace.cache().news(me, workplace.now(), workplace.clock_off_ms())
}

/// Waits for a moment, or for ever if there is none.
async fn reach(moment: Option<Millis>, workplace: &Workplace) {
    let Some(moment) = moment else { return std::future::pending().await };
    loop {
        let left = moment - workplace.now();
        let Some(left) = u64::try_from(left).ok().filter(|left| *left > 0) else { return };
        tokio::time::sleep(Duration::from_millis(left.min(LOOK.unsigned_abs()))).await;
    }
}

/// Waits until something changed that news are made of. Whether the watch goes on.
async fn touched(changes: &mut broadcast::Receiver<ChangeSet>) -> bool {
    let concerns = |changed: &ChangeSet| {
        changed.entities.iter().any(|entity| matches!(entity, Entity::Activity | Entity::Notification))
    };
    loop {
        match changes.recv().await {
            Ok(changed) if !concerns(&changed) => {}
            Ok(_) | Err(RecvError::Lagged(_)) => break,
            Err(RecvError::Closed) => return false,
        }
    }
    // Whatever else has changed by now is looked at together.
    while !matches!(changes.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {}
    true
}

impl Desktop {
    /// Tells the desktop what came up, as one for each kind, unless the person does not want to be told now.
    fn pop_up(&self, rows: Vec<NoticeRow>, now: Millis) {
        if rows.is_empty() {
            return;
        }
        let settings = self.installation.get().notices;
        let ahead_minutes = (self.parts.surroundings.utc_offset_minutes)();
        for news in by_kind(&rows, now) {
            if settings.let_up(news.kind, now, ahead_minutes) {
                self.events.tell(DesktopEvent::Told { news });
            }
        }
    }
}

fn by_kind(rows: &[NoticeRow], at: Millis) -> Vec<Told> {
    let of_kind = |kind: NoticeKind| {
        let mut rows = rows.iter().filter(|row| row.kind == kind);
        let newest = rows.next()?.clone();
        let ids = std::iter::once(newest.id).chain(rows.map(|row| row.id)).collect();
        Some(Told { kind, ids, newest, at })
    };
    [NoticeKind::MissedCall, NoticeKind::TaskDue, NoticeKind::Reminder].into_iter().filter_map(of_kind).collect()
}
