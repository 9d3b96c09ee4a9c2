//! The seam to the sound cards: what a host of devices does, and the ends of the rings its callbacks hold.
//!
//! A callback may neither wait, lock nor allocate. All it does is move samples between the card and a ring, count, and
//! wake the thread at the ring's other end.

use crate::devices::{DeviceId, SoundDevice};
use crate::fault::CallingFault;
use rtrb::{Consumer, Producer, RingBuffer};
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;
use std::thread::Thread;

/// How much a ring holds, in parts of a second: far more than a thread that keeps up leaves in there.
const RINGS_A_SECOND: u32 = 4;

/// The sound devices of a computer. Its functions may wait for the system; they are called on one thread only.
pub trait SoundHost: Send + Sync + 'static {
    /// What there is to speak into.
    fn inputs(&self) -> Result<Vec<SoundDevice>, CallingFault>;
    /// What there is to listen with.
    fn outputs(&self) -> Result<Vec<SoundDevice>, CallingFault>;
    /// Opens a microphone and starts it.
    fn open_input(&self, device: &DeviceId, opening: InputOpening) -> Result<OpenDevice, CallingFault>;
    /// Opens a loudspeaker and starts it.
    fn open_output(&self, device: &DeviceId, opening: OutputOpening) -> Result<OpenDevice, CallingFault>;
}

/// A device that runs until this is dropped.
pub struct OpenDevice {
    _stream: Box<dyn Any + Send>,
}

impl OpenDevice {
    /// Whatever ends the stream when it is dropped.
    pub fn new(stream: impl Any + Send) -> Self {
        Self { _stream: Box::new(stream) }
    }
}

/// What both sides know of a running device.
#[derive(Debug, Default)]
pub struct Running {
    calls: AtomicU64,
    largest: AtomicUsize,
    lost: AtomicU64,
    broken: AtomicBool,
}

impl Running {
    /// The device works no more and has to be opened anew.
    pub fn break_down(&self) {
        self.broken.store(true, Ordering::Release);
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Acquire)
    }

    /// How often the callback was called.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// The most frames that it moved at once.
    pub(crate) fn largest(&self) -> usize {
        self.largest.load(Ordering::Relaxed)
    }

    /// Samples that found no room in the ring, or were not there when the card wanted them.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    fn count(&self, frames: usize, lost: usize) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.largest.fetch_max(frames, Ordering::Relaxed);
        if lost > 0 {
            self.lost.fetch_add(lost as u64, Ordering::Relaxed);
        }
    }
}

/// The other end of a ring, for the thread that waits for it, with the device's rate in frames a second.
pub(crate) type FarEnd<R> = (u32, R);

/// For opening a microphone: becomes an [`Intake`] once the device's rate is known.
pub struct InputOpening {
    pub(crate) running: Arc<Running>,
    pub(crate) far_end: SyncSender<FarEnd<Consumer<f32>>>,
    pub(crate) reader: Thread,
}

/// For opening a loudspeaker: becomes an [`Outflow`] once the device's rate is known.
pub struct OutputOpening {
    pub(crate) running: Arc<Running>,
    pub(crate) far_end: SyncSender<FarEnd<Producer<f32>>>,
    pub(crate) writer: Thread,
}

impl InputOpening {
    /// Where to report that the device broke down.
    pub fn running(&self) -> Arc<Running> {
        self.running.clone()
    }

    /// The callback's end, for a device of `rate` frames a second.
    pub fn intake(self, rate: u32) -> Intake {
        let (ring, reading) = RingBuffer::new((rate / RINGS_A_SECOND) as usize);
        // If the thread is gone already, the device is closed before it is heard.
        let _ = self.far_end.send((rate, reading));
        Intake { ring, running: self.running, reader: self.reader }
    }
}

impl OutputOpening {
    /// Where to report that the device broke down.
    pub fn running(&self) -> Arc<Running> {
        self.running.clone()
    }

    /// The callback's end, for a device of `rate` frames a second.
    pub fn outflow(self, rate: u32) -> Outflow {
        let (writing, ring) = RingBuffer::new((rate / RINGS_A_SECOND) as usize);
        // If the thread is gone already, the device is closed before it is heard.
        let _ = self.far_end.send((rate, writing));
        Outflow { ring, running: self.running, writer: self.writer }
    }
}

/// What a microphone's callback holds.
pub struct Intake {
    ring: Producer<f32>,
    running: Arc<Running>,
    reader: Thread,
}

impl Intake {
    /// Takes what the microphone heard, one value a frame, -1 to 1.
    pub fn take(&mut self, frames: impl ExactSizeIterator<Item = f32>) {
        let count = frames.len();
        let room = self.ring.slots().min(count);
        if let Ok(chunk) = self.ring.write_chunk_uninit(room) {
            chunk.fill_from_iter(frames);
        }
        self.running.count(count, count - room);
        self.reader.unpark();
    }
}

/// What a loudspeaker's callback holds.
pub struct Outflow {
    ring: Consumer<f32>,
    running: Arc<Running>,
    writer: Thread,
}

impl Outflow {
    /// Hands over the next frames, one value each, -1 to 1; silence where there are none.
    pub fn give(&mut self, frames: usize, mut put: impl FnMut(f32)) {
        let ready = self.ring.slots().min(frames);
        if let Ok(chunk) = self.ring.read_chunk(ready) {
            chunk.into_iter().for_each(&mut put);
        }
        (ready..frames).for_each(|_| put(0.0));
        self.running.count(frames, frames - ready);
        self.writer.unpark();
    }
}
