//! The thread at the other end of a device's ring.

use crate::real_time;
use crate::sound_host::FarEnd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle, Thread};
use std::time::Duration;

/// How long a worker sleeps at most if no callback wakes it.
const NAP: Duration = Duration::from_millis(10);
/// How many parts of a second its period is: 10 ms.
const PERIODS_A_SECOND: u32 = 100;

/// A real-time thread that begins when its device opens, and ends with this.
pub(crate) struct Worker {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts a thread that waits for its end of the ring, then runs `round` with it whenever the callback has run.
    /// `prepare` makes the round for the device's rate.
    pub fn start<R, Round>(
        name: &str,
        prepare: impl FnOnce(u32, R) -> Round + Send + 'static,
    ) -> std::io::Result<(Self, SyncSender<FarEnd<R>>)>
    where
        R: Send + 'static,
        Round: FnMut(),
    {
        let (far_end, waiting) = sync_channel::<FarEnd<R>>(1);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = Builder::new().name(name.to_owned()).spawn(move || {
            let Ok((rate, ring)) = waiting.recv() else { return };
            real_time::promote(rate / PERIODS_A_SECOND, rate);
            let mut round = prepare(rate, ring);
            while !stopped.load(Ordering::Acquire) {
                round();
                std::thread::park_timeout(NAP);
            }
        })?;
        Ok((Self { stop, thread: Some(thread) }, far_end))
    }

    /// For waking it.
    pub fn thread(&self) -> Thread {
        let thread = self.thread.as_ref().expect("the thread is only taken when the worker is dropped");
        thread.thread().clone()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("a sound thread panicked");
            }
        }
    }
}
