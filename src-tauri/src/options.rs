//! What the app is told when it is started.

use crate::computer::HIDDEN;
use leadline_desktop::links;
use std::env;
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
    /// `--safe-rendering`: draw without the graphics card.
    pub safe_rendering: bool,
    /// `--hidden`: without the window, as when the computer starts.
    pub hidden: bool,
    /// Links that another program hands over, in the order of the words.
    pub links: Vec<String>,
}

impl Options {
    /// Reads arguments and environment.
    pub fn of_this_process() -> Result<Self, String> {
        let mut data_dir = env::var_os("LEADLINE_DATA").map(PathBuf::from);
        let (mut safe_rendering, mut hidden, mut links) = (false, false, Vec::new());
        let mut words = env::args_os().skip(1);
        while let Some(word) = words.next() {
            match word.to_str() {
                Some("--data") => data_dir = Some(words.next().ok_or("--data needs a folder")?.into()),
                Some("--safe-rendering") => safe_rendering = true,
                Some(HIDDEN) => hidden = true,
                Some(link) if links::is_meant(link) => links.push(link.to_owned()),
                // The desktop and test drivers add words of their own.
                _ => {}
            }
        }
        let data_dir = match data_dir {
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
        })
    }
}
