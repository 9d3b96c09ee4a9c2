//! The encrypted offline SQLite cache: everything the app shows, and every edit that has not reached the server.
//!
//! One table per entity holds what the person sees: the server's row with the waiting edits laid over. Records with
//! waiting edits keep the server's row in `shadow`; at any moment *visible row = fold(shadow or row, waiting edits in
//! order)*, which [`Cache::verify_fold`] checks.
//!
//! It must never know of the network, of windows, or of the clock: the time is an argument.

mod alone;
mod arrangement;
mod arrival;
mod cache;
mod call_settings;
mod changes;
mod conflict;
mod draft;
mod fault;
mod fold;
mod gained;
mod held;
mod history;
mod intent;
mod lanes;
mod late_indexes;
mod lifetime;
mod long_edit;
mod meta;
mod migration;
mod mirror;
mod outbox;
mod place;
mod pull;
mod push;
mod queue;
mod read;
mod readers;
mod refused;
mod renumber;
pub mod rows;
mod salvage;
mod shadow;
mod stage;
mod storage;
mod table;
mod told;
mod undo;
mod verify;
mod write;

pub use alone::HandedOver;
pub use arrival::Arrival;
pub use cache::{Cache, Opened};
pub use changes::{ChangeSet, MOST_NAMED_CLIENTS};
pub use fault::CacheFault;
pub use intent::{Applied, Author, Counts, Intent, IntentOp, Owner, Written};
pub use long_edit::{BrokenEdit, LongEdit};
pub use place::Place;
pub use read::{Found, OpenedView, Window};
pub use stage::step_id;
pub use told::News;
