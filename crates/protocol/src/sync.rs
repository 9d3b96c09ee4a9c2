//! Pull and push. The rules are numbered as in ARCHITECTURE.md, "Sync rules".
//!
//! One integer `version` per organisation, given to every writing transaction as its last step under a row lock, is
//! the order of everything. A page of changes ends on a version boundary (R1).

use crate::problem::Problem;
use leadline_domain::merge::{Change, FieldConflict};
use leadline_domain::{Entity, Millis, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most rows a device may ask for in one page.
pub const MAX_PULL_ROWS: u32 = 5_000;
/// Most mutations in one push.
pub const MAX_PUSH_MUTATIONS: usize = 200;
/// Days a deletion is remembered; a device away for longer refills its scopes (R8).
pub const TOMBSTONE_DAYS: i64 = 90;

/// `POST /v1/sync/pull`: what is new since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// [`crate::PROTOCOL`].
    pub protocol: u32,
    /// The local data's own id: one per cache file, new after a copy or a restored server (R10, R11).
    pub client_id: Uuid,
    /// The epoch the device holds; `None` on the first pull.
    pub epoch: Option<Uuid>,
    /// How far each held scope is. A granted scope that is not listed starts at 0.
    pub since: Vec<Since>,
    /// The `floor` of the last page the device applied; 0 before the first (R8).
    #[serde(default)]
    pub floor: i64,
    /// Most rows in the page; at least one version is always sent whole.
    pub max_rows: u32,
}

/// How far a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// The scope.
    pub scope: Uuid,
    /// Everything up to and including this version is held.
    pub version: i64,
}

/// A page of changes. Everything in it is applied in one transaction (R1), and only if `epoch` is the one the device
/// asked with and the cursors have not moved since (R9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Changes when the server was restored from a backup (R11).
    pub epoch: Uuid,
    /// The request's `since`, so that a late answer is recognised (R9).
    pub asked: Vec<Since>,
    /// Scopes the device holds and may no longer see: everything in them is erased (R7).
    pub revoked: Vec<Uuid>,
    /// Scopes whose tombstones are gone: erased and refilled from 0 (R8). Only when the request's `floor` is below the
    /// server's: a device that fills a scope page by page passes through versions older than the oldest tombstone, and
    /// would start again for ever if its cursor alone were looked at.
    pub reset: Vec<Uuid>,
    /// The version up to which tombstones are gone. The device keeps it with the cursors, in the same transaction.
    #[serde(default)]
    pub floor: i64,
    /// Rows to store, parents before children within one version.
    pub rows: Vec<Row>,
    /// Rows to forget.
    pub gone: Vec<Gone>,
    /// The new cursor of every granted scope.
    pub cursors: Vec<Since>,
    /// Whether another page waits.
    pub more: bool,
    /// Present only on a page that reaches the head: the last mutation of this `client_id` the page includes (R6).
    pub acked_seq: Option<i64>,
    /// Rows still to come after this page, as an estimate for the progress line; 0 at the head.
    pub remaining: u64,
    /// Server time.
    pub now: Millis,
}

/// One record as the server has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is.
    pub entity: Entity,
    /// The record.
    pub id: Uuid,
    /// The client it hangs on; itself if it hangs on none.
    pub root: Uuid,
    /// Where it is visible.
    pub scope: Uuid,
    /// The version that wrote it last; a row replaces only an older one (R2).
    pub version: i64,
    /// For roots: the version at which it entered its scope; local children older than that are dropped first (R4).
    pub enter: i64,
    /// When it was made.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: Uuid,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Who changed it last.
    pub updated_by: Uuid,
    /// In the order of [`Entity::fields`]; may be longer than the device knows.
    pub values: Vec<Value>,
}

/// A record that was deleted or left the scope. Deletes a local row only if that is older than `version` (R2); a root
/// takes its children along (R3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// What it was.
    pub entity: Entity,
    /// The record.
    pub id: Uuid,
    /// The version that took it away.
    pub version: i64,
}

/// `POST /v1/sync/push`: edits made on the device, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// [`crate::PROTOCOL`].
    pub protocol: u32,
    /// The local data's own id.
    pub client_id: Uuid,
    /// The epoch the device holds.
    pub epoch: Option<Uuid>,
    /// At most [`MAX_PUSH_MUTATIONS`], consecutive in `seq` (R10).
    pub mutations: Vec<Mutation>,
}

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mutation {
    /// 1, 2, 3 … per `client_id`, without gaps (R10).
    pub seq: i64,
    /// Made on the device; the same edit sent twice is done once, even under another `client_id`.
    pub id: Uuid,
    /// What is edited.
    pub entity: Entity,
    /// The record.
    pub record: Uuid,
    /// What is done to it.
    pub op: Op,
    /// When, by the device's clock, corrected by the offset it measured; never used for order.
    pub at: Millis,
}

/// What a mutation does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Make the record with these values; fields not named are empty.
    Create {
        /// Named values.
        values: Vec<(String, Value)>,
    },
    /// Change fields.
    Update {
        /// The changes.
        changes: Vec<Change>,
    },
    /// Put it away. A client takes along what hangs on it.
    Delete {
        /// The version the author saw; a newer edit by somebody else makes this a conflict.
        seen: i64,
    },
    /// Bring it back with what it took along.
    Restore,
    /// Nothing: holds the place of an edit that was set aside.
    Nothing,
}

/// The answer to a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// Changes when the server was restored from a backup (R11).
    pub epoch: Uuid,
    /// The organisation's version after the push.
    pub version: i64,
    /// One per mutation, in order; shorter if the server stopped at a mutation to be sent again.
    pub results: Vec<PushResult>,
    /// Server time.
    pub now: Millis,
}

/// What became of one mutation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushResult {
    /// The mutation.
    pub seq: i64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a mutation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Written, now or by an earlier copy of the same push.
    Applied,
    /// Guarded fields were changed by somebody else meanwhile; all other fields are written.
    Conflict {
        /// The fields to decide.
        fields: Vec<FieldConflict>,
        /// Who changed the record last.
        by: Uuid,
        /// When.
        at: Millis,
    },
    /// Refused for good.
    Rejected {
        /// Why.
        problem: Problem,
    },
    /// Same `seq`, other mutation: this cache file is a copy of another. Take a new `client_id` and renumber (R10).
    Forked,
}
