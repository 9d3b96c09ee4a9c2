//! Everything that is to be heard on this computer, put together.

use crate::level::Level;
use crate::resample::Resampler;
use crate::sound_host::Running;
use crate::users::{Served, Serving};
use leadline_livekit_rtc::{BLOCK_SAMPLES, SAMPLE_RATE};
use rtrb::Producer;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

/// Blocks of 5 ms a second: what lies ready beyond the card's next request, for a thread that wakes late.
const MARGINS_A_SECOND: u32 = 200;

/// Something that is heard.
pub(crate) trait Source: Send {
    /// Adds the next block.
    fn add_to(&mut self, mix: &mut [f32; BLOCK_SAMPLES]);
    /// Is shown what will be heard, at least 5 ms before it is.
    fn heard(&mut self, _mixed: &[i16; BLOCK_SAMPLES]) {}
}

/// Puts the sources together, block by block.
pub(crate) struct Mixer {
    sources: Served<dyn Source>,
    mixed: [f32; BLOCK_SAMPLES],
    taken: usize,
    level: Arc<Level>,
}

impl Mixer {
    pub fn new(level: Arc<Level>) -> (Sender<Serving<dyn Source>>, Self) {
        let (door, sources) = Served::new();
        (door, Self { sources, mixed: [0.0; BLOCK_SAMPLES], taken: BLOCK_SAMPLES, level })
    }

    pub fn refresh(&mut self) {
        self.sources.refresh();
    }

    fn next(&mut self) -> f32 {
        if self.taken == BLOCK_SAMPLES {
            self.mix();
            self.taken = 0;
        }
        self.taken += 1;
        self.mixed[self.taken - 1]
    }

    fn mix(&mut self) {
        let mut mix = [0.0; BLOCK_SAMPLES];
        self.sources.each(|source| source.add_to(&mut mix));
        let whole = mix.map(|sample: f32| (sample * f32::from(i16::MAX)).clamp(-32768.0, 32767.0) as i16);
        self.level.note(&whole);
        self.sources.each(|source| source.heard(&whole));
        self.mixed = whole.map(|sample| f32::from(sample) / 32768.0);
    }
}

/// What the loudspeaker's worker does whenever the card took something: fills up the ring.
pub(crate) fn playing(
    mixer: Arc<Mutex<Mixer>>,
    running: Arc<Running>,
) -> impl FnOnce(u32, Producer<f32>) -> Box<dyn FnMut()> + Send {
    move |rate, mut ring| {
        let step = f64::from(SAMPLE_RATE) / f64::from(rate);
        let mut resampler = (rate != SAMPLE_RATE).then(|| Resampler::new(step));
        let margin = (rate / MARGINS_A_SECOND) as usize;
        Box::new(move || {
            // Nobody else wants it while a worker runs.
            let mut mixer = mixer.lock().unwrap_or_else(PoisonError::into_inner);
            mixer.refresh();
            let ready = (running.largest().max(margin) + margin).min(ring.buffer().capacity());
            while ring.buffer().capacity() - ring.slots() < ready {
                let sample = match &mut resampler {
                    Some(resampler) => resampler.next(step, || mixer.next()),
                    None => mixer.next(),
                };
                if ring.push(sample).is_err() {
                    break;
                }
            }
        })
    }
}
