//! What is planned and what was done.

use super::{SyncMark, rows};
use leadline_domain::call::{CallDirection, CallOutcome, EndReason, LineQuality, Media};
use leadline_domain::words::Priority;
use leadline_domain::{ActivityKind, ActivityStatus};
use uuid::Uuid;

rows! {
    /// An activity as lists show it.
    pub struct ActivityRow {
        /// The activity.
        pub id: Uuid,
        /// Call, e-mail, meeting or task.
        pub kind: ActivityKind,
        /// What it is about.
        pub subject: String,
        /// More about it.
        pub body: Option<String>,
        /// The client it belongs to.
        pub client_id: Option<Uuid>,
        /// That client's name.
        pub client_name: Option<String>,
        /// Who does it.
        pub assignee_id: Uuid,
        /// Open, done or cancelled.
        pub status: ActivityStatus,
        /// How urgent.
        pub priority: Option<Priority>,
        /// When it is due.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub due_at: Option<i64>,
        /// When the person wants to be reminded of it, before it is due.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub remind_at: Option<i64>,
        /// When it was done.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub done_at: Option<i64>,
        /// When it was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub created_at: i64,
        /// The call it tells of, if it is one that was made in Leadline.
        pub call: Option<CallOfActivity>,
        /// Whether it has reached the server.
        pub sync: SyncMark,
    }

    /// What a call was.
    pub struct CallOfActivity {
        /// The call.
        pub id: Uuid,
        /// Which way it went, for the colleague whose call it is.
        pub direction: CallDirection,
        /// Voice, or voice and picture.
        pub media: Media,
        /// How long both sides were connected, in seconds.
        pub seconds: u32,
        /// Why it ended.
        pub end: Option<EndReason>,
        /// Whether it came in and nobody took it.
        pub missed: bool,
        /// How it went, as the person said.
        pub outcome: Option<CallOutcome>,
        /// How good the line was for whoever had the worst; `None` if nobody measured it.
        pub quality: Option<LineQuality>,
    }

    /// Command `my_day`.
    pub struct MyDayQuery {
        /// Midnight at the start of the person's today.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub today: i64,
        /// Now.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub now: i64,
    }

    /// My own activities, in the order they ask for attention.
    pub struct MyDay {
        /// Due before now, oldest first; at most 500.
        pub overdue: Vec<ActivityRow>,
        /// Due later today.
        pub today: Vec<ActivityRow>,
        /// Due in the seven days after today.
        pub upcoming: Vec<ActivityRow>,
        /// Open without a time.
        pub someday: Vec<ActivityRow>,
        /// Done today, newest first.
        pub done: Vec<ActivityRow>,
    }
}
