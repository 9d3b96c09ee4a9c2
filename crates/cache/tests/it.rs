//! The cache on real files, encrypted and plain.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "it/desk.rs"]
mod desk;
#[path = "it/edits.rs"]
mod edits;
