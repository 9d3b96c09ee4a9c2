//! A picture on its way into the room: opened while it is sent, and no longer.

use leadline_livekit_rtc::{Room, RtcError, VideoFrame, VideoOptions, VideoReceiver, VideoSender};
use std::any::Any;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Why a picture of the camera or of the screen is not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// There is nothing that could be opened.
    #[error("there is none")]
    Missing,
    /// The camera was unplugged, or the window closed, while it was sent.
    #[error("it is gone")]
    Gone,
    /// The desktop asked what is to be shown, and the person chose nothing.
    #[error("nothing was chosen")]
    Declined,
    /// The system does not let this program see.
    #[error("the system refuses it: {0}")]
    Refused(String),
    /// Another program has it for itself.
    #[error("it is in use: {0}")]
    InUse(String),
    /// It is there and does not work.
    #[error("it fails: {0}")]
    Failed(String),
    /// The room does not take the picture.
    #[error("the picture is not sent: {0}")]
    NotSent(RtcError),
}

impl PictureFault {
    /// Whatever went wrong on the way to a picture.
    #[cfg(target_os = "linux")]
    pub(crate) fn failed(fault: impl std::fmt::Display) -> Self {
        Self::Failed(fault.to_string())
    }

    /// Whether it may pass without anybody touching a switch: a camera is plugged in, another program ends.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Missing | Self::Gone | Self::InUse(_))
    }
}

/// A camera or a screen that is seen until this is dropped.
pub struct OpenPicture {
    frames: watch::Receiver<Option<VideoFrame>>,
    options: VideoOptions,
    _source: Box<dyn Any + Send>,
}

impl OpenPicture {
    /// A camera whose newest frame lies in `frames`, and whatever closes it when it is dropped. That it has been
    /// unplugged is said by dropping the other end of `frames`.
    pub fn camera(frames: watch::Receiver<Option<VideoFrame>>, source: impl Any + Send) -> Self {
        Self { frames, options: VideoOptions::camera(), _source: Box::new(source) }
    }

    /// The same of a screen or a window, of so many pixels across and down.
    pub fn screen(
        frames: watch::Receiver<Option<VideoFrame>>,
        (width, height): (u32, u32),
        source: impl Any + Send,
    ) -> Self {
        Self { frames, options: VideoOptions::screen(width, height), _source: Box::new(source) }
    }
}

/// Our picture on its way into the room. Dropping it closes the source and ends the track.
pub(crate) struct Sending {
    frames: watch::Receiver<Option<VideoFrame>>,
    task: JoinHandle<PictureFault>,
}

impl Sending {
    pub async fn start(picture: OpenPicture, room: &dyn Room) -> Result<Self, PictureFault> {
        let sender = room.publish_video(picture.options).await.map_err(PictureFault::NotSent)?;
        let frames = picture.frames.clone();
        Ok(Self { frames, task: tokio::spawn(send(picture, sender.into())) })
    }

    /// What is sent, for ourselves; it ends with the sending.
    pub fn seen(&self) -> VideoReceiver {
        VideoReceiver::of(self.frames.clone(), ())
    }

    /// Waits until it ends by itself, and says why; for ever if there is nothing that could end.
    pub async fn ended(sending: &mut Option<Self>) -> PictureFault {
        match sending {
            Some(running) => (&mut running.task).await.unwrap_or_else(|cause| PictureFault::Failed(cause.to_string())),
            None => std::future::pending().await,
        }
    }

    /// Closes the source and waits until it is.
    pub async fn stop(mut self) {
        self.task.abort();
        // It was stopped, which is not how it wanted to end.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Sends each frame, and skips those that came while one was being sent. Returns why it cannot go on.
async fn send(mut picture: OpenPicture, sender: Arc<dyn VideoSender>) -> PictureFault {
    while picture.frames.changed().await.is_ok() {
        let Some(frame) = picture.frames.borrow_and_update().clone() else { continue };
        let sender = sender.clone();
        // Encoding a frame takes a millisecond or two.
        match tokio::task::spawn_blocking(move || sender.send(&frame)).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => return PictureFault::NotSent(cause),
            Err(cause) => return PictureFault::Failed(cause.to_string()),
        }
    }
    PictureFault::Gone
}
