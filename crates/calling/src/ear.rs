//! What the microphone hears, for everybody who wants it.

use crate::resample::Resampler;
use crate::users::{Served, Serving};
use leadline_livekit_rtc::{BLOCK_SAMPLES, SAMPLE_RATE};
use rtrb::Consumer;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

/// Somebody who wants what the microphone hears.
pub(crate) trait Listener: Send {
    /// Takes the next block, which is the listener's own.
    fn hear(&mut self, block: [i16; BLOCK_SAMPLES]);
}

/// Cuts what arrives into blocks and hands them out.
pub(crate) struct Ear {
    listeners: Served<dyn Listener>,
}

impl Ear {
    pub fn new() -> (Sender<Serving<dyn Listener>>, Self) {
        let (door, listeners) = Served::new();
        (door, Self { listeners })
    }

    pub fn refresh(&mut self) {
        self.listeners.refresh();
    }

    fn hear(&mut self, block: [i16; BLOCK_SAMPLES]) {
        self.listeners.each(|listener| listener.hear(block));
    }
}

/// What the microphone's worker does whenever the card brought something: hands out whole blocks.
pub(crate) fn listening(ear: Arc<Mutex<Ear>>) -> impl FnOnce(u32, Consumer<f32>) -> Box<dyn FnMut()> + Send {
    move |rate, mut ring| {
        let step = f64::from(rate) / f64::from(SAMPLE_RATE);
        let mut resampler = (rate != SAMPLE_RATE).then(|| Resampler::new(step));
        Box::new(move || {
            // Nobody else wants it while a worker runs.
            let mut ear = ear.lock().unwrap_or_else(PoisonError::into_inner);
            ear.refresh();
            loop {
                let needed = resampler.as_ref().map_or(BLOCK_SAMPLES, |resampler| resampler.needs(BLOCK_SAMPLES, step));
                if ring.slots() < needed {
                    return;
                }
                let mut input = || ring.pop().unwrap_or(0.0);
                let block = std::array::from_fn(|_| match &mut resampler {
                    Some(resampler) => whole(resampler.next(step, &mut input)),
                    None => whole(input()),
                });
                ear.hear(block);
            }
        })
    }
}

fn whole(sample: f32) -> i16 {
    (sample * 32768.0).clamp(-32768.0, 32767.0) as i16
}
