//! A thread that reads a camera or a screen until nobody looks any more.

use leadline_livekit_rtc::VideoFrame;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};
use tokio::sync::watch;

/// Where the newest frame goes, and whether it is still wanted.
pub(crate) struct Frames {
    newest: watch::Sender<Option<VideoFrame>>,
    closing: Arc<AtomicBool>,
}

impl Frames {
    pub fn are_wanted(&self) -> bool {
        !self.closing.load(Ordering::Relaxed)
    }

    pub fn show(&self, frame: VideoFrame) {
        self.newest.send_replace(Some(frame));
    }
}

/// Dropped, it waits until the thread has ended: a camera's light is off then.
pub(crate) struct FrameThread {
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl FrameThread {
    /// Runs `read`, which returns when its frames are not wanted any more, or when there are none: the end of the
    /// receiver says that what was read is gone.
    pub fn start(
        name: &str,
        read: impl FnOnce(&Frames) + Send + 'static,
    ) -> io::Result<(watch::Receiver<Option<VideoFrame>>, Self)> {
        let (newest, frames) = watch::channel(None);
        let closing = Arc::new(AtomicBool::new(false));
        let to = Frames { newest, closing: closing.clone() };
        let thread = Builder::new().name(name.to_owned()).spawn(move || read(&to))?;
        Ok((frames, Self { closing, thread: Some(thread) }))
    }
}

impl Drop for FrameThread {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("a thread that reads pictures ended badly");
        }
    }
}
