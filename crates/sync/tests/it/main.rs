//! The sync engine with the real cache: against a model of the server's rules in a simulated world, and against the
//! real server.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may be blunt")]

mod dice;
mod model;
mod mutants;
mod real_server;
mod relay;
mod simulation;
mod world;
