//! What the computer does while somebody calls: the ring window and its keys, the system's own notification where there
//! is one, and the main window once one talks. They follow the core's state of calls and decide nothing.

use crate::ring_notification::{Pressed, RingNotifications};
use crate::{Runtime, main_window, ring_window};
use leadline_desktop::Desktop;
use leadline_desktop::api::{CallPhase, Calls, DesktopEvent, Language, SessionState};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Manager};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// How long an app that ends waits for the desktop.
pub const GOODBYE: Duration = Duration::from_secs(1);

/// Follows the calls for as long as the app runs.
pub fn follow(app: &AppHandle<Runtime>, desktop: Arc<Desktop>) {
    let mut events = desktop.events().listen();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let (obeying, core) = (app.clone(), desktop.clone());
        let pressed = move |call, pressed| {
            tauri::async_runtime::spawn(obey(obeying.clone(), core.clone(), call, pressed));
        };
        #[cfg(target_os = "linux")]
        let keys = crate::ring_keys::RingKeys::new(pressed.clone());
        let notifications = RingNotifications::connect(pressed).await;
        let notifications = Arc::new(notifications);
        app.manage(notifications.clone());
        let mut language = None;
        let mut talked_in = None;
        loop {
            let calls = match events.recv().await {
                Ok(DesktopEvent::Calls { state }) => *state,
                Ok(DesktopEvent::Session { state }) => {
                    language = Some(state.settings.language);
                    continue;
                }
                Ok(_) => continue,
                Err(RecvError::Lagged(_)) => {
                    language = None;
                    let Some(calls) = asked(&desktop, "calls").await else { continue };
                    calls
                }
                Err(RecvError::Closed) => return,
            };
            let talking_in = answered(&calls);
            if talking_in.is_some() && talking_in != talked_in {
                main_window::show_call(&app);
            }
            talked_in = talking_in;
            let in_window = ring_window::show(&app, &calls);
            #[cfg(target_os = "linux")]
            keys.follow(&calls);
            if language.is_none() {
                let session = asked::<SessionState>(&desktop, "session").await;
                language = session.map(|session| session.settings.language);
            }
            let notified = notifications.show(&calls, language.as_ref().unwrap_or(&Language::En)).await;
            if !calls.ringing.is_empty() && (in_window || notified) {
                desktop.rings_are_shown();
            }
        }
    });
}

/// The app ends: what it shows of calls goes with it.
pub fn end(app: &AppHandle<Runtime>) {
    let Some(notifications) = app.try_state::<Arc<RingNotifications>>() else { return };
    let withdrawn = async { tokio::time::timeout(GOODBYE, notifications.withdraw()).await };
    if tauri::async_runtime::block_on(withdrawn).is_err() {
        tracing::warn!("the desktop does not take the notifications of calls away in time");
    }
}

/// What the core answers to a command without words.
pub async fn asked<T: DeserializeOwned>(desktop: &Arc<Desktop>, command: &str) -> Option<T> {
    let answer = desktop.call(command, json!({})).await.ok()?;
    serde_json::from_value(answer).ok()
}

/// The call that rang here and is talked in: it may have been answered where it cannot be muted or ended.
fn answered(calls: &Calls) -> Option<Uuid> {
    let talked_in = calls.current.as_ref().filter(|call| call.incoming && call.phase == CallPhase::Active);
    talked_in.map(|call| call.id)
}

/// Does what a button of a notification says, or a key.
async fn obey(app: AppHandle<Runtime>, desktop: Arc<Desktop>, call: Uuid, pressed: Pressed) {
    let done = match pressed {
        Pressed::Answer(media) => desktop.call("call_accept", json!({ "call_id": call, "media": media })).await,
        Pressed::Decline => desktop.call("call_decline", json!({ "call_id": call })).await,
        Pressed::Open => return main_window::show(&app),
    };
    if let Err(problem) = done {
        tracing::warn!(code = ?problem.code, ?pressed, "what was pressed for a ring did nothing");
    }
}
