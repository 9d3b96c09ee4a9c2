//! What happened with a client.

use super::{ActivityRow, SyncMark, rows};
use leadline_domain::LifecycleStage;
use uuid::Uuid;

rows! {
    /// One thing on a client's timeline, newest first.
    pub struct TimelineItem {
        /// The record behind it.
        pub id: Uuid,
        /// When it happened (for open activities: when it was made).
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
        /// Who.
        pub by: Option<Uuid>,
        /// What.
        pub what: TimelineWhat,
        /// Whether it has reached the server.
        pub sync: SyncMark,
    }

    /// What a timeline item is.
    pub enum TimelineWhat {
        /// Something written down.
        Note {
            /// The text.
            body: String,
            /// Kept on top.
            pinned: bool,
        },
        /// Something planned or done.
        Activity {
            /// The activity.
            activity: ActivityRow,
        },
        /// A step through the funnel.
        Stage {
            /// From.
            from: Option<LifecycleStage>,
            /// To.
            to: LifecycleStage,
        },
        /// The client was made.
        Created,
    }

    /// Command `timeline`.
    pub struct TimelineQuery {
        /// The client.
        pub client_id: Uuid,
        /// Only these: "note", "call", "email", "meeting", "task", "change"; empty means all.
        pub kinds: Vec<String>,
        /// Older than this item's time and id.
        #[cfg_attr(feature = "ts", ts(type = "[number, string] | null"))]
        pub before: Option<(i64, Uuid)>,
        /// At most 100.
        pub limit: u32,
    }

    /// A stretch of the timeline.
    pub struct Timeline {
        /// Newest first; pinned notes are first on the first page.
        pub items: Vec<TimelineItem>,
        /// Whether older ones follow.
        pub more: bool,
    }
}
