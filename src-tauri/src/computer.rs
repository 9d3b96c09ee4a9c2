//! The computer around the app, as the core asks of it.

use crate::Runtime;
#[cfg(target_os = "linux")]
use crate::linux_webkit;
#[cfg(target_os = "linux")]
use crate::rendering::{Rendering, Way};
use crate::ring_notification;
use crate::tray::TrayThere;
use async_trait::async_trait;
use leadline_desktop::{Code, Computer, NotificationService, Problem};
use tauri::AppHandle;
#[cfg(target_os = "linux")]
use tauri::Manager;
use tauri::plugin::TauriPlugin;
use tauri_plugin_autostart::ManagerExt;

/// The word with which the app starts without its window.
pub const HIDDEN: &str = "--hidden";

/// The computer the app runs on.
pub struct ThisComputer {
    app: AppHandle<Runtime>,
    tray: TrayThere,
}

impl ThisComputer {
    /// Around this app, whose icon may be on the panel.
    pub fn around(app: AppHandle<Runtime>, tray: TrayThere) -> Self {
        Self { app, tray }
    }
}

#[async_trait]
impl Computer for ThisComputer {
    fn has_tray(&self) -> bool {
        self.tray.is_so()
    }

    async fn starts_at_login(&self) -> Option<bool> {
        self.app.autolaunch().is_enabled().ok()
    }

    async fn start_at_login(&self, on: bool) -> Result<(), Problem> {
        let at_login = self.app.autolaunch();
        let done = if on { at_login.enable() } else { at_login.disable() };
        done.map_err(|fault| {
            tracing::warn!(%fault, on, "starting at sign-in cannot be set");
            Code::Unavailable.into()
        })
    }

    async fn notifications(&self) -> Option<NotificationService> {
        ring_notification::service().await
    }

    fn quit(&self) {
        self.app.exit(0);
    }

    #[cfg(target_os = "linux")]
    fn has_graphics_card(&self) -> bool {
        linux_webkit::finds_graphics_card()
    }

    #[cfg(target_os = "linux")]
    fn draws_carefully(&self) -> Option<bool> {
        Some(self.app.state::<Rendering>().way() > Way::Direct)
    }

    #[cfg(target_os = "linux")]
    fn draw_carefully(&self, on: bool) -> Result<(), Problem> {
        self.app.state::<Rendering>().choose(on);
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn page_drawn(&self) {
        self.app.state::<Rendering>().seen();
    }
}

/// Lets the person's desktop start the app, without its window.
pub fn started_at_login() -> TauriPlugin<Runtime> {
    tauri_plugin_autostart::Builder::new().app_name("leadline").arg(HIDDEN).build()
}
