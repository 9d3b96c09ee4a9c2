//! An incoming call as the desktop's own notification, with buttons: where windows cannot stay on top it is what a
//! person sees. Freedesktop desktops only; elsewhere the window alone rings.

#[cfg(target_os = "linux")]
mod freedesktop;
#[cfg(not(target_os = "linux"))]
mod nowhere;

#[cfg(target_os = "linux")]
pub use freedesktop::{RingNotifications, service};
#[cfg(not(target_os = "linux"))]
pub use nowhere::{RingNotifications, service};

use leadline_desktop::api::Media;

/// What a person pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// What answers, with voice or with the camera too.
    Answer(Media),
    /// What declines.
    Decline,
    /// The notification itself.
    Open,
}
