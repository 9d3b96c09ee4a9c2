//! The encrypted offline SQLite cache: everything the app shows, and every edit that has not reached the server.
//!
//! It must never know of the network, of windows, or of the clock: the time is an argument.

pub mod rows;
