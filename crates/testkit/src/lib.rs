//! Real servers for tests: one private PostgreSQL per test program, a database of its own for every test, and the
//! server's router in this process on a free port of this machine (feature `server`); one `livekit-server` per test
//! program (feature `livekit`).
//!
//! A dev-dependency only.

#[cfg(feature = "server")]
mod api;
#[cfg(feature = "livekit")]
mod livekit;
#[cfg(any(feature = "livekit", feature = "server"))]
mod ports;
#[cfg(feature = "server")]
mod postgres;
#[cfg(feature = "server")]
mod server;

#[cfg(feature = "server")]
pub use api::{Answer, Api};
#[cfg(feature = "livekit")]
pub use livekit::{LiveKitServer, RoomRight, room_token};
#[cfg(any(feature = "livekit", feature = "server"))]
pub use ports::free_ports;
#[cfg(feature = "server")]
pub use postgres::empty_database;
#[cfg(feature = "server")]
pub use server::{TEST_PASSWORD, TestServer, new_device, new_email};
