//! What the cache answers with: records as lists and pages show them. The desktop hands these to the UI as they are.
//!
//! All times are milliseconds since the epoch.

mod activity;
mod client;
mod directory;
mod exchange;
mod notice;
mod storage;
mod timeline;
mod view;

pub use activity::*;
pub use client::*;
pub use directory::*;
pub use exchange::*;
pub use notice::*;
pub use storage::*;
pub use timeline::*;
pub use view::*;

macro_rules! rows {
    ($($(#[$doc:meta])* pub $kind:ident $name:ident $body:tt)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export_to = "api.ts"))]
        #[serde(rename_all = "snake_case")]
        pub $kind $name $body
    )+};
}
pub(crate) use rows;

rows! {
    /// Whether a record has reached the server.
    pub enum SyncMark {
        /// It has.
        Synced,
        /// Edits wait or are on their way.
        Waiting,
        /// The server refused an edit; see the sync centre.
        Refused,
        /// Two people meant different things; see the sync centre.
        Conflict,
    }
}
