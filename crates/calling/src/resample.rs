//! Changing the rate of a sound, also by a little and while it plays.

use std::f64::consts::PI;

/// Samples that one output sample is made of.
const TAPS: usize = 32;
/// Places between two samples for which the weights are known; those in between are interpolated.
const PHASES: usize = 128;
/// How much of the band below half the lower rate is kept.
const KEPT: f64 = 0.92;

/// A windowed sinc over the last [`TAPS`] samples. It delays by half of them.
pub(crate) struct Resampler {
    weights: Vec<[f32; TAPS]>,
    /// Every sample twice, [`TAPS`] apart, so that the last ones always lie in one piece.
    history: [f32; 2 * TAPS],
    newest: usize,
    /// Where the next output lies behind the middle of the history, in input samples.
    position: f64,
}

impl Resampler {
    /// For steps of about `step` input samples for each output sample.
    pub fn new(step: f64) -> Self {
        let cutoff = KEPT.min(KEPT / step);
        let weights = (0..=PHASES).map(|phase| weights(cutoff, phase as f64 / PHASES as f64)).collect();
        Self { weights, history: [0.0; 2 * TAPS], newest: 0, position: 1.0 }
    }

    /// How many input samples the next `outputs` samples will ask for.
    pub fn needs(&self, outputs: usize, step: f64) -> usize {
        // Walked through as `next` does, so that both round alike.
        let (mut position, mut inputs) = (self.position, 0);
        for _ in 0..outputs {
            while position >= 1.0 {
                position -= 1.0;
                inputs += 1;
            }
            position += step;
        }
        inputs
    }

    /// The next output sample; asks for input when it needs some.
    pub fn next(&mut self, step: f64, mut input: impl FnMut() -> f32) -> f32 {
        while self.position >= 1.0 {
            self.push(input());
            self.position -= 1.0;
        }
        let place = self.position * PHASES as f64;
        let phase = place as usize;
        let between = (place - phase as f64) as f32;
        self.position += step;
        let samples = &self.history[self.newest + 1..=self.newest + TAPS];
        let (lower, upper) = (&self.weights[phase], &self.weights[phase + 1]);
        let weighted = samples.iter().zip(lower.iter().zip(upper));
        weighted.map(|(sample, (low, high))| sample * (low + (high - low) * between)).sum()
    }

    fn push(&mut self, sample: f32) {
        self.newest = (self.newest + 1) % TAPS;
        self.history[self.newest] = sample;
        self.history[self.newest + TAPS] = sample;
    }
}

/// The weights of the samples around a place `behind` the middle, oldest first, of sum one.
fn weights(cutoff: f64, behind: f64) -> [f32; TAPS] {
    let middle = TAPS as f64 / 2.0 - 1.0 + behind;
    let raw: [f64; TAPS] = std::array::from_fn(|tap| {
        let distance = tap as f64 - middle;
        let sinc = if distance.abs() < 1e-9 { cutoff } else { (PI * cutoff * distance).sin() / (PI * distance) };
        // Blackman's window.
        let turn = 2.0 * PI * (distance / TAPS as f64 + 0.5);
        sinc * (0.42 - 0.5 * turn.cos() + 0.08 * (2.0 * turn).cos())
    });
    let sum: f64 = raw.iter().sum();
    raw.map(|weight| (weight / sum) as f32)
}

#[cfg(test)]
mod tests {
    use super::Resampler;
    use std::f64::consts::TAU;

    /// The samples of a tone through a change of rates, without the start.
    fn resampled(from: f64, to: f64, pitch: f64) -> Vec<f64> {
        let step = from / to;
        let mut resampler = Resampler::new(step);
        let mut at = 0.0;
        let mut input = || {
            at += 1.0;
            (TAU * pitch * at / from).sin() as f32
        };
        (0..to as usize).map(|_| f64::from(resampler.next(step, &mut input))).skip(1000).collect()
    }

    fn level(samples: &[f64]) -> f64 {
        (samples.iter().map(|sample| sample * sample).sum::<f64>() / samples.len() as f64).sqrt()
    }

    #[test]
    fn a_voice_keeps_its_loudness_at_every_rate_of_a_sound_card() {
        for (from, to) in [(48_000.0, 44_100.0), (44_100.0, 48_000.0), (16_000.0, 48_000.0), (48_000.0, 47_900.0)] {
            let heard = level(&resampled(from, to, 1000.0));
            assert!((heard * 2_f64.sqrt() - 1.0).abs() < 0.01, "{from} to {to}: {heard}");
        }
    }

    #[test]
    fn what_a_lower_rate_cannot_hold_is_gone_rather_than_heard_as_something_else() {
        let heard = level(&resampled(48_000.0, 16_000.0, 12_000.0));
        assert!(heard < 0.01, "{heard}");
    }

    #[test]
    fn it_asks_for_exactly_what_it_announced() {
        let mut resampler = Resampler::new(1.0);
        for step in [1.0, 1.003, 0.997, 44.1 / 48.0, 1.0, 3.0] {
            let announced = resampler.needs(480, step);
            let mut asked = 0;
            for _ in 0..480 {
                resampler.next(step, || {
                    asked += 1;
                    0.0
                });
            }
            assert_eq!(asked, announced, "at {step}");
        }
    }
}
