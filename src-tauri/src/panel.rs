//! The desktop's panel, where icons of programs without a window stand.

#[cfg(target_os = "linux")]
mod status_notifier;

#[cfg(target_os = "linux")]
pub use status_notifier::tone;

use tokio::sync::watch;

/// What an icon on the panel is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A dark panel, as most are.
    Dark,
    /// A light one.
    Light,
}

/// Whether the desktop has one, from now on. At the start of a session programs come before it; on some desktops it never
/// comes.
pub fn watch() -> watch::Receiver<bool> {
    #[cfg(target_os = "linux")]
    {
        let (tell, told) = watch::channel(false);
        tauri::async_runtime::spawn(status_notifier::follow(tell));
        told
    }
    #[cfg(not(target_os = "linux"))]
    {
        // Every desktop has one, and who is told nothing more goes by the first answer.
        watch::channel(true).1
    }
}

/// Whether the desktop has one now.
pub async fn is_there() -> bool {
    #[cfg(target_os = "linux")]
    {
        status_notifier::is_there().await.unwrap_or(false)
    }
    #[cfg(not(target_os = "linux"))]
    {
        true
    }
}

/// Icons for a dark panel are seen on every other desktop.
#[cfg(not(target_os = "linux"))]
pub async fn tone() -> Tone {
    Tone::Dark
}
