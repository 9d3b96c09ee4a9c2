//! The main window.

use crate::{Runtime, own_pages, ring_window};
use std::fs;
use std::path::{Path, PathBuf};
use tauri::plugin::TauriPlugin;
use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

/// The window's name, also in the permission list.
pub const LABEL: &str = "main";

/// Where the windows keep what belongs to the pages.
struct Folder(PathBuf);

/// Opens the window.
pub fn open(app: &App<Runtime>, data_dir: &Path) -> tauri::Result<()> {
    let folder = own_folder(app, data_dir)?;
    app.manage(Folder(folder.clone()));
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .on_navigation(own_pages::are)
        .title("Leadline")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 640.0)
        .data_directory(folder)
        .build()?;
    Ok(())
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

/// A second start with the same data brings the window of the first one forward and ends.
pub fn only_one(data_dir: &Path) -> TauriPlugin<Runtime> {
    let plugin = tauri_plugin_single_instance::Builder::new().callback(|app, _, _| show(app));
    plugin.dbus_id(format!("app.leadline.desktop.data{:016x}", fingerprint(data_dir))).build()
}

/// The window comes back where and as large as it was.
pub fn remembered_place(data_dir: &Path) -> TauriPlugin<Runtime> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_denylist(&[ring_window::LABEL])
        .with_filename(data_dir.join("window.json").to_string_lossy())
        .build()
}

/// Brings the window forward.
pub fn show(app: &AppHandle<Runtime>) {
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(fault) = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus())
    {
        tracing::warn!(%fault, "the window cannot be brought forward");
    }
}

/// The same path gives the same number in every build (FNV-1a).
fn fingerprint(path: &Path) -> u64 {
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
