//! The default backend: LiveKit's own prebuilt library.

mod joining;
mod membership;
mod processing;
mod publishing;
mod stats;
mod translation;

use crate::ffi::loader::{self, Library};
use crate::library_file::LibraryFile;
use crate::problem::RtcError;
use crate::room::{AudioProcessing, JoinSpec, Joined, ProcessingOptions, Rtc};
use async_trait::async_trait;
use std::fmt;
use std::io;
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};

/// Where rooms are joined and followed. The library is there as long as the process, and breaks down for good if a room
/// it opened is not taken over within seconds: so this outlives the runtime of whoever wanted the room.
static ROOMS: LazyLock<io::Result<Runtime>> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).thread_name("leadline-rooms").enable_time().build());

/// LiveKit's native library, loaded and checked. Cheap to clone: the library is one per process.
#[derive(Clone, Copy)]
pub struct NativeRtc {
    library: &'static Library,
}

impl NativeRtc {
    /// Loads the library the first time, and refuses any version but [`crate::LIBRARY_VERSION`]. Must not be called on
    /// a thread that may not wait. A missing file may be put in place and tried again; a wrong version stays refused
    /// until the process ends.
    pub fn load(file: &LibraryFile) -> Result<Self, RtcError> {
        loader::load(file).map(|library| Self { library })
    }

    /// Fails once the library has broken down.
    pub fn check_alive(&self) -> Result<(), RtcError> {
        self.library.router().check_alive()
    }
}

impl fmt::Debug for NativeRtc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NativeRtc")
    }
}

#[async_trait]
impl Rtc for NativeRtc {
    async fn join(&self, spec: JoinSpec) -> Result<Joined, RtcError> {
        let library = self.library;
        let rooms = ROOMS.as_ref().map_err(|fault| RtcError::BrokenDown(fault.to_string()))?;
        // On a task of its own, so that it is finished and undone properly if nobody waits any more.
        let joining = rooms.spawn(joining::join(library, spec));
        joining.await.unwrap_or(Err(RtcError::Gone))
    }

    fn audio_processing(&self, options: ProcessingOptions) -> Result<Box<dyn AudioProcessing>, RtcError> {
        Ok(Box::new(processing::NativeProcessing::new(self.library, options)?))
    }
}

/// What the library must put into an answer.
fn present<T>(part: Option<T>, what: &'static str) -> Result<T, RtcError> {
    part.ok_or(RtcError::Rejected { what, detail: "the answer is empty".to_owned() })
}

/// An answer of another kind than was asked for.
fn unexpected(what: &'static str) -> RtcError {
    RtcError::Rejected { what, detail: "the answer belongs to another question".to_owned() }
}
