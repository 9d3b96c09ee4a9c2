//! The server through its router, on a real PostgreSQL.

#[path = "it/foundation.rs"]
mod foundation;
