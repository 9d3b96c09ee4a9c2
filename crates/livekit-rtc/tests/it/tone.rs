//! A tone that is sent, and what is measured of one that arrives.

use crate::party::PATIENCE;
use leadline_livekit_rtc::{AudioReceiver, BLOCK_SAMPLES, Microphone, SAMPLE_RATE};
use std::f64::consts::TAU;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub const PITCH: f64 = 440.0;
/// A quarter of full scale.
pub const PEAK: f64 = 8000.0;

/// The samples of a tone from `start` on.
pub fn tone(start: usize, pitch: f64, samples: &mut [i16]) {
    for (at, sample) in samples.iter_mut().enumerate() {
        let time = (start + at) as f64 / f64::from(SAMPLE_RATE);
        *sample = (PEAK * (TAU * pitch * time).sin()) as i16;
    }
}

/// Somebody who hums into a microphone, in real time, on a thread as a sound card would have it.
pub struct Hum {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Hum {
    pub fn into(microphone: Arc<dyn Microphone>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
            let (start, mut sent) = (Instant::now(), 0);
            while !stopped.load(Ordering::Relaxed) {
                let mut block = [0; BLOCK_SAMPLES];
                tone(sent * BLOCK_SAMPLES, PITCH, &mut block);
                microphone.send(&block).expect("a block is taken");
                sent += 1;
                let due = start + Duration::from_millis(10) * u32::try_from(sent).expect("tests are short");
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Hum {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || matches!(ended, Some(Ok(()))), "a block was refused");
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

/// Listens for half a second.
pub async fn hear(ears: &mut AudioReceiver) -> Heard {
    let mut samples = vec![0; SAMPLE_RATE as usize / 2];
    let filled = tokio::time::timeout(PATIENCE, ears.read_all(&mut samples)).await.expect("sound arrives");
    assert!(filled, "the track lasts");
    measure(&samples)
}

/// Listens until half a second is as wished; says what it heard last if that never comes.
pub async fn hear_until(ears: &mut AudioReceiver, wish: impl Fn(Heard) -> bool) -> Heard {
    let start = Instant::now();
    loop {
        let heard = hear(ears).await;
        if wish(heard) {
            return heard;
        }
        assert!(start.elapsed() < PATIENCE, "heard {heard:?} to the end");
    }
}

pub fn is_the_hum(heard: Heard) -> bool {
    let sent_level = PEAK / std::f64::consts::SQRT_2;
    (heard.pitch - PITCH).abs() <= 10.0 && (heard.level / sent_level - 1.0).abs() < 0.2
}

pub fn is_silence(heard: Heard) -> bool {
    heard.level < 10.0
}

pub fn measure(samples: &[i16]) -> Heard {
    let sum: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    let level = (sum / samples.len() as f64).sqrt();
    let pitches = (10..200).map(|tens| f64::from(tens) * 10.0);
    let pitch = pitches.max_by(|one, other| power(samples, *one).total_cmp(&power(samples, *other)));
    Heard { pitch: pitch.expect("there are pitches"), level }
}

/// Goertzel's filter.
fn power(samples: &[i16], pitch: f64) -> f64 {
    let turn = 2.0 * (TAU * pitch / f64::from(SAMPLE_RATE)).cos();
    let (mut last, mut before) = (0.0, 0.0);
    for sample in samples {
        (last, before) = (f64::from(*sample) + turn * last - before, last);
    }
    last * last + before * before - turn * last * before
}
