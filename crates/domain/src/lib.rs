//! Leadline's words and pure rules: what a client, an activity or a note is, what a field may hold, who may do
//! what, how two edits of one record meet, and the one filter language behind every list.
//!
//! This crate must never know of files, sockets, threads, clocks, random numbers, SQL or any user interface.
//! Time, ids and the current user are arguments. Everything here is tested by table and by property.

pub mod call;
pub mod check;
pub mod email;
pub mod entity;
pub mod filter;
pub mod merge;
pub mod phone;
pub mod role;
pub mod scope;
pub mod table;
pub mod text;
pub mod value;
pub mod words;

pub use entity::{Entity, Field, FieldKind, Guard};
pub use role::{Action, Role};
pub use value::Value;
pub use words::{ActivityKind, ActivityStatus, ClientKind, ClientType, LeadQuality, LifecycleStage};

/// Milliseconds since the Unix epoch, UTC. Every time that is stored or sent has this unit.
pub type Millis = i64;
