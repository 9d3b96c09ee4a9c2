//! A computer with real rooms and no sound card: what the media server lets in is in the room, and what would be heard
//! is noted.

use async_trait::async_trait;
use leadline_desktop::api::{Cameras, RingSettings, Screen, SoundChoice, SoundDevices};
use leadline_desktop::calls::line::{
    Connection, LineState, OtherSide, Picture, Playing, Sound, SoundCheck, Ticket, VideoReceiver, Whose, Wish,
};
use leadline_desktop::calls::{Line, Lines};
use leadline_livekit_rtc::{JoinSpec, Joined, LibraryFile, NativeRtc, Room, RoomEvent, Rtc, RtcError, Token};
use leadline_protocol::{Code, Problem};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// Sound and picture of a computer in a test.
pub struct Rooms {
    rtc: NativeRtc,
    sound: watch::Sender<Option<Sound>>,
    /// How many of the next tickets are too old when they are used.
    old_tickets: AtomicU32,
}

impl Rooms {
    pub async fn new() -> Arc<Self> {
        let loading = tokio::task::spawn_blocking(|| NativeRtc::load(&LibraryFile::Usual));
        let rtc = loading.await.unwrap().expect("the library for calls: run `cargo xtask setup`");
        Arc::new(Self { rtc, sound: watch::Sender::new(None), old_tickets: AtomicU32::new(0) })
    }

    /// So many of the next tickets are too old when they are used, as on a computer that slept.
    pub fn age_tickets(&self, count: u32) {
        self.old_tickets.store(count, Ordering::SeqCst);
    }

    /// Waits until this, or nothing, is heard.
    pub async fn sounds(&self, wanted: Option<Sound>) {
        self.sound.subscribe().wait_for(|heard| *heard == wanted).await.unwrap();
    }

    /// Comes into a room as somebody who has nothing to do with the desktop.
    pub async fn enter(&self, url: &str, token: &str) -> Joined {
        self.rtc.join(JoinSpec::new(url, Token(token.to_owned()))).await.unwrap()
    }
}

struct Silence(watch::Sender<Option<Sound>>);

impl Drop for Silence {
    fn drop(&mut self) {
        self.0.send_replace(None);
    }
}

#[async_trait]
impl Lines for Rooms {
    async fn join(&self, ticket: Ticket, wish: Wish) -> Result<Arc<dyn Line>, Problem> {
        let old = self.old_tickets.try_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        let token = if old { format!("{}x", ticket.token) } else { ticket.token };
        let joining = self.rtc.join(JoinSpec::new(ticket.url, Token(token)));
        let Joined { room, mut events } = joining.await.map_err(|fault| match fault {
            RtcError::Unreachable(_) => Code::RoomUnreachable,
            _ => Code::RoomRefused,
        })?;
        let state = watch::Sender::new(LineState::joined(wish));
        let seen = state.clone();
        let listening = tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                seen.send_modify(|state| match event {
                    RoomEvent::PeerJoined(_) => state.other = Some(OtherSide { muted: false, camera: false }),
                    RoomEvent::PeerLeft { .. } => state.other = None,
                    RoomEvent::Left(_) => state.connection = Connection::Over,
                    _ => {}
                });
            }
        });
        let room = Mutex::new(Some(room));
        Ok(Arc::new(SilentLine { state, room, _listening: AbortOnDropHandle::new(listening) }))
    }

    async fn ready(&self) -> Result<(), Problem> {
        Ok(())
    }

    fn sound(&self, sound: Sound) -> Playing {
        self.sound.send_replace(Some(sound));
        Box::new(Silence(self.sound.clone()))
    }

    async fn devices(&self) -> SoundDevices {
        SoundDevices { inputs: Vec::new(), outputs: Vec::new(), chosen: SoundChoice::default(), fault: None }
    }

    fn choose(&self, _: &SoundChoice) {}

    fn ring_as(&self, _: &RingSettings) {}
    async fn try_microphone(&self) -> Result<(), Problem> {
        Err(Code::NoMicrophone.into())
    }

    async fn try_speaker(&self) -> Result<(), Problem> {
        Err(Code::NoLoudspeaker.into())
    }

    async fn cameras(&self) -> Cameras {
        Cameras::default()
    }

    fn choose_camera(&self, _: Option<String>) {}

    async fn screens(&self) -> Result<Vec<Screen>, Problem> {
        Ok(Vec::new())
    }

    async fn test(&self) -> Result<SoundCheck, Problem> {
        Err(Code::NoMicrophone.into())
    }
}

struct SilentLine {
    state: watch::Sender<LineState>,
    room: Mutex<Option<Box<dyn Room>>>,
    _listening: AbortOnDropHandle<()>,
}

#[async_trait]
impl Line for SilentLine {
    fn state(&self) -> watch::Receiver<LineState> {
        self.state.subscribe()
    }
    fn mute(&self, on: bool) {
        self.state.send_modify(|state| state.switched.muted = on);
    }
    fn hold(&self, on: bool) {
        self.state.send_modify(|state| state.switched.held = on);
    }
    fn camera(&self, on: bool) {
        self.state.send_modify(|state| state.switched.camera = on);
    }
    fn share(&self, _: Option<String>) {}
    fn tone(&self, _: char) {}
    async fn picture(&self, _: Whose, _: Picture) -> Option<VideoReceiver> {
        None
    }
    async fn leave(&self) {
        let room = self.room.lock().unwrap().take();
        if let Some(room) = room {
            room.leave().await;
        }
    }
}
