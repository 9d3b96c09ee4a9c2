//! The journeys: WebKitWebDriver drives the built app on a virtual screen, and chromedriver the customers' portal,
//! against a real server and a real media server. The journeys themselves are in `e2e/`.

use crate::desktop_session::DesktopSession;
use crate::server;
use crate::step::{Failure, run as run_program, step};
use crate::workspace::{emptied_scratch, root};
use crate::{bundle, livekit};
use std::path::Path;
use std::process::Command;

/// A journey that stands still is a failure, and the others are told all the same.
const LONGEST_FILE: &str = "--test-timeout=900000";

/// Builds everything and runs every journey.
pub fn run() -> Result<(), Failure> {
    livekit::prepare()?;
    let programs = server::programs(false)?;
    // Each run starts from nothing; the pictures of the last one are replaced.
    let place = emptied_scratch("e2e")?;
    let packages = step("Packages to install and remove", || bundle::to_try(&programs))?;
    let session = DesktopSession::open_virtual(&place)?;
    step(format!("Driving the real window and the portal; pictures in {}", place.join("pictures").display()), || {
        let mut command =
            journeys(&session, &programs, &place, &["--test", "--test-concurrency=1", LONGEST_FILE, "e2e/"])?;
        command.env("LEADLINE_PACKAGE", &packages.desktop).env("LEADLINE_SERVER_PACKAGE", &packages.server);
        finished(&mut command)
    })
}

/// Runs Node in the session with what the journeys need to know.
pub fn run_node(session: &DesktopSession, programs: &Path, place: &Path, words: &[&str]) -> Result<(), Failure> {
    finished(&mut journeys(session, programs, place, words)?)
}

fn journeys(session: &DesktopSession, programs: &Path, place: &Path, words: &[&str]) -> Result<Command, Failure> {
    let mut command = session.command(Path::new("node"));
    told(&mut command, programs, place).args(words).env("LIBGL_ALWAYS_SOFTWARE", "1");
    command.env(livekit::SERVER_SETTING, livekit::server()?);
    Ok(command)
}

fn finished(command: &mut Command) -> Result<(), Failure> {
    run_program(
        command,
        "The journey that failed is named above; its last picture and the logs are in the folder named above.",
    )
}

/// Node, told where the programs are and where it may keep files; no session around it.
pub fn node(programs: &Path, place: &Path) -> Command {
    let mut command = Command::new("node");
    told(&mut command, programs, place);
    command
}

fn told<'a>(command: &'a mut Command, programs: &Path, place: &Path) -> &'a mut Command {
    command.current_dir(root()).env("LEADLINE_PROGRAMS", programs).env("LEADLINE_SCRATCH", place)
}
