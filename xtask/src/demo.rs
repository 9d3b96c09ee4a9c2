//! `cargo xtask demo`: from a fresh checkout to a desktop app with leads in it.

use crate::arguments::Arguments;
use crate::desktop_session::DesktopSession;
use crate::server::{self, Server};
use crate::step::{Failure, say, step};
use crate::workspace::scratch;
use crate::{demo_customer, livekit, machine};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;
use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Who the demo signs in as; the seed makes this person.
const AGENT: (&str, &str) = ("naphat@tawan.example", "rayong-sunrise-42");
/// Most leads the seed can invent.
const MOST_LEADS: u64 = 1_000_000;
/// Seconds after the start at which pictures of a virtual screen are kept.
const PICTURES_AT: [u64; 5] = [3, 6, 12, 25, 50];

/// Runs the demo until its app ends (or `--seconds N` have passed).
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let leads = arguments.number("leads", 20_000)?;
    if !(1..=MOST_LEADS).contains(&leads) {
        return Err(Failure::new(format!("{leads} leads"), format!("--leads takes 1 to {MOST_LEADS}.")));
    }
    let seconds = arguments.number("seconds", u64::MAX)?;
    let rings = arguments.flag("call");
    machine::prepare(if rings { machine::EVERYTHING } else { machine::DEMO })?;
    livekit::prepare()?;
    let programs = server::programs(false)?;
    let place = scratch(&format!("demo-{leads}"))?;
    let data = place.join("server");
    step(format!("Inventing {leads} leads (the first time only)"), || server::seed(&programs, &data, leads))?;
    let ended = ended_from_outside()?;
    let running = step("Starting the server with its own PostgreSQL", || Server::start(&programs, &data))?;
    say(format!("Server: {}   Documentation of its interface: {0}/api/docs", running.url()));
    say(format!("Signed in as {} with the password {}", AGENT.0, AGENT.1));
    let _caller = if rings {
        Some(demo_customer::call(&programs, &place, &running)?)
    } else {
        demo_customer::invite(&programs, &place, &running)?;
        None
    };
    show(&programs, &place, &running, (seconds, &ended))
}

fn show(programs: &Path, place: &Path, server: &Server, until: (u64, &AtomicBool)) -> Result<(), Failure> {
    let session = DesktopSession::open(place)?;
    let app = session
        .command(&programs.join("leadline"))
        .arg("--data")
        .arg(place.join("desktop"))
        .env("LEADLINE_SIGN_IN_FILE", sign_in_file(place, server)?)
        .envs(test_camera(&session))
        .spawn()
        .map_err(|cause| Failure::new(format!("the desktop app cannot be started: {cause}"), "Build it again."))?;
    say("The desktop app is open. Quit it (Ctrl Q), or press Ctrl C here, to end the demo.");
    watch(app, &session, &place.join("screenshots"), until)
}

/// Set by Ctrl C or a request to end: then app, server, browser and screen are ended in order rather than left behind.
fn ended_from_outside() -> Result<Arc<AtomicBool>, Failure> {
    let ended = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        flag::register(signal, ended.clone())
            .map_err(|cause| Failure::new(format!("Ctrl C cannot be heard: {cause}"), "Try again."))?;
    }
    Ok(ended)
}

/// Where nobody sits at a screen there is no camera to sit before either.
fn test_camera(session: &DesktopSession) -> Option<(&'static str, &'static str)> {
    matches!(session, DesktopSession::Virtual { .. }).then_some(("LEADLINE_TEST_CAMERA", "1"))
}

/// Waits for the app's end, the last of the `seconds`, or to be ended, keeping pictures if the screen is virtual.
fn watch(
    mut app: Child,
    session: &DesktopSession,
    pictures: &Path,
    (seconds, ended): (u64, &AtomicBool),
) -> Result<(), Failure> {
    let start = Instant::now();
    let mut due: Vec<u64> = PICTURES_AT.iter().rev().copied().collect();
    if matches!(session, DesktopSession::Virtual { .. }) {
        fs::create_dir_all(pictures).map_err(|cause| Failure::new(format!("{cause}"), "Is the disk full?"))?;
        say(format!("Pictures of the virtual screen are kept in {}", pictures.display()));
    }
    loop {
        let told_to_end = ended.load(Ordering::Relaxed);
        if let Ok(Some(status)) = app.try_wait() {
            return if status.success() || told_to_end {
                Ok(())
            } else {
                Err(Failure::new(
                    format!("the desktop app ended with {status}"),
                    "Its log is in the folder named above.",
                ))
            };
        }
        let passed = start.elapsed().as_secs();
        if due.last().is_some_and(|at| passed >= *at) {
            let at = due.pop().unwrap_or_default();
            session.picture(&pictures.join(format!("after-{at:02}-seconds.png")))?;
        }
        if passed >= seconds || told_to_end {
            let _ = app.kill();
            let _ = app.wait();
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// A file only this user can read; the app signs in with it once and removes it, so that no password stands on a
/// command line. Invented data may be kept under a key in a file where there is no keyring.
fn sign_in_file(place: &Path, server: &Server) -> Result<PathBuf, Failure> {
    let file = place.join("sign-in.json");
    let refused = |cause: std::io::Error| Failure::new(format!("{}: {cause}", file.display()), "Is the disk full?");
    // Invented data needs no keyring, and a virtual screen has none.
    let content = serde_json::json!({
        "server": server.url(), "email": AGENT.0, "password": AGENT.1, "agree_to_key_file": true,
    });
    let mut writer =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&file).map_err(refused)?;
    std::io::Write::write_all(&mut writer, content.to_string().as_bytes()).map_err(refused)?;
    Ok(file)
}
