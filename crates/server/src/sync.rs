//! Pull and push: how devices and the server come to hold the same rows. The rules are numbered in ARCHITECTURE.md,
//! "Sync rules".

mod pull;
mod push;

pub use pull::pull;
pub use push::push;
