//! The sync centre: connection, queue, refused edits and conflicts.

use super::api;
use leadline_cache::rows::{ConflictRow, QueuedEdit};
use uuid::Uuid;

api! {
    /// Whether the server answers.
    pub enum Link {
        /// It does.
        Online,
        /// It does not; tries again by itself.
        Offline,
        /// Asking right now.
        Connecting,
        /// The server wants a new sign-in.
        SignInAgain,
        /// This app is too old for the server.
        UpgradeRequired,
        /// There is none: the person works on this computer alone.
        Alone,
    }

    /// Command `sync_status`, and event `sync`.
    pub struct SyncStatus {
        /// Whether the server answers.
        pub link: Link,
        /// Last time everything was exchanged.
        #[ts(type = "number | null")]
        pub synced_at: Option<i64>,
        /// Edits that wait.
        pub waiting: u32,
        /// When the oldest waiting edit was made.
        #[ts(type = "number | null")]
        pub oldest_waiting_at: Option<i64>,
        /// Refused edits that need a person.
        pub refused: u32,
        /// Conflicts that need a person.
        pub conflicts: u32,
        /// First sync: rows here and rows in all (an estimate); `None` once complete.
        #[ts(type = "[number, number] | null")]
        pub first_sync: Option<(u64, u64)>,
        /// When it tries again, if offline.
        #[ts(type = "number | null")]
        pub next_try_at: Option<i64>,
        /// Milliseconds the last answer took.
        #[ts(type = "number | null")]
        pub answer_ms: Option<u64>,
        /// How far this computer's clock is from the server's, in milliseconds; shown when beyond two minutes.
        #[ts(type = "number")]
        pub clock_off_ms: i64,
        /// Size of the local data in bytes.
        #[ts(type = "number")]
        pub bytes: u64,
    }

    /// Command `sync_queue`.
    pub struct Queue {
        /// Refused and blocked first, then waiting in order, then sent in the last hour; at most 500.
        pub edits: Vec<QueuedEdit>,
    }

    /// Command `storage_check`.
    pub struct StorageChecked {
        /// Whether the whole file is sound. If not, it was set aside and a fresh one took over what can be read.
        pub sound: bool,
    }

    /// Commands `edit_retry` and `edit_discard`.
    pub struct EditId {
        /// The edit.
        pub id: Uuid,
    }

    /// Command `conflicts`.
    pub struct Conflicts {
        /// Oldest first.
        pub conflicts: Vec<ConflictRow>,
    }

    /// Command `conflict_resolve`.
    pub struct Resolve {
        /// The conflict.
        pub id: Uuid,
        /// Fields where mine is kept; for all others theirs stays.
        pub mine: Vec<String>,
    }
}
