//! Sound devices in memory: whoever holds them plugs them in and out, speaks and listens, and is their clock.

use crate::devices::{DeviceId, SoundDevice};
use crate::fault::CallingFault;
use crate::sound_host::{InputOpening, Intake, OpenDevice, Outflow, OutputOpening, SoundHost};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Microphones and loudspeakers in memory. The first of each kind is the system's default unless told otherwise.
#[derive(Clone, Default)]
pub struct SimulatedSound {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    inputs: Vec<Device>,
    outputs: Vec<Device>,
    microphones: HashMap<DeviceId, Intake>,
    loudspeakers: HashMap<DeviceId, Outflow>,
}

struct Device {
    id: DeviceId,
    rate: u32,
    refusal: Option<CallingFault>,
}

impl SimulatedSound {
    /// A computer without any device.
    pub fn new() -> Self {
        Self::default()
    }

    /// Plugs in a microphone of `rate` samples a second.
    pub fn plug_microphone(&self, id: &str, rate: u32) {
        self.state().inputs.push(Device { id: id.to_owned(), rate, refusal: None });
    }

    /// Plugs in a loudspeaker of `rate` samples a second.
    pub fn plug_loudspeaker(&self, id: &str, rate: u32) {
        self.state().outputs.push(Device { id: id.to_owned(), rate, refusal: None });
    }

    /// Takes a device out, while it is used or not.
    pub fn unplug(&self, id: &str) {
        let mut state = self.state();
        state.inputs.retain(|device| device.id != id);
        state.outputs.retain(|device| device.id != id);
        state.microphones.remove(id);
        state.loudspeakers.remove(id);
    }

    /// What opening a device fails with from now on; nothing lets it work again.
    pub fn refuse(&self, id: &str, refusal: Option<CallingFault>) {
        let mut state = self.state();
        let State { inputs, outputs, .. } = &mut *state;
        let named = inputs.iter_mut().chain(outputs).filter(|device| device.id == id);
        named.for_each(|device| device.refusal.clone_from(&refusal));
    }

    /// Makes a device the system's default.
    pub fn prefer(&self, id: &str) {
        let mut state = self.state();
        state.inputs.sort_by_key(|device| device.id != id);
        state.outputs.sort_by_key(|device| device.id != id);
    }

    /// Whether a device is open.
    pub fn is_open(&self, id: &str) -> bool {
        let state = self.state();
        state.microphones.contains_key(id) || state.loudspeakers.contains_key(id)
    }

    /// Speaks into a microphone, -1 to 1; whether it is open.
    pub fn speak(&self, id: &str, samples: &[f32]) -> bool {
        let mut state = self.state();
        let open = state.microphones.get_mut(id);
        open.map(|intake| intake.take(samples.iter().copied())).is_some()
    }

    /// Hears what a loudspeaker plays next, -1 to 1; whether it is open.
    pub fn hear(&self, id: &str, samples: &mut [f32]) -> bool {
        let mut state = self.state();
        let open = state.loudspeakers.get_mut(id);
        let (count, mut places) = (samples.len(), samples.iter_mut());
        let put = |sample| places.by_ref().take(1).for_each(|place| *place = sample);
        open.map(|outflow| outflow.give(count, put)).is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for SimulatedSound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SimulatedSound")
    }
}

impl SoundHost for SimulatedSound {
    fn inputs(&self) -> Result<Vec<SoundDevice>, CallingFault> {
        Ok(listed(&self.state().inputs))
    }

    fn outputs(&self) -> Result<Vec<SoundDevice>, CallingFault> {
        Ok(listed(&self.state().outputs))
    }

    fn open_input(&self, device: &DeviceId, opening: InputOpening) -> Result<OpenDevice, CallingFault> {
        let mut state = self.state();
        let rate = opened(&state.inputs, device)?;
        state.microphones.insert(device.clone(), opening.intake(rate));
        Ok(self.closing(device))
    }

    fn open_output(&self, device: &DeviceId, opening: OutputOpening) -> Result<OpenDevice, CallingFault> {
        let mut state = self.state();
        let rate = opened(&state.outputs, device)?;
        state.loudspeakers.insert(device.clone(), opening.outflow(rate));
        Ok(self.closing(device))
    }
}

impl SimulatedSound {
    fn closing(&self, device: &DeviceId) -> OpenDevice {
        OpenDevice::new(Closing { sound: self.clone(), device: device.clone() })
    }
}

struct Closing {
    sound: SimulatedSound,
    device: DeviceId,
}

impl Drop for Closing {
    fn drop(&mut self) {
        let mut state = self.sound.state();
        state.microphones.remove(&self.device);
        state.loudspeakers.remove(&self.device);
    }
}

fn listed(devices: &[Device]) -> Vec<SoundDevice> {
    let numbered = devices.iter().enumerate();
    numbered
        .map(|(at, device)| SoundDevice { id: device.id.clone(), name: device.id.clone(), is_default: at == 0 })
        .collect()
}

fn opened(devices: &[Device], wanted: &DeviceId) -> Result<u32, CallingFault> {
    let device = devices.iter().find(|device| device.id == *wanted);
    let device = device.ok_or_else(|| CallingFault::DeviceFailed("it is not plugged in".to_owned()))?;
    device.refusal.clone().map_or(Ok(device.rate), Err)
}
