//! Telling open devices that there is something new. Nothing is kept for a socket but the organisation's newest
//! version, so a slow device costs no memory, and a lost word costs no more than the time until the next pull.

mod portal_socket;
mod socket;
mod versions;
mod wake;

pub use socket::serve;
pub use versions::Versions;
pub use wake::{follow_commits, listen};
