//! Calls that were.

use super::{CallOther, api};
use leadline_domain::call::{CallOutcome, EndReason, Media};
use uuid::Uuid;

api! {
    /// Command `call_history`; asks the server, and tells what is known here without it.
    pub struct CallHistoryQuery {
        /// Only calls about this client.
        pub client_id: Option<Uuid>,
        /// Only those the other side made and this one did not take.
        pub missed_only: bool,
        /// Only incoming or only outgoing ones.
        pub incoming: Option<bool>,
        /// Older than this call, from [`CallHistory::next`].
        pub before: Option<Uuid>,
    }

    /// Calls that were.
    pub struct CallHistory {
        /// Newest first.
        pub rows: Vec<CallHistoryRow>,
        /// Whether older ones may follow.
        pub more: bool,
        /// Where to go on.
        pub next: Option<Uuid>,
        /// The server cannot be reached: these are the calls this computer knows of.
        pub offline: bool,
    }

    /// A call that was, or still is.
    pub struct CallHistoryRow {
        /// The call.
        pub id: Uuid,
        /// Whether this person was called. Of colleagues' calls: whether the colleague was.
        pub incoming: bool,
        /// Whether it came in and nobody took it.
        pub missed: bool,
        /// Voice, or voice and picture.
        pub media: Media,
        /// Who was at the other end; the name is empty if nothing is known of them here.
        pub other: CallOther,
        /// The several who were called, if it was not one person alone.
        pub group: Option<String>,
        /// The colleague who called or was called.
        pub agent_id: Uuid,
        /// The client it was about.
        pub client_id: Option<Uuid>,
        /// When it was started.
        #[ts(type = "number")]
        pub started_at: i64,
        /// When it ended.
        #[ts(type = "number | null")]
        pub ended_at: Option<i64>,
        /// How long both sides were connected, in seconds.
        pub seconds: Option<u32>,
        /// Why it ended.
        pub end_reason: Option<EndReason>,
        /// How it went, as the person said.
        pub outcome: Option<CallOutcome>,
    }
}
