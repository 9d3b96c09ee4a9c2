//! The synced records: reading and writing them, for every entity alike.
//!
//! [`Writing`] is the one way a record changes, whoever asks: a device's push, the HTTP API, an import, a change to the
//! team. The change itself runs as the caller's database role; [`Writing::finish`] then numbers the transaction, stamps
//! the rows and writes the change log, as the transaction's last step. A trigger refuses a commit that left it out.

mod columns;
mod edit;
mod finish;
mod making;
mod writing;

pub use columns::{by_id, by_ids, select};
pub(crate) use columns::{read, read_extra, select_with};
pub use edit::{Edit, attempt};
pub use writing::{NewRecord, Place, Writing};

use leadline_domain::{Entity, Millis, Value};
use uuid::Uuid;

/// Most records in one numbered transaction of an import, so that nobody waits long behind it.
pub const BULK_ROWS: usize = 500;

/// A record as it stands in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The record.
    pub id: Uuid,
    /// The client it hangs on; itself if it hangs on none.
    pub root: Uuid,
    /// Where it is visible.
    pub scope: Uuid,
    /// The version devices know it by.
    pub version: i64,
    /// The version at which it entered its scope; 0 for what hangs on a client.
    pub enter: i64,
    /// The version of its last edit; a move of the client it hangs on is none.
    pub edited: i64,
    /// When it was made.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: Uuid,
    /// When it was changed last.
    pub updated_at: Millis,
    /// Who changed it last.
    pub updated_by: Uuid,
    /// When it was put away.
    pub deleted_at: Option<Millis>,
    /// In the order of [`Entity::fields`].
    pub values: Vec<Value>,
}

impl Stored {
    /// The content of a field; nothing if the entity has no such field.
    pub fn value(&self, entity: Entity, field: &str) -> Value {
        entity.position(field).and_then(|at| self.values.get(at)).cloned().unwrap_or_default()
    }
}
