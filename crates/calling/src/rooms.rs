//! Rooms through the native library, loaded at the first call rather than at the start of the program.

use async_trait::async_trait;
use leadline_livekit_rtc::{
    AudioProcessing, JoinSpec, Joined, LibraryFile, NativeRtc, ProcessingOptions, Rtc, RtcError,
};

/// Rooms through the native library. A library that is missing is looked for again at every call.
#[derive(Clone, Debug, Default)]
pub struct NativeRooms {
    file: LibraryFile,
}

impl NativeRooms {
    /// With the library where it usually is.
    pub fn new(file: LibraryFile) -> Self {
        Self { file }
    }

    /// Whether calls are possible: the library is there, of the right version, and has not broken down. May take a
    /// second the first time, in which it is loaded.
    pub async fn check(&self) -> Result<(), RtcError> {
        self.load().await?.check_alive()
    }

    async fn load(&self) -> Result<NativeRtc, RtcError> {
        let file = self.file.clone();
        let loading = tokio::task::spawn_blocking(move || NativeRtc::load(&file));
        loading.await.unwrap_or(Err(RtcError::Gone))
    }
}

#[async_trait]
impl Rtc for NativeRooms {
    async fn join(&self, spec: JoinSpec) -> Result<Joined, RtcError> {
        self.load().await?.join(spec).await
    }

    fn audio_processing(&self, options: ProcessingOptions) -> Result<Box<dyn AudioProcessing>, RtcError> {
        // Loaded by the room that it is for.
        NativeRtc::load(&self.file)?.audio_processing(options)
    }
}
