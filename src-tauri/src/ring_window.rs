//! The small window of an incoming call: above everything, in the corner, without taking the text cursor away. It comes
//! even if the main window is minimised or closed.

use crate::{Runtime, main_window, own_pages};
use leadline_desktop::api::{CallPhase, Calls};
use tauri::{
    AppHandle, LogicalSize, Manager, PhysicalPosition, Webview, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

/// The window's name, also in the permission list.
pub const LABEL: &str = "ring";
const PAGE: &str = "ring.html";
const SIZE: LogicalSize<f64> = LogicalSize::new(380.0, 260.0);
/// From the edges of the work area, in logical pixels.
const MARGIN: f64 = 16.0;

/// Opens the window when something rings and closes it when nothing is left to say. Whether it is there.
pub fn show(app: &AppHandle<Runtime>, calls: &Calls) -> bool {
    let open = app.get_webview_window(LABEL);
    let connecting = calls.current.as_ref().is_some_and(|call| call.incoming && call.phase == CallPhase::Connecting);
    match open {
        None if !calls.ringing.is_empty() && app.asset_resolver().get(PAGE.to_owned()).is_some() => match build(app) {
            Ok(()) => true,
            Err(fault) => {
                tracing::warn!(%fault, "the window of the call cannot be opened");
                false
            }
        },
        None => false,
        Some(window) if calls.ringing.is_empty() && calls.elsewhere.is_none() && !connecting => {
            if let Err(fault) = window.destroy() {
                tracing::warn!(%fault, "the window of the call cannot be closed");
            }
            false
        }
        Some(_) => true,
    }
}

fn build(app: &AppHandle<Runtime>) -> tauri::Result<()> {
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(PAGE.into()))
        .on_navigation(own_pages::are)
        .title("Leadline")
        .inner_size(SIZE.width, SIZE.height)
        .resizable(false)
        .decorations(false)
        .always_on_top(true)
        .visible_on_all_workspaces(true)
        .skip_taskbar(true)
        .focused(false);
    if let Some(folder) = main_window::folder(app) {
        builder = builder.data_directory(folder);
    }
    let window = builder.build()?;
    let page = window.clone();
    window.on_window_event(move |event| {
        // A window that opened without the keyboard does not hand it on to its page when it is given it.
        if let WindowEvent::Focused(true) = event
            && let Err(fault) = AsRef::<Webview<Runtime>>::as_ref(&page).set_focus()
        {
            tracing::warn!(%fault, "the window of the call cannot take keys");
        }
    });
    if let Some(corner) = corner(app, &window)? {
        window.set_position(corner)?;
    }
    Ok(())
}

/// Bottom right of the work area, on the screen of the main window if that is known.
fn corner(app: &AppHandle<Runtime>, window: &WebviewWindow<Runtime>) -> tauri::Result<Option<PhysicalPosition<i32>>> {
    let of_main = app.get_webview_window(main_window::LABEL).and_then(|main| main.current_monitor().ok().flatten());
    let Some(screen) = of_main.map_or_else(|| window.primary_monitor(), |screen| Ok(Some(screen)))? else {
        return Ok(None);
    };
    let area = screen.work_area();
    let scale = screen.scale_factor();
    let from_end = |length: f64| ((length + MARGIN) * scale).round() as i32;
    let end = |start: i32, length: u32| start.saturating_add(i32::try_from(length).unwrap_or(i32::MAX));
    Ok(Some(PhysicalPosition::new(
        end(area.position.x, area.size.width) - from_end(SIZE.width),
        end(area.position.y, area.size.height) - from_end(SIZE.height),
    )))
}
