//! What this computer can hear and speak with.

/// Names a device in a way that survives unplugging and restarts, as far as the system has such names.
pub type DeviceId = String;

/// A microphone or loudspeaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundDevice {
    /// For [`SoundChoice`].
    pub id: DeviceId,
    /// For people to read.
    pub name: String,
    /// Whether it is the one that the system uses unless told otherwise.
    pub is_default: bool,
}

/// All devices, and which are to be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoundDevices {
    /// Microphones.
    pub inputs: Vec<SoundDevice>,
    /// Loudspeakers and headphones.
    pub outputs: Vec<SoundDevice>,
    /// What was chosen.
    pub chosen: SoundChoice,
}

/// Which devices to use. One that is not there is replaced by the system's default until it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoundChoice {
    /// The microphone; none follows the system.
    pub input: Option<DeviceId>,
    /// The loudspeaker; none follows the system.
    pub output: Option<DeviceId>,
    /// What rings when somebody calls; none is the loudspeaker.
    pub ringer: Option<DeviceId>,
}

impl SoundChoice {
    /// The device that rings.
    pub(crate) fn rings(&self) -> Option<&DeviceId> {
        self.ringer.as_ref().or(self.output.as_ref())
    }
}
