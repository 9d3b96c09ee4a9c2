//! Real servers for tests: one private PostgreSQL per test program, a database of its own for every test, and the
//! server's router in this process on a free port of this machine.
//!
//! A dev-dependency only.

mod api;
mod postgres;
mod server;

pub use api::{Answer, Api};
pub use postgres::empty_database;
pub use server::{TEST_PASSWORD, TestServer, new_device, new_email};
