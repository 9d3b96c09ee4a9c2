//! Telephone numbers go to the program that this system has for them.

#[cfg(target_os = "linux")]
mod beside_leadline;

use leadline_desktop::{Code, PhoneProgram, Problem, TelLink};
use std::io;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
const OPENER: &[&str] = &["xdg-open"];
#[cfg(target_os = "macos")]
const OPENER: &[&str] = &["open"];
#[cfg(windows)]
const OPENER: &[&str] = &["rundll32", "url.dll,FileProtocolHandler"];

/// Whoever opens something says within this time that there is nothing to open it with; some stay as long as the
/// program runs.
const PATIENCE: Duration = Duration::from_secs(3);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The system's own way to open a link. No shell comes between, so the link is one argument whatever it says.
pub struct SystemsOpener {
    words: Vec<String>,
}

impl SystemsOpener {
    /// That of this system.
    pub fn of_this_system() -> Self {
        Self { words: OPENER.iter().map(|word| (*word).to_owned()).collect() }
    }

    fn open(&self, link: &TelLink) -> io::Result<bool> {
        let (program, more) = self.words.split_first().ok_or(io::ErrorKind::NotFound)?;
        let mut command = Command::new(program);
        command.args(more).arg(link.as_str()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        took_it(command.spawn()?)
    }
}

fn took_it(mut opener: Child) -> io::Result<bool> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(status) = opener.try_wait()? {
            return Ok(status.success());
        }
        thread::sleep(LOOK_EVERY);
    }
    // Its end is taken note of, so that it does not stay among the processes.
    thread::spawn(move || opener.wait());
    Ok(true)
}

impl PhoneProgram for SystemsOpener {
    fn hand(&self, link: &TelLink) -> Result<(), Problem> {
        #[cfg(target_os = "linux")]
        let opened = beside_leadline::open(link).unwrap_or_else(|| self.open(link));
        #[cfg(not(target_os = "linux"))]
        let opened = self.open(link);
        match opened {
            Ok(true) => Ok(()),
            Ok(false) => Err(Code::Unavailable.into()),
            Err(fault) => {
                tracing::warn!(%fault, "this system cannot open links");
                Err(Code::Unavailable.into())
            }
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    fn opener(script: &str, file: &std::path::Path) -> SystemsOpener {
        let words = ["sh", "-c", script, file.to_str().unwrap()];
        SystemsOpener { words: words.map(str::to_owned).to_vec() }
    }

    #[test]
    fn a_number_is_one_argument_of_the_opener() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("opened");
        let link = TelLink::to("+66815550142").unwrap();
        opener("printf '%s|%s' \"$#\" \"$1\" > \"$0\"", &file).hand(&link).unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), "1|tel:+66815550142");
    }

    #[test]
    fn a_system_without_a_phone_program_or_without_an_opener_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let link = TelLink::to("+66815550142").unwrap();
        assert_eq!(opener("exit 3", folder.path()).hand(&link), Err(Code::Unavailable.into()));
        let missing = SystemsOpener { words: vec![folder.path().join("nothing").display().to_string()] };
        assert_eq!(missing.hand(&link), Err(Code::Unavailable.into()));
    }
}
