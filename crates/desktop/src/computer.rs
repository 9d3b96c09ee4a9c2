//! What the shell does with the computer around the app. Whoever makes the desktop gives it.

use async_trait::async_trait;
use leadline_protocol::{Code, Problem};

/// What shows notifications on this desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationService {
    /// As it calls itself.
    pub name: String,
    /// Whether a notification can be answered in place.
    pub has_buttons: bool,
}

/// The computer around the app.
#[async_trait]
pub trait Computer: Send + Sync + 'static {
    /// Whether the desktop shows icons of programs that have no window.
    fn has_tray(&self) -> bool;
    /// Whether the app starts when the person signs in to the computer; `None` where that cannot be set.
    async fn starts_at_login(&self) -> Option<bool>;
    /// Makes it start then, or not any more.
    async fn start_at_login(&self, on: bool) -> Result<(), Problem>;
    /// What shows notifications, as far as it can be found out now.
    async fn notifications(&self) -> Option<NotificationService>;
    /// Ends the app, whether its window is open or not.
    fn quit(&self);
    /// Whether pages are drawn without the short way over the graphics card, because it failed or the person wants it
    /// so; `None` where there is no choice.
    fn draws_carefully(&self) -> Option<bool> {
        None
    }
    /// Whether there is a graphics card for that short way.
    fn has_graphics_card(&self) -> bool {
        true
    }
    /// Draws them so from the next start on, or not any more.
    fn draw_carefully(&self, _on: bool) -> Result<(), Problem> {
        Err(Code::Unavailable.into())
    }
    /// The window's page has been drawn.
    fn page_drawn(&self) {}
}

/// A computer without anything around the app, as for the browser host and for tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bare;

#[async_trait]
impl Computer for Bare {
    fn has_tray(&self) -> bool {
        false
    }
    async fn starts_at_login(&self) -> Option<bool> {
        None
    }
    async fn start_at_login(&self, _: bool) -> Result<(), Problem> {
        Err(Code::Unavailable.into())
    }
    async fn notifications(&self) -> Option<NotificationService> {
        None
    }
    fn quit(&self) {}
}
