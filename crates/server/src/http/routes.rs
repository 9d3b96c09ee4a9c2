//! One file per kind of thing that can be asked for.

pub mod hello;
pub mod sync;
