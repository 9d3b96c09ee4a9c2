//! Pushes the outbox, pulls changes, keeps the realtime socket.
//!
//! [`Engine`] decides what to do next and knows no clock, dice, thread or socket; [`SyncRunner`] is the one task that
//! carries its decisions out. This crate must never know of SQL, windows or accounts: the cache is handed in open, and
//! sign-in is behind [`Credentials`].

pub mod clock;
pub mod engine;
pub mod exchange;
pub mod http_link;
pub mod link;
pub mod news;
pub mod runner;
pub mod state;

pub use clock::ClockOffset;
pub use engine::{Beat, Effect, Engine, Event, Stop};
pub use http_link::HttpLink;
pub use link::{AccessToken, Credentials, LinkFault, RealtimeSocket, ServerLink};
pub use news::{News, Told};
pub use runner::{Surroundings, SyncRunner};
pub use state::{Link, SyncState};
