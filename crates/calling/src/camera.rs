//! The camera: opened while it is sent, and no longer.

use async_trait::async_trait;
use leadline_livekit_rtc::{Room, RtcError, VideoFrame, VideoOptions, VideoSender};
use std::any::Any;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Why the camera is not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CameraFault {
    /// None is connected.
    #[error("there is no camera")]
    Missing,
    /// The system does not let this program see.
    #[error("the system refuses the camera: {0}")]
    Refused(String),
    /// Another program has it for itself.
    #[error("the camera is in use: {0}")]
    InUse(String),
    /// It is there and does not work.
    #[error("the camera fails: {0}")]
    Failed(String),
    /// The room does not take the picture.
    #[error("the picture is not sent: {0}")]
    NotSent(RtcError),
}

/// The cameras of a computer.
#[async_trait]
pub trait CameraHost: Send + Sync + 'static {
    /// Opens the camera that is to be used.
    async fn open(&self) -> Result<OpenCamera, CameraFault>;
}

/// A camera that runs until this is dropped.
pub struct OpenCamera {
    frames: watch::Receiver<Option<VideoFrame>>,
    _device: Box<dyn Any + Send>,
}

impl OpenCamera {
    /// A camera whose newest frame lies in `frames`, and whatever closes it when it is dropped.
    pub fn new(frames: watch::Receiver<Option<VideoFrame>>, device: impl Any + Send) -> Self {
        Self { frames, _device: Box::new(device) }
    }
}

/// A computer without a camera.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCamera;

#[async_trait]
impl CameraHost for NoCamera {
    async fn open(&self) -> Result<OpenCamera, CameraFault> {
        Err(CameraFault::Missing)
    }
}

/// Our picture on its way into the room. Dropping it closes the camera and ends the track.
pub(crate) struct Filming {
    task: JoinHandle<()>,
}

impl Filming {
    pub async fn start(cameras: &dyn CameraHost, room: &dyn Room) -> Result<Self, CameraFault> {
        let camera = cameras.open().await?;
        let sender = room.publish_video(VideoOptions::camera()).await.map_err(CameraFault::NotSent)?;
        Ok(Self { task: tokio::spawn(film(camera, sender.into())) })
    }

    /// Closes the camera and waits until it is.
    pub async fn stop(mut self) {
        self.task.abort();
        // It was stopped, which is not how it wanted to end.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Filming {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Sends each frame, and skips those that came while one was being sent.
async fn film(mut camera: OpenCamera, sender: Arc<dyn VideoSender>) {
    while camera.frames.changed().await.is_ok() {
        let Some(frame) = camera.frames.borrow_and_update().clone() else { continue };
        let sender = sender.clone();
        // Encoding a frame takes a millisecond or two.
        let sent = tokio::task::spawn_blocking(move || sender.send(&frame)).await;
        if let Ok(Err(cause)) = sent {
            tracing::warn!(%cause, "the picture is not sent");
            return;
        }
    }
}
