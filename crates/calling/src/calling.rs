//! Everything calls need of this computer.

use crate::camera::{CameraDevice, CameraHost, Cameras, NoCamera};
use crate::conversation;
use crate::conversation::Sights;
use crate::devices::{SoundChoice, SoundDevices};
use crate::fault::CallingFault;
use crate::in_call::InCall;
use crate::meter::Meter;
use crate::picture::PictureFault;
use crate::ringing::{RingSound, RingSource, Ringing};
use crate::screens::{NoScreens, Screen, ScreenHost};
use crate::sound::Sound;
use crate::sound_host::SoundHost;
use crate::state::{Ticket, Wish};
use crate::trial;
use leadline_livekit_rtc::{JoinSpec, Rtc, Token};
use std::fmt;
use std::sync::Arc;

/// Everything calls need of this computer; one a process.
pub struct Calling {
    rooms: Arc<dyn Rtc>,
    sound: Arc<Sound>,
    sights: Sights,
}

impl Calling {
    /// Calls through `rooms`, heard and spoken on `sound`, without pictures of ours. No device is opened before it is needed.
    pub fn new(rooms: Arc<dyn Rtc>, sound: Arc<dyn SoundHost>) -> Arc<Self> {
        Self::with_pictures(rooms, sound, Arc::new(NoCamera), Arc::new(NoScreens))
    }

    /// Calls that can be seen too.
    pub fn with_pictures(
        rooms: Arc<dyn Rtc>,
        sound: Arc<dyn SoundHost>,
        cameras: Arc<dyn CameraHost>,
        screens: Arc<dyn ScreenHost>,
    ) -> Arc<Self> {
        let sights = Sights { cameras: Arc::new(Cameras::new(cameras)), screens };
        Arc::new(Self { rooms, sound: Arc::new(Sound::new(sound)), sights })
    }

    /// Takes part in a call. Microphone and loudspeaker open at the end of this; if they cannot, the call goes on
    /// without them and says so in [`crate::InCallState::sound_fault`]. Needs a Tokio runtime.
    pub async fn join(self: &Arc<Self>, ticket: Ticket, wish: Wish) -> Result<InCall, CallingFault> {
        let joined = self.rooms.join(JoinSpec::new(ticket.url, Token(ticket.token))).await?;
        conversation::begin(&*self.rooms, self.sound.clone(), self.sights.clone(), joined, wish).await
    }

    /// Plays a sound until what this returns is dropped.
    pub fn ring(&self, ring: RingSound) -> Ringing {
        let source = Box::new(RingSource::new(ring));
        let incoming = matches!(ring, RingSound::Incoming(_));
        Ringing { _playing: if incoming { self.sound.ring(source) } else { self.sound.play(source) } }
    }

    /// What there is to speak into and to listen with, now, and which of it was chosen.
    pub async fn devices(&self) -> Result<SoundDevices, CallingFault> {
        let answer = self.sound.devices().await;
        answer.unwrap_or_else(|_| Err(CallingFault::DeviceFailed("the sound has ended".to_owned())))
    }

    /// Uses other devices from now on, also in a call that runs.
    pub fn choose(&self, choice: SoundChoice) {
        self.sound.choose(choice);
    }

    /// The cameras that are connected now, the usual one first; why none can be looked at if that is so.
    pub async fn cameras(&self) -> Result<Vec<CameraDevice>, PictureFault> {
        self.sights.cameras.host.list().await
    }

    /// The camera that was chosen by its id; nothing for the usual one.
    pub fn chosen_camera(&self) -> Option<String> {
        self.sights.cameras.chosen.borrow().clone()
    }

    /// Uses another camera from now on, also in a call that runs.
    pub fn choose_camera(&self, id: Option<String>) {
        self.sights.cameras.chosen.send_if_modified(|chosen| std::mem::replace(chosen, id.clone()) != id);
    }

    /// The screens and windows that can be shown to the others now, screens first.
    pub async fn screens(&self) -> Result<Vec<Screen>, PictureFault> {
        self.sights.screens.list().await
    }

    /// Opens the microphone for a moment and waits until it gives sound. A device that opens and stays silent is waited
    /// for: whoever asks decides how long.
    pub async fn try_microphone(&self) -> Result<(), CallingFault> {
        trial::microphone(&self.sound).await
    }

    /// Opens the loudspeaker for a moment and waits until it takes sound; nothing is heard of it.
    pub async fn try_loudspeaker(&self) -> Result<(), CallingFault> {
        trial::loudspeaker(&self.sound).await
    }

    /// Listens to the microphone before a call, so that one sees whether it works, and hears it if wished.
    pub async fn meter(&self) -> Result<Meter, CallingFault> {
        if self.devices().await?.inputs.is_empty() {
            return Err(CallingFault::NoMicrophone);
        }
        Ok(Meter::start(self.sound.clone()))
    }
}

impl fmt::Debug for Calling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calling")
    }
}
