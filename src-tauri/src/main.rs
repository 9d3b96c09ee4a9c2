//! The shell: one window, and the bridge between it and the core in `leadline-desktop`. It decides nothing about
//! clients, sessions or sync.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

#[cfg(target_os = "linux")]
mod breakdown;
mod bridge;
#[cfg(target_os = "linux")]
mod linux_webkit;
mod log_files;
mod main_window;
mod options;
mod own_pages;
mod phone_program;
mod ring_notification;
mod ring_window;
mod ring_words;
mod ringing;
mod sign_in_file;

use leadline_desktop::calls::{CallingLines, Camera};
use leadline_desktop::{Desktop, KeyFile, Keyring, Parts, Surroundings};
use options::Options;
use phone_program::SystemsOpener;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

/// The toolkit's runtime, named once.
type Runtime = tauri::Wry;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            tracing::error!(%fault, "Leadline cannot start");
            eprintln!("Leadline cannot start: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let options = Options::of_this_process()?;
    #[cfg(target_os = "linux")]
    linux_webkit::prepare(options.safe_rendering)?;
    let _written_until_dropped = log_files::start(&options.data_dir);
    let context = tauri::generate_context!();
    let builder = tauri::Builder::<Runtime>::new();
    #[cfg(target_os = "linux")]
    let builder = builder.plugin(breakdown::survived());
    builder
        .plugin(main_window::only_one(&options.data_dir))
        .plugin(main_window::remembered_place(&options.data_dir))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(bridge::answer)
        .setup(move |app| {
            let desktop = Desktop::new(parts(&options));
            bridge::connect(app.handle(), desktop.clone());
            ringing::follow(app.handle(), desktop.clone());
            let opened = desktop.clone();
            // The local data opens while the toolkit brings the window up.
            tauri::async_runtime::spawn(async move { opened.ready().await });
            main_window::open(app, &options.data_dir)?;
            if let Some(file) = options.sign_in_file {
                tauri::async_runtime::spawn(sign_in_file::sign_in(desktop, file));
            }
            Ok(())
        })
        .build(context)?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                bridge::disconnect(app);
            }
        });
    Ok(())
}

fn parts(options: &Options) -> Parts {
    let camera = if options.test_camera { Camera::TestPicture } else { Camera::Own };
    Parts {
        data_dir: options.data_dir.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        device_name: gethostname::gethostname().to_string_lossy().into_owned(),
        platform: std::env::consts::OS.to_owned(),
        default_server: options.server.clone(),
        surroundings: Surroundings::of_this_computer(),
        keyring: Arc::new(Keyring::default()),
        key_file: Arc::new(KeyFile::new(options.data_dir.join("keys.json"))),
        lines: Arc::new(CallingLines::of_this_computer(camera)),
        phone_program: Arc::new(SystemsOpener::of_this_system()),
    }
}
