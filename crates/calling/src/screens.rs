//! Screens and windows that can be shown to the others.

use crate::picture::{OpenPicture, PictureFault};
use async_trait::async_trait;
use std::sync::Arc;

/// Something that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Stays the same while it is there.
    pub id: String,
    /// What stands in the window's frame; empty for anything else.
    pub name: String,
    /// Which of them.
    pub kind: ScreenKind,
}

/// A whole screen, one window, or whichever the person chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenKind {
    /// Everything that is on it.
    Screen,
    /// Nothing but the window, also when it is covered.
    Window,
    /// What the person chooses when the desktop asks, which it does when this is opened.
    Asked,
}

/// The screens and windows of a computer.
#[async_trait]
pub trait ScreenHost: Send + Sync + 'static {
    /// Those that can be shown now, screens first.
    async fn list(&self) -> Result<Vec<Screen>, PictureFault>;
    /// Begins to read one of them.
    async fn open(&self, id: &str) -> Result<OpenPicture, PictureFault>;
}

/// A computer that lets nobody see its screens.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoScreens;

#[async_trait]
impl ScreenHost for NoScreens {
    async fn list(&self) -> Result<Vec<Screen>, PictureFault> {
        Ok(Vec::new())
    }

    async fn open(&self, _: &str) -> Result<OpenPicture, PictureFault> {
        Err(PictureFault::Missing)
    }
}

/// Those of the desktop on which this program was started.
pub fn screens_of_this_desktop() -> Arc<dyn ScreenHost> {
    #[cfg(target_os = "linux")]
    return match std::env::var_os("WAYLAND_DISPLAY") {
        Some(display) if !display.is_empty() => Arc::new(crate::wayland_screens::WaylandScreens),
        _ => Arc::new(crate::x11_screens::X11Screens),
    };
    #[cfg(not(target_os = "linux"))]
    Arc::new(NoScreens)
}
