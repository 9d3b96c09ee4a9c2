//! Screens and windows that can be shown to the others.

use crate::picture::{OpenPicture, PictureFault};
use async_trait::async_trait;

/// A screen or a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Stays the same while it is there.
    pub id: String,
    /// What stands in the window's frame; empty for a screen.
    pub name: String,
    /// Which of the two.
    pub kind: ScreenKind,
}

/// A whole screen, or one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenKind {
    /// Everything that is on it.
    Screen,
    /// Nothing but the window, also when it is covered.
    Window,
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
