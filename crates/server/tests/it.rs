//! The server through its router, on a real PostgreSQL.

#[path = "it/foundation.rs"]
mod foundation;
#[path = "it/firm.rs"]
mod firm;
#[path = "it/sync.rs"]
mod sync;
