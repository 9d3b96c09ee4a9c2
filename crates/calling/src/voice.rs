//! Somebody's voice on its way to the loudspeaker.

use crate::drift::Drift;
use crate::mixer::Source;
use crate::resample::Resampler;
use leadline_livekit_rtc::{AudioReceiver, BLOCK_SAMPLES};
use rtrb::Consumer;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The most samples that one block of output takes, stretched as far as it goes.
const MOST_SAMPLES: usize = BLOCK_SAMPLES + 16;
/// Over which a voice fades in, and over which one place in it runs into another: 5 ms.
const FADE: usize = BLOCK_SAMPLES / 2;

/// Where samples arrive by another clock than the loudspeaker's.
pub(crate) trait Arriving: Send {
    fn ready(&self) -> usize;
    /// Takes what is there, up to the length of `into`, and says how many samples that were.
    fn take(&mut self, into: &mut [i16]) -> usize;
}

impl Arriving for AudioReceiver {
    fn ready(&self) -> usize {
        self.available()
    }

    fn take(&mut self, into: &mut [i16]) -> usize {
        self.read(into)
    }
}

impl Arriving for Consumer<i16> {
    fn ready(&self) -> usize {
        self.slots()
    }

    fn take(&mut self, into: &mut [i16]) -> usize {
        let wanted = into.len();
        let (_, missing) = self.pop_partial_slice(into);
        wanted - missing.len()
    }
}

/// A voice that is played, with its clock made the loudspeaker's.
pub(crate) struct Voice<A> {
    arriving: A,
    hushed: Arc<AtomicBool>,
    starved: Arc<AtomicU64>,
    drift: Drift,
    resampler: Resampler,
    playing: bool,
    /// How loud it is now; fades in after silence.
    gain: f32,
    /// The last samples before a gap, to run into those after it.
    before_gap: [i16; FADE],
}

impl<A: Arriving> Voice<A> {
    /// `hushed` silences it for a while; `starved` counts how often it ran dry.
    pub fn new(arriving: A, hushed: Arc<AtomicBool>, starved: Arc<AtomicU64>) -> Self {
        let (drift, resampler) = (Drift::new(), Resampler::new(1.0));
        Self { arriving, hushed, starved, drift, resampler, playing: false, gain: 0.0, before_gap: [0; FADE] }
    }

    /// One that is heard `samples` later.
    pub fn delayed(arriving: A, samples: usize) -> Self {
        Self { drift: Drift::delayed(samples), ..Self::new(arriving, Arc::default(), Arc::default()) }
    }

    /// Throws away what has piled up; whether it did.
    fn skip(&mut self) -> bool {
        let excess = self.drift.excess(self.arriving.ready());
        if excess <= FADE {
            return false;
        }
        let mut left = excess - self.arriving.take(&mut self.before_gap);
        let mut thrown = [0; BLOCK_SAMPLES];
        while left > 0 {
            let taken = self.arriving.take(&mut thrown[..left.min(BLOCK_SAMPLES)]);
            if taken == 0 {
                break;
            }
            left -= taken;
        }
        self.drift.skipped();
        true
    }

    /// Plays what there is and fades it out.
    fn run_dry(&mut self, mix: &mut [f32; BLOCK_SAMPLES]) {
        let mut samples = [0; MOST_SAMPLES];
        let count = self.arriving.take(&mut samples).min(BLOCK_SAMPLES);
        let mut input = samples.iter().map(|sample| f32::from(*sample) / 32768.0);
        let gain = self.gain;
        for (at, out) in mix[..count].iter_mut().enumerate() {
            let faded = gain * (count - at) as f32 / count as f32;
            *out += faded * self.resampler.next(1.0, || input.next().unwrap_or(0.0));
        }
        (self.playing, self.gain) = (false, 0.0);
        self.drift.starved();
        self.starved.fetch_add(1, Ordering::Relaxed);
    }
}

impl<A: Arriving> Source for Voice<A> {
    fn add_to(&mut self, mix: &mut [f32; BLOCK_SAMPLES]) {
        self.playing |= self.arriving.ready() >= self.drift.target();
        if !self.playing {
            return;
        }
        let skipped = self.skip();
        let fill = self.arriving.ready();
        let step = self.drift.step(fill);
        let needed = self.resampler.needs(BLOCK_SAMPLES, step).min(MOST_SAMPLES);
        if fill < needed {
            self.run_dry(mix);
            return;
        }
        let mut samples = [0; MOST_SAMPLES];
        self.arriving.take(&mut samples[..needed]);
        if skipped {
            run_into(&self.before_gap, &mut samples);
        }
        let heard = if self.hushed.load(Ordering::Relaxed) { 0.0 } else { 1.0 };
        let mut input = samples.iter().map(|sample| f32::from(*sample) / 32768.0);
        for out in mix {
            self.gain += (heard - self.gain).clamp(-1.0 / FADE as f32, 1.0 / FADE as f32);
            *out += self.gain * self.resampler.next(step, || input.next().unwrap_or(0.0));
        }
    }
}

/// Makes the start of `after` a slow change from `before`.
fn run_into(before: &[i16; FADE], after: &mut [i16]) {
    for (at, (old, new)) in before.iter().zip(after).enumerate() {
        let share = at as f32 / FADE as f32;
        *new = (f32::from(*old) * (1.0 - share) + f32::from(*new) * share) as i16;
    }
}
