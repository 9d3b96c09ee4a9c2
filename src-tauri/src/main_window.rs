//! The main window. It can be closed and opened again while the app runs: nothing but its page lives in it.

use crate::computer::HIDDEN;
use crate::window_place::WindowPlace;
use crate::{Runtime, own_pages};
use leadline_desktop::{Desktop, links};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tauri::plugin::TauriPlugin;
use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent};

/// The window's name, also in the permission list.
pub const LABEL: &str = "main";

/// Where the windows keep what belongs to the pages.
struct Folder(PathBuf);

/// Finds a folder for what belongs to the pages, and where the window stood.
pub fn prepare(app: &App<Runtime>, data_dir: &Path) -> tauri::Result<()> {
    let folder = own_folder(app, data_dir)?;
    app.manage(Folder(folder));
    app.manage(WindowPlace::of_last_start(data_dir));
    Ok(())
}

/// What a window that opens shows.
#[derive(Clone, Copy, Debug)]
pub enum Shows {
    /// What its page begins with.
    Start,
    /// The call that goes on.
    Call,
}

/// Opens the window, where and as large as it was.
pub fn open(app: &AppHandle<Runtime>, shows: Shows) -> tauri::Result<()> {
    let page = match shows {
        Shows::Start => "index.html",
        Shows::Call => "index.html#/call",
    };
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(page.into()))
        .on_navigation(own_pages::are)
        .title("Leadline")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 640.0)
        .visible(false);
    if let Some(folder) = folder(app) {
        builder = builder.data_directory(folder);
    }
    #[cfg(target_os = "linux")]
    app.state::<crate::rendering::Rendering>().begins();
    let window = builder.build()?;
    if let Err(fault) = app.state::<WindowPlace>().restore(&window) {
        tracing::warn!(%fault, "the window does not stand where it stood");
    }
    window.show()
}

/// The person moves the window: where it stands is remembered. They close it: its page is thrown away, and the app goes
/// on without it or ends. Where it goes on, a window with a call in it only gets out of the way.
pub fn when_touched(window: &Window<Runtime>, event: &WindowEvent) {
    if window.label() != LABEL {
        return;
    }
    let app = window.app_handle();
    let place = app.state::<WindowPlace>();
    match event {
        WindowEvent::Moved(_) | WindowEvent::Resized(_) => place.look_at(window),
        WindowEvent::CloseRequested { .. } => {
            place.look_at(window);
            place.write();
        }
        _ => {}
    }
    match event {
        WindowEvent::CloseRequested { api, .. } if app_stays(app) && is_on_a_call(app) => {
            api.prevent_close();
            if let Err(fault) = window.minimize() {
                tracing::warn!(%fault, "the window cannot get out of the way");
            }
        }
        WindowEvent::Destroyed if app_stays(app) => {
            if let Some(desktop) = core(app) {
                desktop.page_is_gone();
            }
        }
        WindowEvent::Destroyed => app.exit(0),
        _ => {}
    }
}

/// Whether somebody is being talked to, or dialled.
pub fn is_on_a_call(app: &AppHandle<Runtime>) -> bool {
    core(app).is_some_and(|desktop| desktop.is_on_a_call())
}

fn app_stays(app: &AppHandle<Runtime>) -> bool {
    core(app).is_some_and(|desktop| desktop.stays_when_closed())
}

fn core(app: &AppHandle<Runtime>) -> Option<Arc<Desktop>> {
    app.try_state::<Arc<Desktop>>().map(|desktop| desktop.inner().clone())
}

/// Where the data folder cannot be used, the window takes one that goes when the app ends, so that it can still open
/// and say what is wrong.
fn own_folder(app: &App<Runtime>, data_dir: &Path) -> tauri::Result<PathBuf> {
    let folder = data_dir.join("webview");
    if fs::create_dir_all(&folder).is_ok() {
        return Ok(folder);
    }
    let passing = tempfile::Builder::new().prefix("leadline-window-").tempdir()?;
    let folder = passing.path().to_owned();
    app.manage(passing);
    Ok(folder)
}

/// Where the main window keeps what belongs to its pages; the other windows share it.
pub fn folder(app: &AppHandle<Runtime>) -> Option<PathBuf> {
    app.try_state::<Folder>().map(|folder| folder.0.clone())
}

/// A second start with the same data hands its links over, brings the window of the first one forward and ends.
pub fn only_one(data_dir: &Path) -> TauriPlugin<Runtime> {
    let plugin = tauri_plugin_single_instance::Builder::new().callback(|app, words, _| {
        let first = app.clone();
        // The main thread gets to it when the first start has a core, however soon after it the second one comes.
        let handed_over = app.run_on_main_thread(move || started_again(&first, &words));
        if let Err(fault) = handed_over {
            tracing::warn!(%fault, "a second start brought nothing");
        }
    });
    plugin.dbus_id(format!("app.leadline.desktop.data{:016x}", fingerprint(data_dir))).build()
}

fn started_again(app: &AppHandle<Runtime>, words: &[String]) {
    let links = words.iter().skip(1).filter(|word| links::is_meant(word)).collect::<Vec<_>>();
    for link in &links {
        open_link(app, link);
    }
    if links.is_empty() && words.iter().all(|word| word != HIDDEN) {
        show(app);
    }
}

/// Hands a link to the core and brings the window that opens it.
pub fn open_link(app: &AppHandle<Runtime>, link: &str) {
    if let Some(desktop) = core(app) {
        desktop.open_link(link);
    }
    show(app);
}

/// The app ends: a window that is still open comes back as it is now.
pub fn remember_place(app: &AppHandle<Runtime>) {
    let Some(place) = app.try_state::<WindowPlace>() else { return };
    if let Some(window) = app.get_webview_window(LABEL) {
        place.look_at(&window.as_ref().window());
    }
    place.write();
}

/// Brings the window forward, or opens it again.
pub fn show(app: &AppHandle<Runtime>) {
    bring(app, Shows::Start);
}

/// Brings the window forward for a call that was answered elsewhere: where it can be muted and ended.
pub fn show_call(app: &AppHandle<Runtime>) {
    bring(app, Shows::Call);
}

fn bring(app: &AppHandle<Runtime>, shows: Shows) {
    let app = app.clone();
    // Whoever asks may be in the middle of the event that a new window would wait for.
    tauri::async_runtime::spawn(async move {
        let shown = match app.get_webview_window(LABEL) {
            Some(window) => window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()),
            None => open(&app, shows),
        };
        if let Err(fault) = shown {
            tracing::warn!(%fault, "the window cannot be brought forward");
        }
    });
}

/// The same path gives the same number in every build (FNV-1a).
fn fingerprint(path: &Path) -> u64 {
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
