//! Things planned and done.

use super::api;
use leadline_cache::rows::ActivityRow;
use uuid::Uuid;

api! {
    /// Command `activities_of`: all activities of one client, open ones first.
    pub struct ActivityList {
        /// The activities.
        pub activities: Vec<ActivityRow>,
    }

    /// Command `activity_complete`; answer [`super::Edited`].
    pub struct CompleteRequest {
        /// The activity.
        pub id: Uuid,
        /// Done, or open again.
        pub done: bool,
    }

    /// Command `activity_snooze`; answer [`super::Edited`].
    pub struct SnoozeRequest {
        /// The activity.
        pub id: Uuid,
        /// The new due time.
        #[ts(type = "number")]
        pub until: i64,
    }
}
