//! What wakes the runner from outside. Each kind is pending or not, so the queue is as long as there are kinds (and
//! calls that ring), and none is ever lost.

use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nudge {
    SignedIn,
    Committed,
    Focused,
    Asked,
    /// The ring of a call has reached this device.
    Ring {
        call: Uuid,
        shown: bool,
    },
}

#[derive(Debug, Default)]
pub(super) struct Nudges {
    pending: Mutex<Vec<Nudge>>,
    given: Notify,
}

impl Nudges {
    pub(super) fn give(&self, nudge: Nudge) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if !pending.contains(&nudge) {
            pending.push(nudge);
        }
        drop(pending);
        self.given.notify_one();
    }

    /// Waits for at least one and takes all; may be dropped while waiting without losing any.
    pub(super) async fn taken(&self) -> Vec<Nudge> {
        loop {
            self.given.notified().await;
            let pending = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
            if !pending.is_empty() {
                return pending;
            }
        }
    }
}
