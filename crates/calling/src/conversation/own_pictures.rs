//! Our camera and our screen in a call.

use super::Conversation;
use crate::in_call::Picture;
use crate::picture::{OpenPicture, PictureFault, Sending};
use tokio_util::task::AbortOnDropHandle;

/// Waits for the screen on its way, for ever if there is none.
pub(super) async fn opened(
    opening: &mut Option<AbortOnDropHandle<Result<OpenPicture, PictureFault>>>,
) -> Result<OpenPicture, PictureFault> {
    match opening {
        Some(opening) => opening.await.unwrap_or_else(|cause| Err(PictureFault::Failed(cause.to_string()))),
        None => std::future::pending().await,
    }
}

impl Conversation {
    /// Turns the camera on or off, and says why it is not on.
    pub(super) async fn film(&mut self, on: bool) {
        let mut fault = None;
        match (on, self.filming.take()) {
            (true, None) => match self.open_camera().await {
                Ok(started) => self.filming = Some(started),
                Err(cause) => fault = Some(cause),
            },
            (true, running) => self.filming = running,
            (false, Some(running)) => running.stop().await,
            (false, None) => {}
        }
        let camera = self.filming.is_some();
        self.tell.send_if_modified(|state| {
            let news = (state.camera, &state.camera_fault) != (camera, &fault);
            if news && let Some(cause) = &fault {
                tracing::warn!(%cause, "the camera is not on");
            }
            (state.camera, state.camera_fault) = (camera, fault);
            news
        });
    }

    async fn open_camera(&self) -> Result<Sending, PictureFault> {
        Sending::start(self.sights.cameras.open().await?, &*self.room).await
    }

    pub(super) fn stopped_filming(&mut self, fault: PictureFault) {
        tracing::warn!(cause = %fault, "the camera is not on any more");
        self.filming = None;
        self.tell.send_modify(|state| (state.camera, state.camera_fault) = (false, Some(fault)));
    }

    /// A camera that has come back is used again.
    pub(super) async fn film_again(&mut self, wished: bool) {
        let may_pass = self.tell.borrow().camera_fault.as_ref().is_some_and(PictureFault::may_pass);
        if wished && may_pass {
            self.film(true).await;
        }
    }

    /// Shows the chosen screen instead of the one before, or none while the call is on hold.
    pub(super) async fn share(&mut self, held: bool) {
        self.opening = None;
        if let Some(running) = self.sharing.take() {
            running.stop().await;
        }
        self.tell.send_modify(|state| (state.sharing, state.share_fault) = (false, None));
        if let Some(screen) = self.screen.clone().filter(|_| !held) {
            let screens = self.sights.screens.clone();
            let opening = tokio::spawn(async move { screens.open(&screen).await });
            self.opening = Some(AbortOnDropHandle::new(opening));
        }
    }

    /// Sends the screen now that it is open, or says why it is not.
    pub(super) async fn send_screen(&mut self, opened: Result<OpenPicture, PictureFault>) {
        self.opening = None;
        let started = match opened {
            Ok(picture) => Sending::start(picture, &*self.room).await,
            Err(cause) => Err(cause),
        };
        match started {
            Ok(started) => {
                self.sharing = Some(started);
                self.tell.send_modify(|state| state.sharing = true);
            }
            Err(cause) => self.stopped_sharing(cause),
        }
    }

    pub(super) fn stopped_sharing(&mut self, fault: PictureFault) {
        tracing::warn!(cause = %fault, "the screen is not shown");
        (self.sharing, self.screen) = (None, None);
        self.tell.send_modify(|state| (state.sharing, state.share_fault) = (false, Some(fault)));
    }

    pub(super) fn own(&self, picture: Picture) -> Option<&Sending> {
        match picture {
            Picture::Camera => self.filming.as_ref(),
            Picture::Screen => self.sharing.as_ref(),
        }
    }
}
