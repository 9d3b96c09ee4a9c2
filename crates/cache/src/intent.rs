//! What a person wants done, as the desktop hands it over.

use crate::ChangeSet;
use leadline_domain::{Entity, Millis, Value};
use uuid::Uuid;

/// One thing to do to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// What it is.
    pub entity: Entity,
    /// The record; for a tagging always [`leadline_domain::scope::tagging_id`], whatever is given.
    pub record: Uuid,
    /// What to do.
    pub op: IntentOp,
}

/// What to do to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntentOp {
    /// Make it. Making one that is there already changes nothing; making one that was put away brings it back.
    Create {
        /// Named values; fields not named are empty.
        values: Vec<(String, Value)>,
    },
    /// Set fields.
    Update {
        /// Named values.
        values: Vec<(String, Value)>,
    },
    /// Put it away, with what hangs on it.
    Delete,
    /// Bring it back, with what it took along.
    Restore,
}

/// Who does it, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Author {
    /// The organisation.
    pub org: Uuid,
    /// The person.
    pub me: Uuid,
    /// The device's clock, corrected by the offset from the server's.
    pub now: Millis,
}

/// Whose cache it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The organisation.
    pub org: Uuid,
    /// The person.
    pub me: Uuid,
    /// The id this file gets if it has none yet: random, never used twice.
    pub client_id: Uuid,
}

/// What came of a write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many records changed.
    pub count: u32,
    /// Give this to [`crate::Cache::undo`]; `None` when nothing changed or it cannot be taken back.
    pub undo: Option<Uuid>,
    /// What changed.
    pub changed: ChangeSet,
}

/// What came of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What changed.
    pub changed: ChangeSet,
    /// Whether to pull again at once: another page waits, or this one could not be used.
    pub more: bool,
    /// Rows of the page that were taken; 0 if the page came too late to be used.
    pub rows: usize,
    /// Whether the server was restored: everything is pulled anew, and what it may have forgotten is to be pushed again.
    pub started_over: bool,
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Edits that wait, are on their way, or are blocked by a refused one.
    pub waiting: u32,
    /// When the oldest of them was made.
    pub oldest_waiting_at: Option<Millis>,
    /// Refused edits.
    pub refused: u32,
    /// Records two people edited differently.
    pub conflicts: u32,
    /// Size of the files in bytes.
    pub bytes: u64,
}
