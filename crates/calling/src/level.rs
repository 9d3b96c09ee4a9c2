//! How loud something is, told without waiting.

use std::sync::atomic::{AtomicU32, Ordering};

/// What is left of a loudness after a block without sound: it falls to a tenth in a quarter of a second.
const DECAY: f32 = 0.91;
/// Of what is shown.
const STEPS: f32 = 20.0;
/// The faintest loudness that is shown at all, in decibels below full scale.
const FLOOR_DB: f32 = 60.0;

/// The loudness of the last blocks, between two threads.
#[derive(Debug, Default)]
pub(crate) struct Level {
    peak: AtomicU32,
}

impl Level {
    pub fn note(&self, block: &[i16]) {
        let peak = block.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0);
        let now = f32::from(peak) / f32::from(i16::MAX);
        let before = f32::from_bits(self.peak.load(Ordering::Relaxed)) * DECAY;
        self.peak.store(now.max(before).to_bits(), Ordering::Relaxed);
    }

    /// 0 to 1 in steps of a twentieth, even steps for the ear.
    pub fn shown(&self) -> f32 {
        let peak = f32::from_bits(self.peak.load(Ordering::Relaxed));
        let decibels = 20.0 * peak.max(1e-6).log10();
        let share = (1.0 + decibels / FLOOR_DB).clamp(0.0, 1.0);
        (share * STEPS).round() / STEPS
    }
}
