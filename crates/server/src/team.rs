//! Colleagues: who belongs to an organisation, as what, and who is invited.

pub mod invites;
pub mod members;
pub mod profile;
