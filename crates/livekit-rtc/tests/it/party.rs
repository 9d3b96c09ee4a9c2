//! People in rooms.

use leadline_livekit_rtc::{
    AudioReceiver, Identity, JoinSpec, LibraryFile, Microphone, MicrophoneOptions, NativeRtc, RemoteTrack, Room,
    RoomEvent, RoomEvents, Rtc, RtcError, Token, TrackSource,
};
use leadline_testkit::{LiveKitServer, RoomRight};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// No test fails because the machine is busy.
pub const PATIENCE: Duration = Duration::from_secs(60);

static COMPANY: RwLock<()> = RwLock::const_new(());

/// Held by tests that do not mind others beside them.
pub async fn in_company() -> RwLockReadGuard<'static, ()> {
    COMPANY.read().await
}

/// Held by a test that counts what the whole process holds.
pub async fn alone() -> RwLockWriteGuard<'static, ()> {
    COMPANY.write().await
}

/// The library, loaded once.
pub fn rtc() -> NativeRtc {
    static RTC: OnceLock<NativeRtc> = OnceLock::new();
    *RTC.get_or_init(|| {
        NativeRtc::load(&LibraryFile::Usual)
            .unwrap_or_else(|error| panic!("{error}. `cargo xtask setup` fetches the library these tests run."))
    })
}

/// A room nobody else uses.
pub fn new_room() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("room-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Somebody in a room.
pub struct Member {
    pub room: Box<dyn Room>,
    pub events: RoomEvents,
}

impl Member {
    pub async fn join(server: &LiveKitServer, room: &str, identity: &str) -> Self {
        Self::try_join(server, room, identity, RoomRight::TakePart).await.expect("joining works")
    }

    pub async fn try_join(
        server: &LiveKitServer,
        room: &str,
        identity: &str,
        right: RoomRight,
    ) -> Result<Self, RtcError> {
        let token = Token(server.token(room, identity, right));
        let joined = rtc().join(JoinSpec { patience: PATIENCE, ..JoinSpec::new(server.url(), token) }).await?;
        Ok(Self { room: joined.room, events: joined.events })
    }

    /// A microphone that sends silence too, so that silence can be measured.
    pub async fn microphone(&self) -> Box<dyn Microphone> {
        let options = MicrophoneOptions { pause_in_silence: false, ..MicrophoneOptions::default() };
        self.room.publish_microphone(options).await.expect("publishing works")
    }

    /// Waits for an event that `wanted` makes something of.
    pub async fn until<T>(&mut self, mut wanted: impl FnMut(RoomEvent) -> Option<T>) -> T {
        let search = async {
            loop {
                let event = self.events.recv().await.expect("the event comes before the room is over");
                if let Some(found) = wanted(event) {
                    return found;
                }
            }
        };
        tokio::time::timeout(PATIENCE, search).await.expect("the event comes")
    }

    /// Waits for exactly this.
    pub async fn sees(&mut self, event: RoomEvent) {
        self.until(|seen| (seen == event).then_some(())).await;
    }

    pub async fn meets(&mut self, identity: &str) {
        self.until(|event| match event {
            RoomEvent::PeerJoined(peer) => (peer.identity.0 == identity).then_some(()),
            _ => None,
        })
        .await;
    }

    pub async fn track(&mut self, source: TrackSource) -> RemoteTrack {
        self.until(|event| match event {
            RoomEvent::TrackAvailable(track) => (track.source == source).then_some(track),
            _ => None,
        })
        .await
    }

    pub async fn hears(&mut self) -> AudioReceiver {
        let track = self.track(TrackSource::Microphone).await;
        self.room.listen(&track.id).expect("the track can be heard")
    }

    pub fn identity(&self) -> Identity {
        self.room.identity().clone()
    }

    pub async fn leave(self) {
        self.room.leave().await;
    }
}
