//! One notification of `org.freedesktop.Notifications` for what came up together.

use crate::freedesktop_notifications::{NotificationsProxy, OPEN, escaped, has_buttons};
use crate::notice_words::{self, NoticeWords};
use futures_util::StreamExt;
use leadline_desktop::api::{Language, Told};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::async_runtime::JoinHandle;
use uuid::Uuid;
use zbus::zvariant::Value;

/// Held back while the person wants no notifications.
const NORMAL: u8 = 1;
/// For as long as the desktop shows such things.
const AS_USUAL: i32 = -1;

/// The desktop's notifications of what came up, if it has any.
pub struct NoticeNotifications {
    line: Option<Line>,
}

struct Line {
    proxy: NotificationsProxy<'static>,
    shown: Shown,
    listening: JoinHandle<()>,
}

/// What is shown, by the number of its notification.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<HashMap<u32, Told>>>);

impl Shown {
    fn lock(&self) -> MutexGuard<'_, HashMap<u32, Told>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl NoticeNotifications {
    /// Connects to the session bus; `pressed` hears which one was pressed.
    pub async fn connect(pressed: impl Fn(Told) + Send + Sync + 'static) -> Self {
        let connected = async { Self::on(&zbus::Connection::session().await?, pressed).await };
        connected.await.unwrap_or_else(|fault: zbus::Error| {
            tracing::info!(%fault, "this desktop has no notifications; what comes up is in the window alone");
            Self { line: None }
        })
    }

    async fn on(bus: &zbus::Connection, pressed: impl Fn(Told) + Send + Sync + 'static) -> zbus::Result<Self> {
        let (proxy, shown) = (NotificationsProxy::new(bus).await?, Shown::default());
        let mut signals = proxy.receive_action_invoked().await?;
        let (known, closing) = (shown.clone(), proxy.clone());
        let listening = tauri::async_runtime::spawn(async move {
            while let Some(signal) = signals.next().await {
                let Ok(action) = signal.args() else { continue };
                let told = known.lock().remove(&action.id);
                if let Some(told) = told.filter(|_| action.action == OPEN) {
                    pressed(told);
                    // Not every desktop takes away what was pressed.
                    let _ = closing.close_notification(action.id).await;
                }
            }
        });
        Ok(Self { line: Some(Line { proxy, shown, listening }) })
    }

    /// Shows what came up. Where that cannot be, it stays in the window.
    pub async fn show(&self, told: Told, language: &Language) {
        let Some(Line { proxy, shown, .. }) = &self.line else { return };
        let Some(words) = notice_words::of(language, &told) else { return };
        if let Some(id) = notify(proxy, &words).await {
            shown.lock().insert(id, told);
        }
    }

    /// Shows one that is about nothing, for the person to see what they look like.
    pub async fn try_one(&self, language: &Language) {
        if let Some((Line { proxy, .. }, words)) = self.line.as_ref().zip(notice_words::of_a_try(language)) {
            notify(proxy, &words).await;
        }
    }

    /// Whether nothing was shown that was not pressed or withdrawn.
    pub async fn is_empty(&self) -> bool {
        self.line.as_ref().is_none_or(|line| line.shown.lock().is_empty())
    }

    /// Takes away those of which nothing stands any more.
    pub async fn withdraw(&self, stands: impl Fn(&Uuid) -> bool) {
        let Some(Line { proxy, shown, .. }) = &self.line else { return };
        let over: Vec<u32> =
            shown.lock().extract_if(|_, told| !told.ids.iter().any(&stands)).map(|(number, _)| number).collect();
        for number in over {
            // The person may have closed it before.
            let _ = proxy.close_notification(number).await;
        }
    }
}

/// Shows one, and gives its number.
async fn notify(proxy: &NotificationsProxy<'_>, words: &NoticeWords) -> Option<u32> {
    let NoticeWords { summary, body, open } = words;
    let asked = async {
        let open = open.as_ref().map(|open| [OPEN, open]);
        let actions = match &open {
            Some(open) if has_buttons(proxy).await? => &open[..],
            _ => &[],
        };
        let hints = HashMap::from([("urgency", Value::from(NORMAL)), ("desktop-entry", Value::from("leadline"))]);
        proxy.notify("Leadline", 0, "leadline", summary, &escaped(body), actions, hints, AS_USUAL).await
    };
    asked
        .await
        .inspect_err(|fault: &zbus::Error| tracing::info!(%fault, "nothing can be shown outside of the window"))
        .ok()
}

impl Drop for Line {
    fn drop(&mut self) {
        self.listening.abort();
    }
}
