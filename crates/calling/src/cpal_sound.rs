//! The sound devices of this computer, through cpal: PulseAudio or PipeWire first on Linux, ALSA without them.

use crate::devices::{DeviceId, SoundDevice};
use crate::fault::CallingFault;
use crate::real_time;
use crate::sound_host::{InputOpening, OpenDevice, OutputOpening, Running, SoundHost};
use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{
    BufferSize, Device, ErrorKind, FromSample, Host, I24, Sample, SampleFormat, SizedSample, StreamConfig,
    SupportedBufferSize, SupportedStreamConfig,
};
use leadline_livekit_rtc::SAMPLE_RATE;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Callbacks a second: 5 ms each. What the systems choose by themselves is up to two seconds.
const PERIODS_A_SECOND: u32 = 200;
/// How long opening a device may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The sound devices of this computer.
#[derive(Default)]
pub struct CpalSound {
    host: Mutex<Option<Host>>,
}

impl CpalSound {
    /// Finds out what sound system there is when it is first needed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Does something with the sound system; one that has gone away is looked for again the next time.
    fn with<T>(&self, work: impl FnOnce(&Host) -> Result<T, cpal::Error>) -> Result<T, CallingFault> {
        let mut held: MutexGuard<'_, Option<Host>> = self.host.lock().unwrap_or_else(PoisonError::into_inner);
        let host = held.get_or_insert_with(cpal::default_host);
        let done = work(host);
        if matches!(&done, Err(cause) if is_gone(cause.kind())) {
            *held = None;
        }
        done.map_err(fault)
    }
}

impl fmt::Debug for CpalSound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CpalSound")
    }
}

impl SoundHost for CpalSound {
    fn inputs(&self) -> Result<Vec<SoundDevice>, CallingFault> {
        self.with(|host| {
            let default = host.default_input_device();
            Ok(listed(host.input_devices()?.filter(|device| !is_monitor(device)), default.as_ref()))
        })
    }

    fn outputs(&self) -> Result<Vec<SoundDevice>, CallingFault> {
        self.with(|host| Ok(listed(host.output_devices()?, host.default_output_device().as_ref())))
    }

    fn open_input(&self, device: &DeviceId, opening: InputOpening) -> Result<OpenDevice, CallingFault> {
        self.with(|host| {
            let device = found(host.input_devices()?, device)?;
            open_input(&device, opening)
        })
    }

    fn open_output(&self, device: &DeviceId, opening: OutputOpening) -> Result<OpenDevice, CallingFault> {
        self.with(|host| {
            let device = found(host.output_devices()?, device)?;
            open_output(&device, opening)
        })
    }
}

fn listed(devices: impl Iterator<Item = Device>, default: Option<&Device>) -> Vec<SoundDevice> {
    let default = default.and_then(|device| device.id().ok());
    let described = devices.filter_map(|device| {
        let id = device.id().ok()?;
        let is_default = default.as_ref() == Some(&id);
        Some(SoundDevice { id: id.to_string(), name: device.to_string(), is_default })
    });
    let found: Vec<_> = described.collect();
    if are_without_card(&found) { Vec::new() } else { found }
}

fn found(mut devices: impl Iterator<Item = Device>, wanted: &DeviceId) -> Result<Device, cpal::Error> {
    let is_wanted = |device: &Device| device.id().is_ok_and(|id| id.to_string() == *wanted);
    devices.find(is_wanted).ok_or(cpal::Error::new(ErrorKind::DeviceNotAvailable))
}

/// ALSA names what stands between a program and a sound card even where there is no card, among it a microphone that hears
/// nothing.
fn are_without_card(devices: &[SoundDevice]) -> bool {
    devices.iter().all(|device| device.id.starts_with("alsa:") && !device.id.contains("CARD="))
}

/// PulseAudio's ears at a loudspeaker. As a microphone they would send everybody back what they say.
fn is_monitor(device: &Device) -> bool {
    device.id().is_ok_and(|id| id.to_string().ends_with(".monitor"))
}

fn open_input(device: &Device, opening: InputOpening) -> Result<OpenDevice, cpal::Error> {
    let format = device.default_input_config()?;
    match format.sample_format() {
        SampleFormat::F32 => input::<f32>(device, format, opening),
        SampleFormat::I16 => input::<i16>(device, format, opening),
        SampleFormat::I24 => input::<I24>(device, format, opening),
        SampleFormat::I32 => input::<i32>(device, format, opening),
        SampleFormat::U8 => input::<u8>(device, format, opening),
        other => Err(unsupported(other)),
    }
}

fn open_output(device: &Device, opening: OutputOpening) -> Result<OpenDevice, cpal::Error> {
    let format = device.default_output_config()?;
    match format.sample_format() {
        SampleFormat::F32 => output::<f32>(device, format, opening),
        SampleFormat::I16 => output::<i16>(device, format, opening),
        SampleFormat::I24 => output::<I24>(device, format, opening),
        SampleFormat::I32 => output::<i32>(device, format, opening),
        SampleFormat::U8 => output::<u8>(device, format, opening),
        other => Err(unsupported(other)),
    }
}

