//! Edits on their way, and where two people meant different things.

use super::rows;
use leadline_domain::merge::FieldConflict;
use leadline_domain::{Entity, Value};
use leadline_protocol::Problem;
use uuid::Uuid;

rows! {
    /// One edit in the queue.
    pub struct QueuedEdit {
        /// The edit.
        pub id: Uuid,
        /// What it edits.
        pub entity: Entity,
        /// The record.
        pub record: Uuid,
        /// The client it belongs to; `None` also when that is no longer here to be looked at.
        pub client_id: Option<Uuid>,
        /// The client's name, or the record's own, as it was last known here.
        pub title: String,
        /// Made, changed, deleted or brought back.
        pub op: EditOp,
        /// Fields it sets, with their new values.
        #[cfg_attr(feature = "ts", ts(type = "[string, string | number | boolean | null][]"))]
        pub fields: Vec<(String, Value)>,
        /// When it was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
        /// Where it stands.
        pub state: EditState,
        /// Why it was refused.
        pub problem: Option<Problem>,
        /// When the server had it; `None` until it is known to.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub done_at: Option<i64>,
    }

    /// What an edit does.
    pub enum EditOp {
        /// Makes a record.
        Create,
        /// Changes fields.
        Update,
        /// Puts away.
        Delete,
        /// Brings back.
        Restore,
    }

    /// Where an edit stands.
    pub enum EditState {
        /// Waits.
        Waiting,
        /// On its way.
        Sending,
        /// Refused; a person decides.
        Refused,
        /// Waits for a refused edit of the same client.
        Blocked,
        /// Reached the server.
        Sent,
    }

    /// What went through the exchange lately.
    pub struct History {
        /// Edits the server took from here, newest first.
        pub sent: Vec<QueuedEdit>,
        /// Clients changed elsewhere, newest first.
        pub received: Vec<ReceivedChange>,
    }

    /// A client as somebody else left it.
    pub struct ReceivedChange {
        /// The client.
        pub client_id: Uuid,
        /// Its name.
        pub title: String,
        /// Its company.
        pub subtitle: Option<String>,
        /// Who changed it.
        pub by: Uuid,
        /// When.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
    }

    /// A record two people edited differently.
    pub struct ConflictRow {
        /// The conflict.
        pub id: Uuid,
        /// What was edited.
        pub entity: Entity,
        /// The record.
        pub record: Uuid,
        /// The client it belongs to.
        pub client_id: Option<Uuid>,
        /// The client's name, or the record's own.
        pub title: String,
        /// Its company.
        pub subtitle: Option<String>,
        /// The fields to decide.
        pub fields: Vec<FieldConflict>,
        /// When my edit was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub mine_at: i64,
        /// Who made theirs.
        pub theirs_by: Uuid,
        /// When theirs was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub theirs_at: i64,
    }
}
