//! What the app is told when it is started.

use crate::computer::HIDDEN;
use crate::doctor::{DOCTOR, Wanted};
use leadline_desktop::api::Language;
use leadline_desktop::links;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The options of this process. Arguments count more than the environment.
pub struct Options {
    /// `--data FOLDER` or `LEADLINE_DATA`: where everything local is kept.
    pub data_dir: PathBuf,
    /// `LEADLINE_SERVER`: offered as the server address before the first sign-in.
    pub server: Option<String>,
    /// `LEADLINE_SIGN_IN_FILE`: a file to sign in with once, so that no password stands on a command line.
    pub sign_in_file: Option<PathBuf>,
    /// `LEADLINE_TEST_CAMERA`: others see a test picture in place of this computer's cameras.
    pub test_camera: bool,
    /// `--safe-rendering`: draw without the graphics card this time.
    pub safe_rendering: bool,
    /// `--hidden`: without the window, as when the computer starts.
    pub hidden: bool,
    /// Links that another program hands over, in the order of the words.
    pub links: Vec<String>,
    /// `doctor`: says what works on this computer instead of opening a window.
    pub doctor: Option<Wanted>,
}

impl Options {
    /// Reads arguments and environment.
    pub fn of_this_process() -> Result<Self, String> {
        let Words { data_dir, safe_rendering, hidden, links, doctor } = Words::read(env::args_os().skip(1))?;
        let data_dir = match data_dir.or_else(|| env::var_os("LEADLINE_DATA").map(PathBuf::from)) {
            Some(folder) => std::path::absolute(folder).map_err(|fault| fault.to_string())?,
            None => dirs::data_local_dir().ok_or("this user has no folder for data")?.join("leadline"),
        };
        Ok(Self {
            data_dir,
            server: env::var("LEADLINE_SERVER").ok(),
            sign_in_file: env::var_os("LEADLINE_SIGN_IN_FILE").map(PathBuf::from),
            test_camera: env::var_os("LEADLINE_TEST_CAMERA").is_some_and(|value| !value.is_empty()),
            safe_rendering,
            hidden,
            links,
            doctor,
        })
    }
}

/// What the words of the command line say.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    data_dir: Option<PathBuf>,
    safe_rendering: bool,
    hidden: bool,
    links: Vec<String>,
    doctor: Option<Wanted>,
}

impl Words {
    fn read(mut words: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut read = Self::default();
        while let Some(word) = words.next() {
            match (word.to_str(), &mut read.doctor) {
                (Some("--data"), _) => read.data_dir = Some(words.next().ok_or("--data needs a folder")?.into()),
                (Some(DOCTOR), doctor) => *doctor = Some(Wanted::default()),
                (Some("--json"), Some(doctor)) => doctor.json = true,
                (Some("--language"), Some(doctor)) => doctor.language = Some(language(words.next())?),
                // Nothing adds words to what a person types in a terminal.
                (_, Some(_)) => return Err(format!("the doctor does not know {}", word.display())),
                (Some("--safe-rendering"), None) => read.safe_rendering = true,
                (Some(HIDDEN), None) => read.hidden = true,
                (Some(link), None) if links::is_meant(link) => read.links.push(link.to_owned()),
                // The desktop and test drivers add words of their own.
                _ => {}
            }
        }
        Ok(read)
    }
}

fn language(word: Option<OsString>) -> Result<Language, String> {
    match word.as_deref().and_then(|word| word.to_str()) {
        Some("en") => Ok(Language::En),
        Some("th") => Ok(Language::Th),
        _ => Err("--language is en or th".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Words, String> {
        Words::read(words.iter().map(OsString::from))
    }

    #[test]
    fn a_start_takes_its_words_and_leaves_those_of_others() {
        let words = read(&["--data", "here", "--hidden", "tel:+66815550142", "--driver-word", "plain"]).unwrap();
        assert_eq!(words.data_dir, Some(PathBuf::from("here")));
        assert!(words.hidden && !words.safe_rendering && words.doctor.is_none());
        assert_eq!(words.links, ["tel:+66815550142"]);
        assert!(read(&["--data"]).is_err());
    }

    #[test]
    fn the_doctor_takes_its_own_words_and_refuses_others() {
        let words = read(&["--data", "here", "doctor", "--json", "--language", "th"]).unwrap();
        assert_eq!(words.doctor, Some(Wanted { json: true, language: Some(Language::Th) }));
        assert_eq!(words.data_dir, Some(PathBuf::from("here")));
        for wrong in [["doctor", "--jsn"], ["doctor", "--language"], ["doctor", "tel:191"]] {
            assert!(read(&wrong).is_err(), "{wrong:?}");
        }
        assert!(read(&["doctor", "--language", "de"]).is_err());
    }
}
