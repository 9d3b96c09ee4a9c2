//! What travels between desktop, portal and server: requests, answers, frames, mutations and error codes.
//!
//! This crate must never know of storage, sockets or threads. The sync calls travel as MessagePack with zstd
//! ([`codec`]); everything else is JSON.

pub mod audit;
pub mod auth;
pub mod call;
pub mod codec;
pub mod problem;
pub mod realtime;
pub mod ring_group;
pub mod sync;
pub mod video_session;

pub use problem::{Code, Problem};

/// The version of the sync protocol. A server refuses devices below its [`MIN_PROTOCOL`] with
/// [`Code::UpgradeRequired`].
pub const PROTOCOL: u32 = 1;
/// The oldest protocol version the server still speaks.
pub const MIN_PROTOCOL: u32 = 1;
