//! The screens and windows of a Wayland desktop. No program sees them by itself: the desktop asks the person what is
//! to be shown and gives the pictures through PipeWire.

mod formats;
mod portal;
mod stream;

use crate::frame_thread::{FrameThread, Frames};
use crate::picture::{OpenPicture, PictureFault};
use crate::screens::{Screen, ScreenHost, ScreenKind};
use async_trait::async_trait;
use leadline_livekit_rtc::VideoFrame;
use std::time::Duration;
use tokio::sync::watch;

/// The only entry: what there is to choose from is known to the desktop alone.
const ASKED: &str = "asked";
/// A desktop shows what was chosen at once, also if nothing moves on it.
const FIRST_FRAME_WITHIN: Duration = Duration::from_secs(10);

/// Whatever the person chooses when the desktop asks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WaylandScreens;

#[async_trait]
impl ScreenHost for WaylandScreens {
    async fn list(&self) -> Result<Vec<Screen>, PictureFault> {
        Ok(vec![Screen { id: ASKED.to_owned(), name: String::new(), kind: ScreenKind::Asked }])
    }

    /// Lasts as long as the person takes to choose. Dropped in the meantime, the question goes away.
    async fn open(&self, _: &str) -> Result<OpenPicture, PictureFault> {
        let portal::Chosen { node, remote, over } = portal::ask().await?;
        let session = over.clone().drop_guard();
        let read = move |frames: &Frames| match stream::show(remote, node, &over, frames) {
            Ok(()) => tracing::info!("what is shown has gone"),
            Err(fault) => tracing::warn!(%fault, "the desktop gives no pictures"),
        };
        let (frames, thread) = FrameThread::start("screen", read).map_err(PictureFault::failed)?;
        let size = size(frames.clone()).await?;
        Ok(OpenPicture::screen(frames, size, (thread, session)))
    }
}

/// Of the first frame, which is left to be sent.
async fn size(mut frames: watch::Receiver<Option<VideoFrame>>) -> Result<(u32, u32), PictureFault> {
    let first = tokio::time::timeout(FIRST_FRAME_WITHIN, frames.wait_for(Option::is_some)).await;
    let first = first.map_err(PictureFault::failed)?.map_err(PictureFault::failed)?;
    first.as_ref().map(|frame| (frame.width(), frame.height())).ok_or(PictureFault::Gone)
}
