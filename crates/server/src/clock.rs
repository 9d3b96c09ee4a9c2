//! Where the server gets the time from; tests bring their own.

use leadline_domain::Millis;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A source of the present time. Copies share it.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The computer's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `now` until it is moved.
    pub fn standing_at(now: Millis) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(now))))
    }

    /// Milliseconds since the epoch.
    pub fn now(&self) -> Millis {
        match &self.0 {
            Source::System => chrono::Utc::now().timestamp_millis(),
            Source::Set(now) => now.load(Ordering::SeqCst),
        }
    }

    /// Moves a standing clock forward by `milliseconds`; the computer's clock moves by itself.
    pub fn advance(&self, milliseconds: Millis) {
        if let Source::Set(now) = &self.0 {
            now.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }
}
