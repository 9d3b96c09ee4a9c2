//! The cache on real files, encrypted and plain.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "it/alone.rs"]
mod alone;
#[path = "it/answers.rs"]
mod answers;
#[path = "it/calls.rs"]
mod calls;
#[path = "it/crash.rs"]
mod crash;
#[path = "it/desk.rs"]
mod desk;
#[path = "it/edits.rs"]
mod edits;
#[path = "it/files.rs"]
mod files;
#[path = "it/first_sync.rs"]
mod first_sync;
#[path = "it/fold.rs"]
mod fold;
#[path = "it/history.rs"]
mod history;
#[path = "it/pages.rs"]
mod pages;
#[path = "it/pushes.rs"]
mod pushes;
#[path = "it/schema.rs"]
mod schema;
#[path = "it/told.rs"]
mod told;
