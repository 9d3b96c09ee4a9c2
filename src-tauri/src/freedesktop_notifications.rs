//! `org.freedesktop.Notifications`, as the desktops that have it speak it.

use std::collections::HashMap;
use zbus::zvariant::Value;

/// What a click beside the buttons is called.
pub const OPEN: &str = "default";
/// What a desktop says that can show buttons; others may make a dialog of them, or nothing at all.
const BUTTONS: &str = "actions";

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
pub trait Notifications {
    #[allow(clippy::too_many_arguments, reason = "the interface is what it is")]
    fn notify(
        &self,
        app: &str,
        replaces: u32,
        icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        timeout: i32,
    ) -> zbus::Result<u32>;
    fn close_notification(&self, id: u32) -> zbus::Result<()>;
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;
    fn get_server_information(&self) -> zbus::Result<(String, String, String, String)>;
    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action: &str) -> zbus::Result<()>;
}

/// Whether what shows them shows buttons.
pub async fn has_buttons(proxy: &NotificationsProxy<'_>) -> zbus::Result<bool> {
    Ok(proxy.get_capabilities().await?.iter().any(|able| able == BUTTONS))
}

/// The body may hold markup; what people write and are called is none.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
