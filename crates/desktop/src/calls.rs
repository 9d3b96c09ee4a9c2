//! Calls on this computer.
//!
//! [`Switchboard`] is what is known of them, without clock, network or sound; [`Phone`] keeps it up to date, asks the
//! server, holds the line and tells the windows. What a line is made of is behind [`Lines`].

mod aside;
mod deeds;
mod facts;
mod hold_told;
pub mod line;
mod line_kept;
mod phone;
mod pictures;
mod push_to_talk;
mod ring;
mod settings;
mod shown;
mod switchboard;
mod through_calling;
mod unplugged;
pub(crate) mod wrap_up;

pub(crate) use facts::name_of;
pub use line::{Line, Lines};
pub use phone::{Attended, Phone};
pub use pictures::Pictures;
pub use shown::Now;
pub use switchboard::Switchboard;
pub use through_calling::{CallingLines, Camera};
pub use unplugged::Unplugged;
