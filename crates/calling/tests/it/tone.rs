//! A tone that is made, and what is measured of one that arrives.

use crate::pulse::Ear;
use leadline_livekit_rtc::{AudioReceiver, SAMPLE_RATE};
use std::f64::consts::TAU;
use std::time::{Duration, Instant};

/// No test fails because the machine is busy.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// A quarter of full scale.
pub const PEAK: f64 = 8000.0;

/// The samples of a tone from `start` on.
pub fn tone(start: usize, pitch: f64, samples: &mut [i16]) {
    for (at, sample) in samples.iter_mut().enumerate() {
        let time = (start + at) as f64 / f64::from(SAMPLE_RATE);
        *sample = (PEAK * (TAU * pitch * time).sin()) as i16;
    }
}

/// What was heard in a while.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    /// Hz of the strongest pitch between 100 and 2000, to 10 Hz.
    pub pitch: f64,
    /// Root mean square, full scale 32767.
    pub level: f64,
}

impl Heard {
    pub fn is_tone(self, pitch: f64) -> bool {
        (self.pitch - pitch).abs() <= 10.0 && self.level > 200.0
    }

    pub fn is_silence(self) -> bool {
        self.level < 10.0
    }
}

/// Listens to somebody's voice in a room until half a second is as wished.
pub async fn hear_until(ears: &mut AudioReceiver, wish: impl Fn(Heard) -> bool) -> Heard {
    let start = Instant::now();
    loop {
        let mut samples = vec![0; SAMPLE_RATE as usize / 2];
        let filled = tokio::time::timeout(PATIENCE, ears.read_all(&mut samples)).await.expect("sound arrives");
        assert!(filled, "the track lasts");
        let heard = measure(&samples);
        if wish(heard) {
            return heard;
        }
        assert!(start.elapsed() < PATIENCE, "heard {heard:?} to the end");
    }
}

/// Listens at the loudspeaker until half a second is as wished.
pub fn loudspeaker_until(ear: &mut Ear, wish: impl Fn(Heard) -> bool) -> Heard {
    let start = Instant::now();
    loop {
        let heard = measure(&ear.listen(SAMPLE_RATE as usize / 2));
        if wish(heard) {
            return heard;
        }
        assert!(start.elapsed() < PATIENCE, "heard {heard:?} to the end");
    }
}

pub fn measure(samples: &[i16]) -> Heard {
    let sum: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    let level = (sum / samples.len() as f64).sqrt();
    let pitches = (10..200).map(|tens| f64::from(tens) * 10.0);
    let pitch = pitches.max_by(|one, other| power(samples, *one).total_cmp(&power(samples, *other)));
    Heard { pitch: pitch.expect("there are pitches"), level }
}

/// Goertzel's filter.
pub fn power(samples: &[i16], pitch: f64) -> f64 {
    let turn = 2.0 * (TAU * pitch / f64::from(SAMPLE_RATE)).cos();
    let (mut last, mut before) = (0.0, 0.0);
    for sample in samples {
        (last, before) = (f64::from(*sample) + turn * last - before, last);
    }
    last * last + before * before - turn * last * before
}
