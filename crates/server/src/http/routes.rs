//! One file per kind of thing that can be asked for.

pub mod auth;
mod client_bulk;
mod client_list;
mod client_timeline;
pub mod clients;
pub mod hanging;
pub mod hello;
pub mod realtime;
pub mod sync;
pub mod team;
