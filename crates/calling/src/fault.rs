//! What can go wrong with a call on this computer, as its user has to tell it apart.

use leadline_livekit_rtc::RtcError;

/// Why something of a call does not work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallingFault {
    /// Nothing to speak into is connected.
    #[error("there is no microphone")]
    NoMicrophone,
    /// Nothing to listen with is connected.
    #[error("there is no loudspeaker")]
    NoLoudspeaker,
    /// The system does not let this program listen.
    #[error("the system refuses the microphone: {0}")]
    MicrophoneRefused(String),
    /// Another program has the device for itself.
    #[error("the device is in use: {0}")]
    DeviceInUse(String),
    /// The device is there and does not work.
    #[error("the device fails: {0}")]
    DeviceFailed(String),
    /// The native library is not where it should be, or cannot be loaded.
    #[error("calling is not installed: {0}")]
    CallLibraryMissing(String),
    /// The native library is of another version.
    #[error("calling is of another version: {0}")]
    CallLibraryVersion(String),
    /// The native library broke down; calls work again after a restart of the program.
    #[error("calling broke down: {0}")]
    CallLibraryBroken(String),
    /// The media server does not answer.
    #[error("the room cannot be reached: {0}")]
    RoomUnreachable(String),
    /// The media server does not let us in, or not speak.
    #[error("the room refuses: {0}")]
    RoomRefused(String),
}

impl From<RtcError> for CallingFault {
    fn from(error: RtcError) -> Self {
        let words = error.to_string();
        match error {
            RtcError::LibraryMissing { .. } | RtcError::LibraryUnloadable { .. } => Self::CallLibraryMissing(words),
            RtcError::LibraryVersion { .. } => Self::CallLibraryVersion(words),
            RtcError::BrokenDown(_) => Self::CallLibraryBroken(words),
            RtcError::TokenRefused(_) | RtcError::NotAllowed(_) | RtcError::Rejected { .. } => Self::RoomRefused(words),
            RtcError::Unreachable(_) | RtcError::TimedOut(_) | RtcError::Gone | RtcError::FrameShape { .. } => {
                Self::RoomUnreachable(words)
            }
        }
    }
}
