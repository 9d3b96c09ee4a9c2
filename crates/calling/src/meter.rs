//! Trying the sound before a call.

use crate::ear::Listener;
use crate::fault::CallingFault;
use crate::level::Level;
use crate::sound::{Sound, SoundFaults};
use crate::users::Use;
use crate::voice::Voice;
use leadline_livekit_rtc::{BLOCK_SAMPLES, SAMPLE_RATE};
use rtrb::{Producer, RingBuffer};
use std::sync::Arc;
use tokio::sync::watch;

/// How late one hears oneself, so that one can tell it from one's own voice: half a second.
const LOOP_DELAY: usize = SAMPLE_RATE as usize / 2;
/// Blocks between two news of the level: ten a second.
const BLOCKS_A_LEVEL: u32 = 10;

/// Listens to the microphone while it lives.
#[must_use]
pub struct Meter {
    level: watch::Receiver<f32>,
    faults: watch::Receiver<SoundFaults>,
    sound: Arc<Sound>,
    _listening: Use,
    looped: Option<[Use; 2]>,
}

impl Meter {
    pub(crate) fn start(sound: Arc<Sound>) -> Self {
        let (tell, level) = watch::channel(0.0);
        let needle = Needle { level: Level::default(), blocks: 0, tell };
        let listening = sound.listen(Box::new(needle));
        Self { level, faults: sound.faults(), sound, _listening: listening, looped: None }
    }

    /// How loud the microphone is, 0 to 1, ten times a second.
    pub fn level(&self) -> watch::Receiver<f32> {
        self.level.clone()
    }

    /// What is wrong with the devices now.
    pub fn fault(&self) -> Option<CallingFault> {
        self.faults.borrow().first()
    }

    /// Plays what the microphone hears, half a second later.
    pub fn loop_back(&mut self, on: bool) {
        if !on {
            self.looped = None;
        } else if self.looped.is_none() {
            let (mut ring, arriving) = RingBuffer::new(2 * LOOP_DELAY);
            // The ring holds it all: it is twice as long.
            let _ = ring.push_entire_slice(&[0; LOOP_DELAY]);
            let voice = Voice::delayed(arriving, LOOP_DELAY);
            self.looped = Some([self.sound.listen(Box::new(Loop(ring))), self.sound.play(Box::new(voice))]);
        }
    }
}

struct Needle {
    level: Level,
    blocks: u32,
    tell: watch::Sender<f32>,
}

impl Listener for Needle {
    fn hear(&mut self, block: [i16; BLOCK_SAMPLES]) {
        self.level.note(&block);
        self.blocks += 1;
        if self.blocks.is_multiple_of(BLOCKS_A_LEVEL) {
            self.tell.send_replace(self.level.shown());
        }
    }
}

struct Loop(Producer<i16>);

impl Listener for Loop {
    fn hear(&mut self, block: [i16; BLOCK_SAMPLES]) {
        // Full if no loudspeaker takes it.
        let _ = self.0.push_partial_slice(&block);
    }
}
