//! What is written down after a call.

use super::{CallView, api};
use leadline_domain::ActivityKind;
use leadline_domain::call::CallOutcome;
use uuid::Uuid;

api! {
    /// What is to be written down after a call.
    pub struct WrapUp {
        /// The call, which is over.
        pub call: CallView,
        /// How long both sides were connected, in seconds.
        pub seconds: u32,
        /// How it may have gone, as the organisation decided, in the order of the keys 1 to 9.
        pub outcomes: Vec<CallOutcome>,
    }

    /// Command `wrap_up_save`: writes the note onto the client, the outcome onto the call's activity, plans what is
    /// next, and drops the draft `call:<id>`. Answer [`super::Edited`].
    pub struct WrapUpSave {
        /// The call.
        pub call_id: Uuid,
        /// How it went.
        pub outcome: Option<CallOutcome>,
        /// What was said; empty for nothing.
        pub note: String,
        /// What is next.
        pub next: Option<NextActivity>,
    }

    /// What is to be done next.
    pub struct NextActivity {
        /// What it is about.
        pub subject: String,
        /// When it is due.
        #[ts(type = "number")]
        pub due_at: i64,
        /// Call, e-mail, meeting or task.
        pub kind: ActivityKind,
    }
}
