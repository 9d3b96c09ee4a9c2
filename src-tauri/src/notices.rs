//! What comes up while the app runs, be its window open or not: it is shown by the desktop, and a press on it opens
//! what it is about. Follows the core and decides nothing.

use crate::notice_notification::NoticeNotifications;
use crate::ringing::{GOODBYE, asked};
use crate::{Runtime, main_window};
use leadline_desktop::Desktop;
use leadline_desktop::api::{DesktopEvent, Entity, Language, NoticeKind, Notices, SessionState, Told};
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;
use tauri::{AppHandle, Manager};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// Follows what comes up for as long as the app runs.
pub fn follow(app: &AppHandle<Runtime>, desktop: Arc<Desktop>) {
    let mut events = desktop.events().listen();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let (opening, core) = (app.clone(), desktop.clone());
        let notifications = NoticeNotifications::connect(move |told| {
            tauri::async_runtime::spawn(open(opening.clone(), core.clone(), told));
        });
        let notifications = Arc::new(notifications.await);
        app.manage(notifications.clone());
        loop {
            match events.recv().await {
                Ok(DesktopEvent::Told { news }) => notifications.show(news, &language(&desktop).await).await,
                Ok(DesktopEvent::NoticeTried {}) => notifications.try_one(&language(&desktop).await).await,
                Ok(event) if !touches_what_stands(&event) => {}
                Ok(_) | Err(RecvError::Lagged(_)) => {
                    if !notifications.is_empty().await {
                        let standing = unseen(&desktop).await;
                        notifications.withdraw(|id| standing.contains(id)).await;
                    }
                }
                Err(RecvError::Closed) => return,
            }
        }
    });
}

/// The app ends: a press would do nothing any more.
pub fn end(app: &AppHandle<Runtime>) {
    let Some(notifications) = app.try_state::<Arc<NoticeNotifications>>() else { return };
    let withdrawn = async { tokio::time::timeout(GOODBYE, notifications.withdraw(|_| false)).await };
    if tauri::async_runtime::block_on(withdrawn).is_err() {
        tracing::warn!("the desktop does not take the notifications of what came up away in time");
    }
}

async fn language(desktop: &Arc<Desktop>) -> Language {
    let session = asked::<SessionState>(desktop, "session").await;
    session.map_or(Language::En, |session| session.settings.language)
}

/// What the person has not seen yet and still stands; nothing for whoever is signed out.
async fn unseen(desktop: &Arc<Desktop>) -> HashSet<Uuid> {
    let all = asked::<Notices>(desktop, "notices").await.map(|all| all.rows).unwrap_or_default();
    all.into_iter().filter(|row| !row.seen).map(|row| row.id).collect()
}

fn touches_what_stands(event: &DesktopEvent) -> bool {
    match event {
        DesktopEvent::Changed { entities, .. } => {
            entities.iter().any(|entity| matches!(entity, Entity::Activity | Entity::Notification))
        }
        DesktopEvent::Session { .. } => true,
        _ => false,
    }
}

/// Opens what a notification is about.
async fn open(app: AppHandle<Runtime>, desktop: Arc<Desktop>, told: Told) {
    let seen = desktop.call("notices_seen", json!({ "ids": told.ids })).await;
    if let Err(problem) = seen {
        tracing::warn!(code = ?problem.code, "what was pressed still counts as not seen");
    }
    main_window::open_link(&app, &link(&told));
}

/// Where it leads: to the one thing, or to the screen that lists such things.
fn link(told: &Told) -> String {
    match (told.kind, told.ids.as_slice(), told.newest.client_id) {
        (NoticeKind::TaskDue | NoticeKind::Reminder, [task], _) => format!("leadline:activity/{task}"),
        (NoticeKind::TaskDue | NoticeKind::Reminder, ..) => "leadline:activities".to_owned(),
        (NoticeKind::MissedCall, [_], Some(client)) => format!("leadline:client/{client}"),
        (NoticeKind::MissedCall, ..) => "leadline:calls".to_owned(),
    }
}
