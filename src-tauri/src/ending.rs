//! The end of the process, and the beginning of the next one if that is why it ends.

use crate::computer::HIDDEN;
use leadline_desktop::{links, log_files};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager, Runtime};

/// What is known of the end before it comes.
pub struct Ending {
    starts_anew: AtomicBool,
    log: Mutex<Option<log_files::Writer>>,
}

impl Ending {
    /// An end that nobody wants yet; the log is written until then.
    pub fn of(log: Option<log_files::Writer>) -> Self {
        Self { starts_anew: AtomicBool::new(false), log: Mutex::new(log) }
    }
}

/// Ends the app in order and starts it again, as the version that is installed then.
pub fn start_anew<R: Runtime>(app: &AppHandle<R>) {
    app.state::<Ending>().starts_anew.store(true, Ordering::Relaxed);
    app.exit(0);
}

/// Everything is closed: what is left of the process goes. An ordinary exit would take the libraries down under threads
/// of the toolkit that still run in them, which crashes now and then (seen in its thread for X devices).
pub fn now<R: Runtime>(app: &AppHandle<R>) {
    app.cleanup_before_exit();
    let Some(ending) = app.try_state::<Ending>() else { return };
    if ending.starts_anew.load(Ordering::Relaxed) {
        start_next(app);
    }
    drop(ending.log.lock().unwrap_or_else(PoisonError::into_inner).take());
    #[cfg(unix)]
    signal_hook::low_level::exit(0);
}

/// With the words of this start, but with its window, and without what was handed over then.
fn start_next<R: Runtime>(app: &AppHandle<R>) {
    // Until now a second start would have brought this one forward and ended.
    tauri_plugin_single_instance::destroy(app);
    let words = app.env().args_os.into_iter().skip(1);
    let words = words.filter(|word| !word.to_str().is_some_and(|word| word == HIDDEN || links::is_meant(word)));
    let started =
        tauri::process::current_binary(&app.env()).and_then(|program| Command::new(program).args(words).spawn());
    if let Err(fault) = started {
        tracing::error!(%fault, "the app cannot be started again");
    }
}
