//! A system on which the app makes no notifications of what came up.

use leadline_desktop::api::{Language, Told};
use uuid::Uuid;

/// None at all.
pub struct NoticeNotifications;

impl NoticeNotifications {
    /// Nothing to connect to.
    pub async fn connect(_: impl Fn(Told) + Send + Sync + 'static) -> Self {
        Self
    }

    /// Nothing is shown.
    pub async fn show(&self, _: Told, _: &Language) {}

    /// Nothing is shown.
    pub async fn try_one(&self, _: &Language) {}

    /// Nothing stands.
    pub async fn is_empty(&self) -> bool {
        true
    }

    /// There is nothing to withdraw.
    pub async fn withdraw(&self, _: impl Fn(&Uuid) -> bool) {}
}
