//! What the computer does while somebody calls: the ring window, and the system's own notification where there is one.
//! Both follow the core's state of calls and decide nothing.

use crate::ring_notification::{Pressed, RingNotifications};
use crate::{Runtime, main_window, ring_window};
use leadline_desktop::Desktop;
use leadline_desktop::api::{Calls, DesktopEvent, Language, SessionState};
use serde_json::json;
use std::sync::Arc;
use tauri::AppHandle;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// Follows the calls for as long as the app runs.
pub fn follow(app: &AppHandle<Runtime>, desktop: Arc<Desktop>) {
    let mut events = desktop.events().listen();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let (obeying, core) = (app.clone(), desktop.clone());
        let mut notifications = RingNotifications::connect(move |call, pressed| {
            tauri::async_runtime::spawn(obey(obeying.clone(), core.clone(), call, pressed));
        })
        .await;
        while let Some(calls) = next(&mut events, &desktop).await {
            let in_window = ring_window::show(&app, &calls);
            let notified = notifications.show(&calls, &language(&desktop).await).await;
            if !calls.ringing.is_empty() && (in_window || notified) {
                desktop.rings_are_shown();
            }
        }
    });
}

/// The next state of calls; nothing once the app ends.
async fn next(events: &mut Receiver<DesktopEvent>, desktop: &Arc<Desktop>) -> Option<Calls> {
    loop {
        match events.recv().await {
            Ok(DesktopEvent::Calls { state }) => return Some(*state),
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => {
                let answer = desktop.call("calls", json!({})).await;
                if let Some(calls) = answer.ok().and_then(|answer| serde_json::from_value(answer).ok()) {
                    return Some(calls);
                }
            }
            Err(RecvError::Closed) => return None,
        }
    }
}

async fn language(desktop: &Arc<Desktop>) -> Language {
    let answer = desktop.call("session", json!({})).await.ok();
    let session = answer.and_then(|answer| serde_json::from_value::<SessionState>(answer).ok());
    session.map_or(Language::En, |session| session.settings.language)
}

/// Does what a button of a notification says.
async fn obey(app: AppHandle<Runtime>, desktop: Arc<Desktop>, call: Uuid, pressed: Pressed) {
    let done = match pressed {
        Pressed::Answer => desktop.call("call_accept", json!({ "call_id": call, "media": "audio" })).await,
        Pressed::Decline => desktop.call("call_decline", json!({ "call_id": call })).await,
        Pressed::Open => desktop.call("calls", json!({})).await,
    };
    if let Err(problem) = done {
        tracing::warn!(code = ?problem.code, ?pressed, "the button of a notification did nothing");
    }
    if pressed != Pressed::Decline {
        main_window::show(&app);
    }
}
