//! Microphones and loudspeakers.

use super::api;
use leadline_protocol::Problem;

api! {
    /// Command `sound_devices`, and the answer of `sound_choose`.
    pub struct SoundDevices {
        /// Microphones.
        pub inputs: Vec<SoundDevice>,
        /// Loudspeakers and headsets.
        pub outputs: Vec<SoundDevice>,
        /// What is used.
        pub chosen: SoundChoice,
        /// Why there are none to choose from.
        pub fault: Option<Problem>,
    }

    /// A microphone or a loudspeaker.
    pub struct SoundDevice {
        /// Stays the same while the device is plugged in.
        pub id: String,
        /// As the system calls it.
        pub name: String,
        /// The one the system uses.
        pub is_default: bool,
    }

    /// Command `sound_choose`; takes effect in a running call.
    #[derive(Default)]
    pub struct SoundChoice {
        /// The microphone; `None` follows the system.
        pub input: Option<String>,
        /// The loudspeaker; `None` follows the system.
        pub output: Option<String>,
    }

    /// Command `sound_test`: while on, the microphone is heard in the loudspeaker and its level is told by the event
    /// `sound_level`.
    pub struct SoundTest {
        /// On or off.
        pub on: bool,
    }
}
