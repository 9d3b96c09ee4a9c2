//! What can go wrong, as whoever starts a call has to tell it apart.

use std::path::PathBuf;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RtcError {
    /// There is no native library in any of the places it may be.
    #[error("LiveKit's native library is in none of these places: {looked_at:?}")]
    LibraryMissing {
        /// In the order they were tried.
        looked_at: Vec<PathBuf>,
    },
    /// The file is there and is not a library this machine can load.
    #[error("{} cannot be loaded: {cause}", path.display())]
    LibraryUnloadable {
        /// The file.
        path: PathBuf,
        /// What the system's loader says.
        cause: String,
    },
    /// The library is not the one whose protocol this crate speaks.
    #[error("the native library is version {}, {wanted} is needed", found.as_deref().unwrap_or("unknown"))]
    LibraryVersion {
        /// What it calls itself, if it said so in time.
        found: Option<String>,
        /// The only version that is used.
        wanted: &'static str,
    },
    /// The library met a bug of its own; nothing works until the program starts again.
    #[error("the native library broke down: {0}")]
    BrokenDown(String),
    /// The server does not take the token: expired, forged, or for something else.
    #[error("the server refuses the token: {0}")]
    TokenRefused(String),
    /// Nobody answers at the server's address, or what answers does not complete the connection.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The token does not allow this.
    #[error("not allowed: {0}")]
    NotAllowed(String),
    /// No answer within the time this crate waits.
    #[error("{0} was not answered in time")]
    TimedOut(&'static str),
    /// The room has been left, or the track has ended.
    #[error("the room or track is gone")]
    Gone,
    /// A frame's planes do not hold the pixels its size says.
    #[error("a frame of {width} x {height} pixels needs larger planes or even sides")]
    FrameShape {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// The library said no, in its own words.
    #[error("the native library refuses {what}: {detail}")]
    Rejected {
        /// What was asked.
        what: &'static str,
        /// Its answer.
        detail: String,
    },
}
