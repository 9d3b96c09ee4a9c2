//! `org.freedesktop.Notifications`, one notification for each call that rings.

use super::Pressed;
use crate::freedesktop_notifications::{self, NotificationsProxy, OPEN, escaped};
use crate::ring_words;
use futures_util::StreamExt;
use leadline_desktop::NotificationService;
use leadline_desktop::api::{CallView, Calls, Language, Media};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::async_runtime::JoinHandle;
use tokio::sync::Mutex as AsyncMutex;
use uuid::Uuid;
use zbus::zvariant::Value;

const ANSWER: &str = "answer";
const DECLINE: &str = "decline";
/// Also shown while the person wants no other notifications.
const CRITICAL: u8 = 2;
/// Stays until it is withdrawn.
const NEVER: i32 = 0;

/// What shows them, if anything does.
pub async fn service() -> Option<NotificationService> {
    let asked = async {
        let bus = zbus::Connection::session().await?;
        let service = NotificationsProxy::new(&bus).await?;
        let (name, ..) = service.get_server_information().await?;
        let has_buttons = freedesktop_notifications::has_buttons(&service).await?;
        zbus::Result::Ok(NotificationService { name, has_buttons })
    };
    asked.await.ok()
}

/// The desktop's notifications, if it has any and the app goes on.
pub struct RingNotifications {
    line: AsyncMutex<Option<Line>>,
}

struct Line {
    proxy: NotificationsProxy<'static>,
    shown: Shown,
    listening: JoinHandle<()>,
}

/// The notifications of calls that ring, by call; nothing for a call whose notification could not be shown, which is
/// tried once.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<HashMap<Uuid, Option<u32>>>>);

impl Shown {
    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Option<u32>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RingNotifications {
    /// Connects to the session bus; `pressed` hears of the buttons.
    pub async fn connect(pressed: impl Fn(Uuid, Pressed) + Send + Sync + 'static) -> Self {
        let connected = match zbus::Connection::session().await {
            Ok(bus) => Self::on(&bus, pressed).await,
            Err(fault) => Err(fault),
        };
        connected.unwrap_or_else(|fault| {
            tracing::info!(%fault, "this desktop has no notifications; calls ring in their window alone");
            Self { line: AsyncMutex::new(None) }
        })
    }

    async fn on(bus: &zbus::Connection, pressed: impl Fn(Uuid, Pressed) + Send + Sync + 'static) -> zbus::Result<Self> {
        let (proxy, shown) = (NotificationsProxy::new(bus).await?, Shown::default());
        let mut signals = proxy.receive_action_invoked().await?;
        let known = shown.clone();
        let listening = tauri::async_runtime::spawn(async move {
            while let Some(signal) = signals.next().await {
                let Ok(action) = signal.args() else { continue };
                let call = known.lock().iter().find(|(_, id)| **id == Some(action.id)).map(|(call, _)| *call);
                if let Some((call, what)) = call.zip(pressed_by(action.action)) {
                    pressed(call, what);
                }
            }
        });
        Ok(Self { line: AsyncMutex::new(Some(Line { proxy, shown, listening })) })
    }

    /// Shows what rings, and withdraws what does not any more. Whether every ring is shown.
    pub async fn show(&self, calls: &Calls, language: &Language) -> bool {
        let line = self.line.lock().await;
        let Some(Line { proxy, shown, .. }) = &*line else { return false };
        let gone = |call: &Uuid| calls.ringing.iter().all(|ringing| ringing.id != *call);
        let over: Vec<u32> = shown.lock().extract_if(|call, _| gone(call)).filter_map(|(_, id)| id).collect();
        for id in over {
            // The person may have closed it before.
            let _ = proxy.close_notification(id).await;
        }
        let mut all = true;
        for call in &calls.ringing {
            let tried = shown.lock().get(&call.id).copied();
            let notified = match tried {
                Some(notified) => notified,
                None => notify(proxy, call, language).await,
            };
            shown.lock().insert(call.id, notified);
            all &= notified.is_some();
        }
        all
    }

    /// The app ends: its buttons would do nothing any more.
    pub async fn withdraw(&self) {
        let Some(line) = self.line.lock().await.take() else { return };
        let shown: Vec<u32> = line.shown.lock().drain().filter_map(|(_, id)| id).collect();
        for id in shown {
            let _ = line.proxy.close_notification(id).await;
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

fn pressed_by(action: &str) -> Option<Pressed> {
    Some(match action {
        // Nobody is seen because they pressed it.
        ANSWER => Pressed::Answer(Media::Audio),
        DECLINE => Pressed::Decline,
        OPEN => Pressed::Open,
        _ => return None,
    })
}

/// Shows one, and gives its number.
async fn notify(proxy: &NotificationsProxy<'_>, call: &CallView, language: &Language) -> Option<u32> {
    let facts = call.facts.as_ref();
    let name = facts.map_or(&call.other.name, |facts| &facts.name);
    let words = ring_words::of(language, name, call.media, call.group.as_deref())?;
    let company = facts.and_then(|facts| facts.company.as_deref());
    let lines: Vec<&str> = [words.video.as_deref(), words.to.as_deref(), company].into_iter().flatten().collect();
    let body = escaped(&lines.join("\n"));
    let hints = HashMap::from([
        ("urgency", Value::from(CRITICAL)),
        ("category", Value::from("call.incoming")),
        // Calls have their own sound.
        ("suppress-sound", Value::from(true)),
        ("desktop-entry", Value::from("leadline")),
    ]);
    let buttons = [ANSWER, &words.answer, DECLINE, &words.decline, OPEN, "Leadline"];
    let asked = async {
        let actions = if freedesktop_notifications::has_buttons(proxy).await? { &buttons[..] } else { &[] };
        proxy.notify("Leadline", 0, "leadline", &words.summary, &body, actions, hints, NEVER).await
    };
    asked.await.inspect_err(|fault| tracing::info!(%fault, "the notification of a call cannot be shown")).ok()
}
