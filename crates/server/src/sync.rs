//! Pull and push: how devices and the server come to hold the same rows. The rules are numbered in ARCHITECTURE.md,
//! "Sync rules".

mod forget;
mod pull;
mod push;

pub use forget::forget_old;
pub use pull::pull;
pub use push::push;
