//! A system on which the app makes no notifications of calls.

use super::Pressed;
use leadline_desktop::NotificationService;
use leadline_desktop::api::{Calls, Language};
use uuid::Uuid;

/// Nothing shows any.
pub async fn service() -> Option<NotificationService> {
    None
}

/// None at all.
pub struct RingNotifications;

impl RingNotifications {
    /// Nothing to connect to.
    pub async fn connect(_: impl Fn(Uuid, Pressed) + Send + Sync + 'static) -> Self {
        Self
    }

    /// Whether every ring is shown.
    pub async fn show(&self, _: &Calls, _: &Language) -> bool {
        false
    }

    /// There is nothing to withdraw.
    pub async fn withdraw(&self) {}
}
