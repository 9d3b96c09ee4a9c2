//! The process that draws a window's page can break down. The core, and a call that goes on, are in this one and live;
//! the page is loaded anew. WebKitGTK alone leaves a dead window behind. A page of which nothing was seen yet is given
//! another chance in another way, for which the whole app has to start again.

use crate::rendering::Rendering;
use crate::{Runtime, ending, main_window};
use std::cell::Cell;
use std::time::{Duration, Instant};
use tauri::plugin::TauriPlugin;
use tauri::webview::PlatformWebview;
use tauri::{AppHandle, Manager};
use webkit2gtk::WebViewExt;

/// A page that breaks down again so soon would do it for ever.
const TOO_SOON: Duration = Duration::from_secs(5);

/// Loads the page of every window anew each time its process breaks down.
pub fn survived() -> TauriPlugin<Runtime> {
    tauri::plugin::Builder::new("breakdown")
        .on_webview_ready(|webview| {
            let (label, app) = (webview.label().to_owned(), webview.app_handle().clone());
            if let Err(fault) = webview.with_webview(move |page| survive(&page, label, app)) {
                tracing::warn!(%fault, "a page that breaks down stays so");
            }
        })
        .build()
}

fn survive(webview: &PlatformWebview, window: String, app: AppHandle<Runtime>) {
    let last = Cell::new(None::<Instant>);
    webview.inner().connect_web_process_terminated(move |page, reason| {
        let again = last.replace(Some(Instant::now())).is_some_and(|last| last.elapsed() < TOO_SOON);
        tracing::error!(?reason, again, window, "the process of a page broke down");
        // A call goes on without a page, and would not without the app.
        let may_restart = window == main_window::LABEL && !main_window::is_on_a_call(&app);
        if may_restart && app.state::<Rendering>().broke_down() {
            ending::start_anew(&app);
        } else if !again {
            page.reload();
        }
    });
}
