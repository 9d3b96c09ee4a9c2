//! What the person is told of.

use super::api;
use uuid::Uuid;

api! {
    /// Command `notifications_seen`; answer [`super::Done`]. On every device of the person.
    pub struct NotificationsSeen {
        /// Which.
        pub ids: Vec<Uuid>,
    }
}
