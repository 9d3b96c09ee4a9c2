//! What calls need.

use super::{Doctor, fails, found};
use crate::api::{Check, Checked, Finding, SoundDevice, SoundDevices};
use leadline_calling::LIBRARY_VERSION;
use leadline_protocol::{Code, Problem};

impl Doctor<'_> {
    /// Only one version is used, so a library that is ready is of that one.
    pub(super) async fn library(&self) -> Vec<Checked> {
        vec![match self.parts.lines.ready().await {
            Ok(()) => named(Check::CallLibrary, LIBRARY_VERSION),
            Err(problem) => fails(Check::CallLibrary, problem),
        }]
    }

    /// Opened for a moment: a device that is listed may still be refused, held by another program, or dead.
    pub(super) async fn microphone(&self) -> Vec<Checked> {
        let SoundDevices { inputs, fault, .. } = self.parts.lines.devices().await;
        let missing = fault.unwrap_or_else(|| Code::NoMicrophone.into());
        let Some(device) = used(&inputs, self.remembered.sound.input.as_deref()) else {
            return vec![fails(Check::Microphone, missing)];
        };
        vec![tried(Check::Microphone, device, self.parts.lines.try_microphone().await)]
    }

    /// As the microphone; nothing is heard of it.
    pub(super) async fn speaker(&self) -> Vec<Checked> {
        let SoundDevices { outputs, fault, .. } = self.parts.lines.devices().await;
        let missing = fault.unwrap_or_else(|| Code::NoLoudspeaker.into());
        let Some(device) = used(&outputs, self.remembered.sound.output.as_deref()) else {
            return vec![fails(Check::Speaker, missing)];
        };
        vec![tried(Check::Speaker, device, self.parts.lines.try_speaker().await)]
    }

    pub(super) async fn camera(&self) -> Vec<Checked> {
        let cameras = self.parts.lines.cameras().await;
        let chosen = self.remembered.camera.as_deref();
        let used = cameras.devices.iter().find(|camera| Some(camera.id.as_str()) == chosen);
        let missing = cameras.fault.unwrap_or_else(|| Code::NoCamera.into());
        let used = used.or(cameras.devices.first());
        vec![used.map_or_else(|| fails(Check::Camera, missing), |device| named(Check::Camera, &device.name))]
    }
}

/// The chosen one while it is plugged in, else the system's, else any: as calls do.
fn used<'a>(all: &'a [SoundDevice], chosen: Option<&str>) -> Option<&'a SoundDevice> {
    let named = all.iter().find(|device| Some(device.id.as_str()) == chosen);
    named.or_else(|| all.iter().find(|device| device.is_default)).or(all.first())
}

fn tried(check: Check, device: &SoundDevice, outcome: Result<(), Problem>) -> Checked {
    match outcome {
        Ok(()) => named(check, &device.name),
        Err(problem) => Checked { name: Some(device.name.clone()), ..fails(check, problem) },
    }
}

fn named(check: Check, name: &str) -> Checked {
    Checked { name: Some(name.to_owned()), ..found(check, Finding::Works) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_device_that_calls_would_use_is_named() {
        let device = |id: &str, is_default| SoundDevice { id: id.to_owned(), name: id.to_owned(), is_default };
        let all = [device("built-in", false), device("headset", true)];
        let name = |chosen| used(&all, chosen).map(|device| device.id.as_str());
        assert_eq!(name(Some("built-in")), Some("built-in"));
        assert_eq!(name(Some("unplugged")), Some("headset"));
        assert_eq!(name(None), Some("headset"));
        assert_eq!(used(&all[..1], None).map(|device| device.id.as_str()), Some("built-in"));
        assert!(used(&[], Some("headset")).is_none());
    }
}
