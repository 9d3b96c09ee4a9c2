//! Requests from the window to the core, and events back. Which window may ask what is decided before a request gets
//! here, by the permission list made from the command table.

use crate::Runtime;
use leadline_desktop::api::DesktopEvent;
use leadline_desktop::{Code, Desktop, Problem};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tauri::ipc::{Invoke, InvokeBody, InvokeError};
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::broadcast::error::RecvError;

/// The one event; its payload is a `DesktopEvent`.
const EVENT: &str = "leadline";
/// How long an app that ends closes what is open.
const CLOSING: Duration = Duration::from_secs(15);

/// Answers a request of a window with the command of the same name.
pub fn answer(invoke: Invoke<Runtime>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let desktop = message.webview_ref().try_state::<Arc<Desktop>>().map(|desktop| desktop.inner().clone());
    let (name, request) = (message.command().to_owned(), request(message.payload()));
    resolver.respond_async(async move {
        let answer = match desktop {
            Some(desktop) => desktop.call(&name, request).await,
            None => Err(Problem::new(Code::Unavailable)),
        };
        answer.map_err(|problem| InvokeError::from(serde_json::json!(problem)))
    });
    true
}

fn request(payload: &InvokeBody) -> Value {
    match payload {
        InvokeBody::Json(arguments) => arguments.get("request").cloned().unwrap_or(Value::Null),
        InvokeBody::Raw(_) => Value::Null,
    }
}

/// Gives the windows a core to talk to, and passes its events on for as long as the app runs.
pub fn connect(app: &AppHandle<Runtime>, desktop: Arc<Desktop>) {
    let mut events = desktop.events().listen();
    app.manage(desktop);
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            let event = match events.recv().await {
                Ok(event) => event,
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(missed, "the window is slow");
                    DesktopEvent::Missed {}
                }
                Err(RecvError::Closed) => return,
            };
            if let Err(fault) = app.emit(EVENT, event) {
                tracing::warn!(%fault, "an event did not reach the window");
            }
        }
    });
}

/// Asks the core on a person's behalf where no page can; what is refused is in the log.
pub fn ask(app: &AppHandle<Runtime>, command: &'static str, request: Value) {
    let Some(desktop) = app.try_state::<Arc<Desktop>>().map(|desktop| desktop.inner().clone()) else { return };
    tauri::async_runtime::spawn(async move {
        // The core writes down what it refuses.
        let _ = desktop.call(command, request).await;
    });
}

/// The app ends. Whatever hangs, it does: what is not closed by then the next start finds as after a power cut.
pub fn disconnect(app: &AppHandle<Runtime>) {
    let Some(desktop) = app.try_state::<Arc<Desktop>>() else { return };
    let closed = async { tokio::time::timeout(CLOSING, desktop.close()).await };
    if tauri::async_runtime::block_on(closed).is_err() {
        tracing::warn!("the app ends before everything is closed");
    }
}
