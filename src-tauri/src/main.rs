//! The shell: one window, and the bridge between it and the core in `leadline-desktop`. It decides nothing about
//! clients, sessions or sync.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

#[cfg(target_os = "linux")]
mod breakdown;
mod bridge;
mod catalogue;
mod computer;
mod doctor;
mod doctor_words;
mod ending;
#[cfg(target_os = "linux")]
mod freedesktop_notifications;
#[cfg(target_os = "linux")]
mod linux_webkit;
mod main_window;
mod notice_notification;
mod notice_words;
mod notices;
mod options;
mod own_pages;
mod panel;
mod phone_program;
#[cfg(target_os = "linux")]
mod rendering;
#[cfg(target_os = "linux")]
mod ring_keys;
mod ring_notification;
mod ring_window;
mod ring_words;
mod ringing;
mod screen_area;
mod sign_in_file;
mod tray;
mod tray_words;
mod updates;
mod window_place;

use computer::ThisComputer;
use ending::Ending;
use leadline_desktop::calls::{CallingLines, Camera};
use leadline_desktop::updates::{NoUpdater, Updater};
use leadline_desktop::{Computer, Desktop, KeyFile, Keyring, Parts, Surroundings, log_files};
use options::Options;
use phone_program::SystemsOpener;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
#[cfg(target_os = "linux")]
use tauri::Manager;
use tauri::RunEvent;
use tray::TrayThere;
use updates::FromFeed;

/// The toolkit's runtime, named once.
type Runtime = tauri::Wry;

/// How long a start has the computer to itself.
const WINDOW_FIRST: Duration = Duration::from_secs(3);

/// What a program ends with that was told what it does not know.
const WRONG_WORDS: u8 = 2;

fn main() -> ExitCode {
    let options = match Options::of_this_process() {
        Ok(options) => options,
        Err(fault) => {
            eprintln!("leadline: {fault}");
            return ExitCode::from(WRONG_WORDS);
        }
    };
    match run(options) {
        Ok(code) => code,
        Err(fault) => {
            tracing::error!(%fault, "Leadline cannot start");
            eprintln!("Leadline cannot start: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> Result<ExitCode, Box<dyn Error>> {
    if let Some(wanted) = &options.doctor {
        return Ok(doctor::run(wanted, &options.data_dir, |computer| parts(&options, computer, Arc::new(NoUpdater)))?);
    }
    // The environment may only be changed while there is one thread; writing the log takes another.
    #[cfg(target_os = "linux")]
    linux_webkit::prepare(if options.safe_rendering {
        rendering::Way::WithoutCard
    } else {
        rendering::look(&options.data_dir)
    })?;
    let log = log_files::start(&options.data_dir);
    let context = tauri::generate_context!();
    let builder = tauri::Builder::<Runtime>::new();
    #[cfg(target_os = "linux")]
    let builder = builder.plugin(breakdown::survived());
    builder
        .plugin(main_window::only_one(&options.data_dir))
        .plugin(computer::started_at_login())
        .plugin(tauri_plugin_dialog::init())
        .plugin(updates::plugin())
        .manage(Ending::of(Some(log)))
        .invoke_handler(bridge::answer)
        .setup(move |app| {
            let tray = TrayThere::default();
            let computer = ThisComputer::around(app.handle().clone(), tray.clone());
            let updater = FromFeed::of_this_copy(app.handle().clone(), &options.data_dir);
            let desktop = Desktop::new(parts(&options, Arc::new(computer), Arc::new(updater)));
            #[cfg(target_os = "linux")]
            app.manage(rendering::Rendering::of_last_start(&options.data_dir));
            bridge::connect(app.handle(), desktop.clone());
            ringing::follow(app.handle(), desktop.clone());
            notices::follow(app.handle(), desktop.clone());
            tray::follow(app.handle(), desktop.clone(), tray);
            let opened = desktop.clone();
            // The local data opens while the toolkit brings the window up.
            tauri::async_runtime::spawn(async move {
                opened.ready().await;
                // Finding out who keeps this copy up to date asks other programs, and the window comes first.
                tokio::time::sleep(WINDOW_FIRST).await;
                opened.keep_up_to_date();
            });
            main_window::prepare(app, &options.data_dir)?;
            if !options.hidden || !options.links.is_empty() {
                main_window::open(app.handle(), main_window::Shows::Start)?;
            }
            options.links.iter().for_each(|link| desktop.open_link(link));
            if let Some(file) = options.sign_in_file {
                tauri::async_runtime::spawn(sign_in_file::sign_in(desktop, file));
            }
            Ok(())
        })
        .on_window_event(main_window::when_touched)
        .build(context)?
        .run(|app, event| match event {
            // No window is left. What rings and syncs needs none, and who wanted the app to end has said so.
            RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
            // Other systems hand links over as words of the command line.
            #[cfg(target_os = "macos")]
            RunEvent::Opened { urls } => urls.iter().for_each(|link| main_window::open_link(app, link.as_str())),
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => main_window::show(app),
            RunEvent::Exit => {
                main_window::remember_place(app);
                ringing::end(app);
                notices::end(app);
                bridge::disconnect(app);
                ending::now(app);
            }
            _ => {}
        });
    Ok(ExitCode::SUCCESS)
}

fn parts(options: &Options, computer: Arc<dyn Computer>, updater: Arc<dyn Updater>) -> Parts {
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
        computer,
        updater,
    }
}
