//! One file per kind of thing that can be asked for.

pub mod auth;
pub mod hello;
<<<<<<< HEAD
pub mod sync;
=======
pub mod team;
>>>>>>> dae6eba (Signing up, in and out; devices, wipes, colleagues and invitations)
