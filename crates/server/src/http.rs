//! The HTTP side: routes, what surrounds every request, and what refusals look like.

pub mod body;
pub mod caller;
mod docs;
pub mod limits;
pub mod metrics;
pub mod origins;
pub mod record;
mod record_schemas;
pub mod refusal;
pub mod request;
pub mod router;
mod routes;
pub(crate) mod signed_in;
