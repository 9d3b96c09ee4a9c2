//! The camera: opened while it is sent, and no longer.

use async_trait::async_trait;
use leadline_livekit_rtc::{Room, RtcError, VideoFrame, VideoOptions, VideoReceiver, VideoSender};
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
    /// It was unplugged while it was used.
    #[error("the camera is gone")]
    Gone,
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

impl CameraFault {
    /// Whether it may pass without anybody touching a switch: a camera is plugged in, another program ends.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Missing | Self::Gone | Self::InUse(_))
    }
}

/// A camera that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraDevice {
    /// Stays the same while it is plugged in, and the next time if the system can tell.
    pub id: String,
    /// As the system calls it.
    pub name: String,
}

/// The cameras of a computer.
#[async_trait]
pub trait CameraHost: Send + Sync + 'static {
    /// Those that are connected now, the usual one first.
    async fn list(&self) -> Vec<CameraDevice>;
    /// Opens the one with this id, or the usual one if none is named or it is not there.
    async fn open(&self, wanted: Option<&str>) -> Result<OpenCamera, CameraFault>;
}

/// The cameras of a computer and which of them is used.
pub(crate) struct Cameras {
    pub host: Arc<dyn CameraHost>,
    /// Nothing for the usual one.
    pub chosen: watch::Sender<Option<String>>,
}

impl Cameras {
    pub fn new(host: Arc<dyn CameraHost>) -> Self {
        Self { host, chosen: watch::Sender::new(None) }
    }

    async fn open(&self) -> Result<OpenCamera, CameraFault> {
        let chosen = self.chosen.borrow().clone();
        self.host.open(chosen.as_deref()).await
    }
}

/// A camera that runs until this is dropped.
pub struct OpenCamera {
    frames: watch::Receiver<Option<VideoFrame>>,
    _device: Box<dyn Any + Send>,
}

impl OpenCamera {
    /// A camera whose newest frame lies in `frames`, and whatever closes it when it is dropped. That it has been
    /// unplugged is said by dropping the other end of `frames`.
    pub fn new(frames: watch::Receiver<Option<VideoFrame>>, device: impl Any + Send) -> Self {
        Self { frames, _device: Box::new(device) }
    }
}

/// A computer without a camera.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCamera;

#[async_trait]
impl CameraHost for NoCamera {
    async fn list(&self) -> Vec<CameraDevice> {
        Vec::new()
    }

    async fn open(&self, _: Option<&str>) -> Result<OpenCamera, CameraFault> {
        Err(CameraFault::Missing)
    }
}

/// Our picture on its way into the room. Dropping it closes the camera and ends the track.
pub(crate) struct Filming {
    frames: watch::Receiver<Option<VideoFrame>>,
    task: JoinHandle<CameraFault>,
}

impl Filming {
    pub async fn start(cameras: &Cameras, room: &dyn Room) -> Result<Self, CameraFault> {
        let camera = cameras.open().await?;
        let sender = room.publish_video(VideoOptions::camera()).await.map_err(CameraFault::NotSent)?;
        let frames = camera.frames.clone();
        Ok(Self { frames, task: tokio::spawn(film(camera, sender.into())) })
    }

    /// What the camera sees, for ourselves; it ends with the camera.
    pub fn seen(&self) -> VideoReceiver {
        VideoReceiver::of(self.frames.clone(), ())
    }

    /// Waits until it ends by itself, and says why; for ever if there is nothing that could end.
    pub async fn ended(filming: &mut Option<Self>) -> CameraFault {
        match filming {
            Some(running) => (&mut running.task).await.unwrap_or_else(|cause| CameraFault::Failed(cause.to_string())),
            None => std::future::pending().await,
        }
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

/// Sends each frame, and skips those that came while one was being sent. Returns why it cannot go on.
async fn film(mut camera: OpenCamera, sender: Arc<dyn VideoSender>) -> CameraFault {
    while camera.frames.changed().await.is_ok() {
        let Some(frame) = camera.frames.borrow_and_update().clone() else { continue };
        let sender = sender.clone();
        // Encoding a frame takes a millisecond or two.
        match tokio::task::spawn_blocking(move || sender.send(&frame)).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => return CameraFault::NotSent(cause),
            Err(cause) => return CameraFault::Failed(cause.to_string()),
        }
    }
    CameraFault::Gone
}
