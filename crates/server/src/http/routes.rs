//! One file per kind of thing that can be asked for.

pub mod auth;
pub mod hello;
pub mod realtime;
pub mod sync;
pub mod team;
