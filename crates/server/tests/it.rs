//! The server through its router, on a real PostgreSQL.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may be blunt")]

#[path = "it/api.rs"]
mod api;
#[path = "it/audit.rs"]
mod audit;
#[path = "it/away.rs"]
mod away;
#[path = "it/bulk_import.rs"]
mod bulk_import;
#[path = "it/calls.rs"]
mod calls;
#[path = "it/commands.rs"]
mod commands;
#[path = "it/convergence.rs"]
mod convergence;
#[path = "it/demo.rs"]
mod demo;
#[path = "it/description.rs"]
mod description;
#[path = "it/devices.rs"]
mod devices;
#[path = "it/elsewhere.rs"]
mod elsewhere;
#[path = "it/filters.rs"]
mod filters;
#[path = "it/firm.rs"]
mod firm;
#[path = "it/foundation.rs"]
mod foundation;
#[path = "it/original_names.rs"]
mod original_names;
#[path = "it/private_postgres.rs"]
mod private_postgres;
#[path = "it/push.rs"]
mod push;
#[path = "it/realtime.rs"]
mod realtime;
#[path = "it/records.rs"]
mod records;
#[path = "it/restore.rs"]
mod restore;
#[path = "it/rights.rs"]
mod rights;
#[path = "it/shell.rs"]
mod shell;
#[path = "it/sign_in.rs"]
mod sign_in;
#[path = "it/sync.rs"]
mod sync;
#[path = "it/take_back.rs"]
mod take_back;
#[path = "it/team.rs"]
mod team;
