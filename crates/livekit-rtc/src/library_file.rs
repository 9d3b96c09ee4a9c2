//! Where the native library lies.

use crate::problem::RtcError;
use std::path::{Path, PathBuf};

/// The only version of the library that is used: its messages are renumbered between versions.
pub const LIBRARY_VERSION: &str = env!("LIVEKIT_LIBRARY_VERSION");

/// Names the library for this process and its children.
const SETTING: &str = "LEADLINE_LIVEKIT_LIBRARY";

/// Where to look for the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LibraryFile {
    /// In `LEADLINE_LIVEKIT_LIBRARY` if set; else beside the running program (on macOS among its frameworks too), then in this user's cache.
    #[default]
    Usual,
    /// Here and nowhere else.
    At(PathBuf),
}

impl LibraryFile {
    pub(crate) fn find(&self) -> Result<PathBuf, RtcError> {
        let places = self.places();
        places.iter().find(|place| place.is_file()).cloned().ok_or(RtcError::LibraryMissing { looked_at: places })
    }

    fn places(&self) -> Vec<PathBuf> {
        if let Self::At(file) = self {
            return vec![file.clone()];
        }
        if let Some(named) = std::env::var_os(SETTING) {
            return vec![PathBuf::from(named)];
        }
        let program = std::env::current_exe().ok();
        let folder = program.as_deref().and_then(Path::parent);
        let beside = folder.map(|folder| folder.join(file_name()));
        // Within a bundle of macOS, what is signed along with the program lies there.
        let framework =
            folder.filter(|_| cfg!(target_os = "macos")).map(|folder| folder.join("../Frameworks").join(file_name()));
        let platform = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
        let cached = dirs::cache_dir()
            .map(|cache| cache.join("leadline/livekit-ffi").join(LIBRARY_VERSION).join(platform).join(file_name()));
        beside.into_iter().chain(framework).chain(cached).collect()
    }
}

fn file_name() -> &'static str {
    if cfg!(target_os = "windows") {
        "livekit_ffi.dll"
    } else if cfg!(target_os = "macos") {
        "liblivekit_ffi.dylib"
    } else {
        "liblivekit_ffi.so"
    }
}
