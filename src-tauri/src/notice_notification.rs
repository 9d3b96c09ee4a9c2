//! What came up, as the desktop's own notification. Freedesktop desktops only; elsewhere the centre in the window and
//! the icon on the panel tell of it.

#[cfg(target_os = "linux")]
mod freedesktop;
#[cfg(not(target_os = "linux"))]
mod nowhere;

#[cfg(target_os = "linux")]
pub use freedesktop::NoticeNotifications;
#[cfg(not(target_os = "linux"))]
pub use nowhere::NoticeNotifications;
