//! A call that one takes part in.

use crate::conversation::{Request, Switches};
use crate::keypad::pitches;
use crate::state::InCallState;
use leadline_livekit_rtc::VideoReceiver;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

/// A picture that somebody sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// Of their camera.
    Camera,
    /// Of their screen.
    Screen,
}

/// Who sends a picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// We do.
    Own,
    /// Somebody else, by their identity.
    Of(String),
}

/// A call that one takes part in. Dropping it leaves the room and closes the devices.
#[must_use]
pub struct InCall {
    pub(crate) state: watch::Receiver<InCallState>,
    pub(crate) switches: watch::Sender<Switches>,
    /// The screen or window that is shown to the others.
    pub(crate) shared: watch::Sender<Option<String>>,
    /// What the sound threads look at, so that muting takes effect with the next block.
    pub(crate) silent: Arc<AtomicBool>,
    pub(crate) hushed: Arc<AtomicBool>,
    pub(crate) keys: [SyncSender<char>; 2],
    pub(crate) requests: mpsc::Sender<Request>,
    pub(crate) task: JoinHandle<()>,
}

impl InCall {
    /// The call as it is, and each change of it.
    pub fn state(&self) -> watch::Receiver<InCallState> {
        self.state.clone()
    }

    /// Whether the others hear us. For push-to-talk: unmute while the key is down.
    pub fn mute(&self, on: bool) {
        self.switch(|switches| switches.muted = on);
    }

    /// Whether neither side hears the other, for a while.
    pub fn hold(&self, on: bool) {
        self.switch(|switches| switches.held = on);
    }

    /// Whether the others see us.
    pub fn camera(&self, on: bool) {
        self.switch(|switches| switches.camera = on);
    }

    /// Shows the others a screen or a window by its id, or nothing any more.
    pub fn share(&self, screen: Option<String>) {
        self.shared.send_replace(screen);
    }

    /// Sounds a key of the telephone's keypad, to the others and quietly here. Other characters are ignored.
    pub fn tone(&self, key: char) {
        if pitches(key).is_some() {
            for keypad in &self.keys {
                // More keys than anybody presses in four seconds are not worth remembering.
                let _ = keypad.try_send(key);
            }
        }
    }

    /// What somebody sends, as long as it is looked at; nothing if they send none. A frame that was not looked at in
    /// time is replaced by the newer one.
    pub fn picture(
        &self,
        whose: Whose,
        picture: Picture,
    ) -> impl Future<Output = Option<VideoReceiver>> + Send + use<> {
        let requests = self.requests.clone();
        async move {
            let (answer, answered) = oneshot::channel();
            requests.send(Request { whose, picture, answer }).await.ok()?;
            answered.await.ok().flatten()
        }
    }

    /// Leaves the room and closes the devices; both have happened when this returns.
    pub async fn leave(self) {
        let Self { switches, task, .. } = self;
        drop(switches);
        if let Err(cause) = task.await {
            tracing::error!(%cause, "a call's task ended badly");
        }
    }

    fn switch(&self, change: impl FnOnce(&mut Switches)) {
        self.switches.send_if_modified(|switches| {
            let before = *switches;
            change(switches);
            self.silent.store(switches.is_silent(), Ordering::Relaxed);
            self.hushed.store(switches.held, Ordering::Relaxed);
            *switches != before
        });
    }
}

impl fmt::Debug for InCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InCall({:?})", self.state.borrow().connection)
    }
}
