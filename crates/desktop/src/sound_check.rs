//! The microphone, heard and measured before a call.

use crate::api::DesktopEvent;
use crate::calls::line::SoundCheck;
use crate::events::Events;
use std::time::Duration;
use tokio_util::task::AbortOnDropHandle;

/// The shortest time between two levels that are told.
const BETWEEN_LEVELS: Duration = Duration::from_millis(50);

/// A check that goes on until this is dropped.
pub struct SoundChecking {
    _telling: AbortOnDropHandle<()>,
}

impl SoundChecking {
    /// Tells how loud the microphone is. Must be called inside a tokio runtime.
    pub fn start(check: SoundCheck, events: Events) -> Self {
        Self { _telling: AbortOnDropHandle::new(tokio::spawn(tell(check, events))) }
    }
}

async fn tell(mut check: SoundCheck, events: Events) {
    loop {
        let loudness = *check.level.borrow_and_update();
        // A number between 0 and 100 fits.
        let level = (loudness.clamp(0.0, 1.0) * 100.0).round() as u8;
        events.tell(DesktopEvent::SoundLevel { level });
        tokio::time::sleep(BETWEEN_LEVELS).await;
        if check.level.changed().await.is_err() {
            return;
        }
    }
}
