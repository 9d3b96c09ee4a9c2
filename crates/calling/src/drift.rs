//! Two clocks: samples arrive by the sender's and are played by the sound card's. Without a hand on it their difference
//! runs the buffer between them dry, or lets it grow into a delay.

use leadline_livekit_rtc::BLOCK_SAMPLES;

/// What should lie ready, at best: the block that is taken, half of one because what lies ready rises and falls by one
/// as the clocks pass each other, and half of one for threads that wake late.
const LEAST: f64 = 2.0 * BLOCK_SAMPLES as f64;
/// What should lie ready, at worst: on a machine that is this busy more would not help.
const MOST: f64 = 6.0 * BLOCK_SAMPLES as f64;
/// How much more lies ready after each time it was not enough.
const RAISE: f64 = 0.5 * BLOCK_SAMPLES as f64;
/// How much of that is given back each block: all of one raise in half a minute.
const LOWER: f64 = RAISE / 3000.0;
/// How much of a new measurement counts: the fill is smoothed over half a second.
const NEWS: f64 = 0.02;
/// The most a sound is stretched or pressed: nobody hears three in a thousand.
const MOST_STRETCH: f64 = 0.003;
/// How far off the fill must be for that.
const FULL_AT: f64 = BLOCK_SAMPLES as f64;
/// More than this above what should lie ready is dropped at once: 80 ms.
const BACKLOG: f64 = 8.0 * BLOCK_SAMPLES as f64;

/// Keeps what lies ready near a target by playing a little faster or slower.
#[derive(Clone, Debug)]
pub(crate) struct Drift {
    target: f64,
    smooth: Option<f64>,
    least: f64,
}

impl Drift {
    pub fn new() -> Self {
        Self { target: LEAST, smooth: None, least: LEAST }
    }

    /// For what is to be heard `samples` later.
    pub fn delayed(samples: usize) -> Self {
        let least = samples as f64 + LEAST;
        Self { target: least, smooth: None, least }
    }

    /// What must lie ready before anything is played.
    pub fn target(&self) -> usize {
        self.target as usize
    }

    /// How many of `fill` samples are to be thrown away, because something stood still.
    pub fn excess(&self, fill: usize) -> usize {
        if fill as f64 > self.target + BACKLOG { fill - self.target as usize } else { 0 }
    }

    /// How many samples to use for each that is played, when `fill` lie ready.
    pub fn step(&mut self, fill: usize) -> f64 {
        self.target = (self.target - LOWER).max(self.least);
        let fill = fill as f64;
        let smooth = self.smooth.map_or(fill, |smooth| smooth + (fill - smooth) * NEWS);
        self.smooth = Some(smooth);
        let off = ((smooth - self.target) / FULL_AT).clamp(-1.0, 1.0);
        1.0 + off * MOST_STRETCH
    }

    /// It ran dry.
    pub fn starved(&mut self) {
        self.target = (self.target + RAISE).min(self.least - LEAST + MOST);
        self.smooth = None;
    }

    /// Samples were thrown away.
    pub fn skipped(&mut self) {
        self.smooth = None;
    }
}

#[cfg(test)]
mod tests {
    use super::Drift;
    use leadline_livekit_rtc::{BLOCK_SAMPLES, SAMPLE_RATE};
    use proptest::prelude::{any, prop_assert, proptest};

    /// Half an hour of blocks.
    const HALF_AN_HOUR: usize = 180_000;
    const BLOCK: f64 = BLOCK_SAMPLES as f64;
    /// Ten milliseconds of samples.
    const TEN_MS: f64 = SAMPLE_RATE as f64 / 100.0;

    /// What lay ready in each block of a call, and how often it was too little. The sender's clock is `skew` parts
    /// in a million fast; each block of theirs comes up to `late(n)` samples late.
    fn call(blocks: usize, skew: f64, mut late: impl FnMut(usize) -> f64) -> (Vec<f64>, usize) {
        let mut drift = Drift::new();
        let (mut used, mut playing, mut starved) = (0.0, false, 0);
        let mut fills = Vec::with_capacity(blocks);
        for block in 0..blocks {
            let now = block as f64 * BLOCK;
            // Their time runs faster or slower than ours; what came late is not there yet.
            let theirs = (now - late(block)) * (1.0 + skew / 1e6);
            let arrived = ((theirs / BLOCK).floor() + 1.0).max(0.0) * BLOCK;
            let fill = (arrived - used).max(0.0);
            playing |= fill >= drift.target() as f64;
            if !playing {
                continue;
            }
            let step = drift.step(fill as usize);
            if fill < step * BLOCK {
                used += fill;
                (playing, starved) = (false, starved + 1);
                drift.starved();
            } else {
                used += step * BLOCK;
                fills.push(fill);
            }
        }
        (fills, starved)
    }

    proptest! {
        #[test]
        fn two_clocks_that_differ_neither_run_dry_nor_pile_up(skew in -300.0..300.0_f64) {
            let (fills, starved) = call(HALF_AN_HOUR, skew, |_| 0.0);
            prop_assert!(starved == 0, "it ran dry {starved} times");
            // From a minute on, when what it began with is settled.
            let settled = &fills[6_000..];
            let least = settled.iter().copied().fold(f64::MAX, f64::min);
            let most = settled.iter().copied().fold(0.0, f64::max);
            prop_assert!(most - least <= 2.0 * TEN_MS, "{least} to {most}");
            let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
            let (start, end) = (mean(&settled[..6_000]), mean(&settled[settled.len() - 6_000..]));
            prop_assert!((start - end).abs() <= TEN_MS, "the delay moved from {start} to {end}");
        }

        #[test]
        fn a_machine_that_is_late_now_and_then_is_given_more_room(
            skew in -200.0..200.0_f64,
            seed in any::<u64>(),
        ) {
            let late = |block: usize| ((block as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) % 480;
            let (fills, starved) = call(HALF_AN_HOUR / 10, skew, |block| late(block) as f64);
            // It learns from each time it runs dry, and forgets slowly.
            prop_assert!(starved <= 12, "it ran dry {starved} times in three minutes");
            let most = fills.iter().copied().fold(0.0, f64::max);
            prop_assert!(most <= 8.0 * BLOCK, "{most} samples lay ready");
        }
    }

    #[test]
    fn what_piled_up_while_something_stood_still_is_thrown_away() {
        let drift = Drift::new();
        assert_eq!(drift.excess(4 * BLOCK_SAMPLES), 0);
        let fill = 20 * BLOCK_SAMPLES;
        assert_eq!(fill - drift.excess(fill), drift.target());
    }
}
