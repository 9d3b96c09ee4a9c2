//! Leadline's server: axum and PostgreSQL. It holds the truth, decides the order of changes and who may see what.
//!
//! Rights live in the database as row-level security; the program's own login has none. Everything goes through
//! [`database::Database::run`], which says for whom a transaction acts. This crate never knows of the desktop, of its
//! cache or of any user interface.

pub mod actor;
pub mod app;
pub mod audit;
pub mod auth;
pub mod bulk_import;
pub mod calls;
pub mod clock;
pub mod config;
pub mod database;
pub mod demo;
pub mod failure;
pub mod filter_sql;
pub mod housekeeping;
pub mod http;
pub mod idempotency;
pub mod organizations;
pub mod platform_admins;
pub mod portal;
pub mod presence;
pub mod private_livekit;
pub mod private_postgres;
pub mod realtime;
pub mod records;
pub mod rights;
pub mod server;
pub mod sync;
pub mod team;

pub use actor::{Actor, Scope};
pub use app::App;
pub use clock::Clock;
pub use config::Config;
pub use database::{Access, Database, Tx};
pub use failure::{Failure, Served};
pub use server::Server;
