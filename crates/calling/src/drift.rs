//! Two clocks: samples arrive by the sender's and are played by the sound card's. Without a hand on it their difference
//! runs the buffer between them dry, or lets it grow into a delay.

use leadline_livekit_rtc::BLOCK_SAMPLES;

/// What should lie ready, at best: a block and half of one for threads that wake late.
const LEAST: f64 = 1.5 * BLOCK_SAMPLES as f64;
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
        Self { target: 2.0 * BLOCK_SAMPLES as f64, smooth: None, least: LEAST }
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
