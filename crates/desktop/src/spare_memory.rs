//! Memory that large work has left free goes back to the system once no more such work comes.

use leadline_calling::give_back_free_memory;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// So long nothing large was done: a person goes from list to list, and a window that closes takes a while to be gone.
const QUIET: Duration = Duration::from_secs(2);
/// Putting a list of so many clients in order is large work.
const MANY: u32 = 50_000;

/// Where large work tells that it is done.
#[derive(Clone, Default)]
pub struct SpareMemory {
    left: Arc<Notify>,
}

impl SpareMemory {
    /// Large work is done and has left memory free.
    pub fn is_left(&self) {
        self.left.notify_one();
    }

    /// A list of so many clients was put in order.
    pub fn is_left_by_list(&self, clients: u32) {
        if clients >= MANY {
            self.is_left();
        }
    }

    /// Gives it back, for ever.
    pub async fn give_back(self) {
        loop {
            self.left.notified().await;
            while tokio::time::timeout(QUIET, self.left.notified()).await.is_ok() {}
            if let Err(fault) = tokio::task::spawn_blocking(give_back_free_memory).await {
                tracing::warn!(%fault, "memory that is free is kept");
            }
        }
    }
}
