//! The panel of freedesktop desktops: `org.kde.StatusNotifierWatcher` says whether one is there, the settings portal what
//! colour it probably has.

use super::Tone;
use futures_util::StreamExt;
use tokio::sync::watch;
use zbus::zvariant::OwnedValue;

/// What the portal answers for "the person prefers a light desktop".
const PREFERS_LIGHT: u32 = 2;

#[zbus::proxy(
    interface = "org.kde.StatusNotifierWatcher",
    default_service = "org.kde.StatusNotifierWatcher",
    default_path = "/StatusNotifierWatcher",
    gen_blocking = false
)]
trait StatusNotifierWatcher {
    #[zbus(property(emits_changed_signal = "false"))]
    fn is_status_notifier_host_registered(&self) -> zbus::Result<bool>;
    #[zbus(signal)]
    fn status_notifier_host_registered(&self) -> zbus::Result<()>;
    #[zbus(signal)]
    fn status_notifier_host_unregistered(&self) -> zbus::Result<()>;
}

#[zbus::proxy(
    interface = "org.freedesktop.portal.Settings",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop",
    gen_blocking = false
)]
trait PortalSettings {
    fn read_one(&self, namespace: &str, key: &str) -> zbus::Result<OwnedValue>;
}

/// Whether a panel shows icons now.
pub async fn is_there() -> zbus::Result<bool> {
    let bus = zbus::Connection::session().await?;
    StatusNotifierWatcherProxy::new(&bus).await?.is_status_notifier_host_registered().await
}

/// Tells whether a panel shows icons for as long as anybody wants to know.
pub async fn follow(tell: watch::Sender<bool>) {
    if let Err(fault) = look_and_listen(&tell).await {
        tracing::info!(%fault, "this desktop has no panel for icons");
    }
    tell.send_replace(false);
    // Whoever waits for a panel waits on.
    tell.closed().await;
}

async fn look_and_listen(tell: &watch::Sender<bool>) -> zbus::Result<()> {
    let bus = zbus::Connection::session().await?;
    let watcher = StatusNotifierWatcherProxy::new(&bus).await?;
    let mut owners = watcher.inner().receive_owner_changed().await?;
    let mut come = watcher.receive_status_notifier_host_registered().await?;
    let mut gone = watcher.receive_status_notifier_host_unregistered().await?;
    loop {
        tell.send_replace(watcher.is_status_notifier_host_registered().await.unwrap_or(false));
        let listening = tokio::select! {
            owner = owners.next() => owner.is_some(),
            panel = come.next() => panel.is_some(),
            panel = gone.next() => panel.is_some(),
            () = tell.closed() => false,
        };
        if !listening {
            return Ok(());
        }
    }
}

/// A person who asks for a light desktop has a light panel; everybody else mostly a dark one.
pub async fn tone() -> Tone {
    match colour_scheme().await {
        Ok(PREFERS_LIGHT) => Tone::Light,
        _ => Tone::Dark,
    }
}

async fn colour_scheme() -> zbus::Result<u32> {
    let bus = zbus::Connection::session().await?;
    let settings = PortalSettingsProxy::new(&bus).await?;
    let value = settings.read_one("org.freedesktop.appearance", "color-scheme").await?;
    Ok(u32::try_from(value)?)
}
