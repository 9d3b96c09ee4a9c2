//! Calls with real rooms and real sound, and with devices in memory.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "it/pulse.rs"]
mod pulse;
#[path = "it/talk.rs"]
mod talk;
#[path = "it/tone.rs"]
mod tone;
