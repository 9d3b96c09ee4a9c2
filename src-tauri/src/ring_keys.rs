//! The keys that stand in the window of a ring answer and decline wherever the keyboard is, while one call rings and
//! none is talked in. Other programs have them the rest of the time. Under Wayland no program is given keys of others;
//! there the window and the notification answer.

use crate::ring_notification::Pressed;
use global_hotkey::hotkey::{Code, HotKey, Modifiers};
use global_hotkey::{GlobalHotKeyEvent, GlobalHotKeyManager, HotKeyState};
use leadline_desktop::api::{Calls, Media};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The call that the keys are about, and what its caller asks for.
type Ring = (Uuid, Media);

/// Takes the keys and gives them back.
pub struct RingKeys {
    ring: Arc<Mutex<Option<Ring>>>,
    taking: Sender<bool>,
}

impl RingKeys {
    /// Keys for `pressed`. Once in a program: the library has one ear.
    pub fn new(pressed: impl Fn(Uuid, Pressed) + Send + Sync + 'static) -> Self {
        let ring = Arc::new(Mutex::new(None::<Ring>));
        let (answer, decline) = (key(Code::KeyA), key(Code::KeyX));
        let about = ring.clone();
        GlobalHotKeyEvent::set_event_handler(Some(move |event: GlobalHotKeyEvent| {
            if event.state != HotKeyState::Pressed {
                return;
            }
            let Some((call, media)) = *about.lock().unwrap_or_else(PoisonError::into_inner) else { return };
            match event.id {
                id if id == answer.id() => pressed(call, Pressed::Answer(media)),
                id if id == decline.id() => pressed(call, Pressed::Decline),
                _ => {}
            }
        }));
        let (taking, wished) = channel();
        // The library asks the screen twenty times a second for as long as it has keys, and lets whoever asks it wait.
        std::thread::spawn(move || {
            let mut taken = None;
            for wished in wished {
                match (wished, &taken) {
                    (true, None) => taken = take(&[answer, decline]),
                    (false, _) => taken = None,
                    (true, Some(_)) => {}
                }
            }
        });
        Self { ring, taking }
    }

    /// Follows the state of calls.
    pub fn follow(&self, calls: &Calls) {
        let rings = about(calls);
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        if ring.is_some() != rings.is_some() {
            let _ = self.taking.send(rings.is_some());
        }
        *ring = rings;
    }
}

fn key(code: Code) -> HotKey {
    HotKey::new(Some(Modifiers::CONTROL | Modifiers::SHIFT), code)
}

/// Keys that another program has stay with it: the window of the ring has its own.
fn take(keys: &[HotKey]) -> Option<GlobalHotKeyManager> {
    let taken = GlobalHotKeyManager::new().and_then(|manager| manager.register_all(keys).map(|()| manager));
    taken.inspect_err(|fault| tracing::info!(%fault, "the keys of a ring work in its window alone")).ok()
}

/// With several one has to look which; in a call nothing is decided by reflex.
fn about(calls: &Calls) -> Option<Ring> {
    match (calls.ringing.as_slice(), &calls.current) {
        ([call], None) => Some((call.id, call.media)),
        _ => None,
    }
}
