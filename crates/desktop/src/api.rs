//! The words between the user interface and the core: every command's request and answer, and every event.
//!
//! These types are exported to TypeScript; the UI knows nothing else. All times are milliseconds since the epoch.

pub mod activity;
pub mod call;
mod call_history;
pub mod call_people;
pub mod call_rules;
pub mod client;
pub mod computer;
pub mod doctor;
pub mod event;
pub mod import;
pub mod link;
pub mod notice;
pub mod notification;
pub mod picture;
pub mod ring_group;
pub mod session;
pub mod sound;
pub mod sync;
pub mod updates;
pub mod video_session;
pub mod view;
mod wrap_up;

pub use activity::*;
pub use call::*;
pub use call_history::*;
pub use call_people::*;
pub use call_rules::*;
pub use client::*;
pub use computer::*;
pub use doctor::*;
pub use event::*;
pub use import::*;
pub use link::*;
pub use notice::*;
pub use notification::*;
pub use picture::*;
pub use ring_group::*;
pub use session::*;
pub use sound::*;
pub use sync::*;
pub use updates::*;
pub use video_session::*;
pub use view::*;
pub use wrap_up::*;

pub use leadline_cache::rows::*;
pub use leadline_domain::Entity;
pub use leadline_domain::call::{Media, Presence};

/// Declares wire structs and enums with the derives they all share.
macro_rules! api {
    ($($(#[$doc:meta])* pub $kind:ident $name:ident $body:tt)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export_to = "api.ts")]
        pub $kind $name $body
    )+};
}
pub(crate) use api;

api! {
    /// A request that needs nothing.
    pub struct Nothing {}
    /// An answer that only says it is done.
    pub struct Done {}
}