fn input<S: SizedSample + Send + 'static>(
    device: &Device,
    format: SupportedStreamConfig,
    opening: InputOpening,
) -> Result<OpenDevice, cpal::Error>
where
    f32: FromSample<S>,
{
    let config = config(device, &format);
    let channels = usize::from(config.channels);
    let report = report(opening.running());
    let mut intake = opening.intake(config.sample_rate);
    let mut promote = promotion(device, &config);
    let callback = move |samples: &[S], _: &cpal::InputCallbackInfo| {
        promote();
        let frames = samples.chunks_exact(channels);
        intake.take(frames.map(|frame| {
            let sum: f32 = frame.iter().map(|sample| f32::from_sample(*sample)).sum();
            sum / channels as f32
        }));
    };
    let stream = device.build_input_stream(config, callback, report, Some(PATIENCE))?;
    stream.play()?;
    Ok(OpenDevice::new(stream))
}

fn output<S: SizedSample + FromSample<f32> + Send + 'static>(
    device: &Device,
    format: SupportedStreamConfig,
    opening: OutputOpening,
) -> Result<OpenDevice, cpal::Error> {
    let config = config(device, &format);
    let channels = usize::from(config.channels);
    let report = report(opening.running());
    let mut outflow = opening.outflow(config.sample_rate);
    let mut promote = promotion(device, &config);
    let callback = move |samples: &mut [S], _: &cpal::OutputCallbackInfo| {
        promote();
        let mut frames = samples.chunks_exact_mut(channels);
        outflow.give(frames.len(), |sample| {
            if let Some(frame) = frames.next() {
                // Left and right; a voice from every corner of a room is none.
                let (front, rest) = frame.split_at_mut(channels.min(2));
                front.fill(S::from_sample(sample));
                rest.fill(S::EQUILIBRIUM);
            }
        });
    };
    let stream = device.build_output_stream(config, callback, report, Some(PATIENCE))?;
    stream.play()?;
    Ok(OpenDevice::new(stream))
}

/// Small buffers, at the rate that needs no conversion where the sound system converts anyway.
fn config(device: &Device, format: &SupportedStreamConfig) -> StreamConfig {
    let sample_rate = if is_pulse(device) { SAMPLE_RATE } else { format.sample_rate() };
    let period = sample_rate / PERIODS_A_SECOND;
    let buffer_size = match format.buffer_size() {
        SupportedBufferSize::Range { min, max } => BufferSize::Fixed(period.clamp(*min, *max)),
        SupportedBufferSize::Unknown => BufferSize::Fixed(period),
    };
    StreamConfig { channels: format.channels(), sample_rate, buffer_size }
}

fn is_pulse(device: &Device) -> bool {
    device.id().is_ok_and(|id| id.host().name() == "PulseAudio")
}

/// What a callback does the first time. cpal promotes the threads of all other systems itself.
fn promotion(device: &Device, config: &StreamConfig) -> impl FnMut() + Send + 'static {
    let (mut due, rate) = (is_pulse(device), config.sample_rate);
    move || {
        if std::mem::take(&mut due) {
            real_time::promote(rate / PERIODS_A_SECOND, rate);
        }
    }
}

fn report(running: Arc<Running>) -> impl FnMut(cpal::Error) + Send + 'static {
    move |cause| match cause.kind() {
        ErrorKind::Xrun | ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged => {
            tracing::debug!(%cause, "a sound device reports");
        }
        _ => {
            tracing::warn!(%cause, "a sound device broke down");
            running.break_down();
        }
    }
}

fn is_gone(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::HostUnavailable | ErrorKind::StreamInvalidated)
}

fn unsupported(format: SampleFormat) -> cpal::Error {
    cpal::Error::with_message(ErrorKind::UnsupportedConfig, format!("samples of {format}"))
}

fn fault(cause: cpal::Error) -> CallingFault {
    let words = cause.to_string();
    match cause.kind() {
        ErrorKind::PermissionDenied => CallingFault::MicrophoneRefused(words),
        ErrorKind::DeviceBusy => CallingFault::DeviceInUse(words),
        _ => CallingFault::DeviceFailed(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn devices(ids: &[&str]) -> Vec<SoundDevice> {
        ids.iter().map(|id| SoundDevice { id: (*id).to_owned(), name: String::new(), is_default: false }).collect()
    }

    #[test]
    fn what_alsa_names_on_a_computer_without_a_sound_card_is_no_device() {
        assert!(are_without_card(&devices(&["alsa:null", "alsa:lavrate", "alsa:default"])));
        assert!(!are_without_card(&devices(&["alsa:null", "alsa:sysdefault:CARD=PCH"])));
        assert!(!are_without_card(&devices(&["pulseaudio:headset"])));
    }
}
