//! What is heard while nobody talks yet: one sound at a time.

use super::line::{Lines, Playing, Sound};
use std::sync::{Mutex, PoisonError};

/// The sound that plays.
#[derive(Default)]
pub(super) struct Ring(Mutex<Option<(Sound, Playing)>>);

impl Ring {
    /// Makes `wanted` be heard, or nothing.
    pub(super) fn set(&self, lines: &dyn Lines, wanted: Option<Sound>) {
        let mut playing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if playing.as_ref().map(|(sound, _)| *sound) != wanted {
            // First quiet, then the next sound: two would need two loudspeakers.
            *playing = None;
            *playing = wanted.map(|sound| (sound, lines.sound(sound)));
        }
    }
}
