//! The cameras of a computer.

use crate::picture::{OpenPicture, PictureFault};
use async_trait::async_trait;
use std::sync::Arc;
use tokio::sync::watch;

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
    /// Those that are connected now, the usual one first; why none can be looked at if that is so.
    async fn list(&self) -> Result<Vec<CameraDevice>, PictureFault>;
    /// Opens the one with this id, or the usual one if none is named or it is not there.
    async fn open(&self, wanted: Option<&str>) -> Result<OpenPicture, PictureFault>;
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

    pub async fn open(&self) -> Result<OpenPicture, PictureFault> {
        let chosen = self.chosen.borrow().clone();
        self.host.open(chosen.as_deref()).await
    }
}

/// A computer without a camera.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCamera;

#[async_trait]
impl CameraHost for NoCamera {
    async fn list(&self) -> Result<Vec<CameraDevice>, PictureFault> {
        Ok(Vec::new())
    }

    async fn open(&self, _: Option<&str>) -> Result<OpenPicture, PictureFault> {
        Err(PictureFault::Missing)
    }
}
