//! Sound that arrives: a ring the library's threads write and a sound thread reads, without lock or allocation.

use crate::problem::RtcError;
use rtrb::{Consumer, Producer, RingBuffer};
use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::sync::Notify;

/// Samples a second of everything that passes through this crate.
pub const SAMPLE_RATE: u32 = 48_000;
/// Samples of one 10 ms block.
pub const BLOCK_SAMPLES: usize = 480;
/// 200 ms: far more than a reader that keeps up leaves in there.
const RING_SAMPLES: usize = 20 * BLOCK_SAMPLES;

/// The library aborts the process over a block of another length.
pub(crate) fn check_block(block: &[i16]) -> Result<(), RtcError> {
    if block.len() == BLOCK_SAMPLES {
        return Ok(());
    }
    let detail = format!("{} samples instead of {BLOCK_SAMPLES}", block.len());
    Err(RtcError::Rejected { what: "a block of sound", detail })
}

/// A peer's sound, mono at [`SAMPLE_RATE`]. Dropping it ends the stream.
pub struct AudioReceiver {
    ring: Consumer<i16>,
    state: Arc<State>,
    _stream: Box<dyn Any + Send>,
}

/// The writing end of an [`AudioReceiver`].
pub(crate) struct AudioFeed {
    ring: Producer<i16>,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    arrived: Notify,
    ended: AtomicBool,
    lost: AtomicU64,
}

/// A feed and a function that makes the receiver once the stream that fills it exists.
pub(crate) fn audio_channel() -> (AudioFeed, impl FnOnce(Box<dyn Any + Send>) -> AudioReceiver) {
    let (producer, consumer) = RingBuffer::new(RING_SAMPLES);
    let state = Arc::new(State::default());
    let feed = AudioFeed { ring: producer, state: state.clone() };
    (feed, move |stream| AudioReceiver { ring: consumer, state, _stream: stream })
}

impl AudioReceiver {
    /// Takes what is there, up to the length of `into`, and says how many samples that were. Neither waits, locks nor
    /// allocates.
    pub fn read(&mut self, into: &mut [i16]) -> usize {
        let wanted = into.len();
        let (_, missing) = self.ring.pop_partial_slice(into);
        wanted - missing.len()
    }

    /// Samples that wait.
    pub fn available(&self) -> usize {
        self.ring.slots()
    }

    /// Fills `into`, waiting for samples to arrive; `false` if the track ended before.
    pub async fn read_all(&mut self, into: &mut [i16]) -> bool {
        let mut filled = 0;
        loop {
            // Registered before looking, so that samples arriving in between wake it.
            let state = self.state.clone();
            let arrived = state.arrived.notified();
            let ended = self.has_ended();
            filled += self.read(&mut into[filled..]);
            if filled == into.len() {
                return true;
            }
            if ended {
                return false;
            }
            arrived.await;
        }
    }

    /// Whether the track ended; what is left can still be read.
    pub fn has_ended(&self) -> bool {
        self.state.ended.load(Ordering::Acquire)
    }

    /// Samples that were thrown away because nobody read in time.
    pub fn lost_samples(&self) -> u64 {
        self.state.lost.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for AudioReceiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AudioReceiver({} samples wait)", self.available())
    }
}

impl AudioFeed {
    /// Whether nobody reads any more.
    #[cfg(feature = "fake")]
    pub fn is_abandoned(&self) -> bool {
        self.ring.is_abandoned()
    }

    /// Adds samples. When the ring is full the newest are thrown away and counted: the reader is gone or stuck.
    pub fn push(&mut self, samples: &[i16]) {
        let (_, left_over) = self.ring.push_partial_slice(samples);
        if !left_over.is_empty() {
            self.state.lost.fetch_add(left_over.len() as u64, Ordering::Relaxed);
        }
        self.state.arrived.notify_one();
    }
}

impl Drop for AudioFeed {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::Release);
        self.state.arrived.notify_one();
    }
}
