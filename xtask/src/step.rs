//! Saying what is done, running programs, and failing with advice.

use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A failure with what to do about it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    advice: String,
}

impl Failure {
    /// What went wrong, and what to do.
    pub fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), advice: advice.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stopped: {}\n{}", self.what, self.advice)
    }
}

impl std::error::Error for Failure {}

/// Says what comes next.
pub fn say(what: impl fmt::Display) {
    println!("==> {what}");
}

/// Says what comes next, does it, and says how long it took if that was more than a moment.
pub fn step<T>(what: impl fmt::Display, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    say(&what);
    let start = Instant::now();
    let done = work()?;
    let seconds = start.elapsed().as_secs_f32();
    if seconds >= 1.0 {
        println!("    done in {seconds:.0} s");
    }
    Ok(done)
}

/// Runs a program to its end, its output on this terminal.
pub fn run(command: &mut Command, advice: &str) -> Result<(), Failure> {
    let name = name_of(command);
    let status =
        command.status().map_err(|cause| Failure::new(format!("`{name}` cannot be started: {cause}"), advice))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{name}` ended with {status}"), advice)) }
}

/// Runs a program to its end and returns what it printed; its error output only if it fails.
pub fn output(command: &mut Command, advice: &str) -> Result<String, Failure> {
    let name = name_of(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| Failure::new(format!("`{name}` cannot be started: {cause}"), advice))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!("`{name}` ended with {}\n{said}", output.status), advice))
    }
}

/// Whether a program can be found on the PATH.
pub fn found(program: &str) -> bool {
    on_path(program).is_some()
}

/// Where a program lies on the PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|program| program.is_file())
}

fn name_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
