//! Calls with everything real: PulseAudio, the native library, a LiveKit server.

use crate::pulse::{Pulse, with_sound};
use crate::tone::{Heard, PATIENCE, hear_until, loudspeaker_until, tone};
use leadline_calling::{Calling, Connection, InCall, InCallState, NativeRooms, Over, Rtc, Ticket, Wish};
use leadline_livekit_rtc::{
    AudioReceiver, BLOCK_SAMPLES, JoinSpec, Microphone, MicrophoneOptions, Room, RoomEvent, RoomEvents, Token,
    TrackSource, live_handles,
};
use leadline_testkit::{LiveKitServer, RoomRight};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch;

const ROOM: &str = "call";

/// A processor of voices may take a steady tone for noise; what matters is that it is there.
const PITCH: f64 = 440.0;

fn ticket(server: &LiveKitServer, identity: &str) -> Ticket {
    Ticket { url: server.url(), token: server.token(ROOM, identity, RoomRight::TakePart) }
}

async fn join(pulse: &Pulse, server: &LiveKitServer) -> InCall {
    let calling = Calling::new(Arc::new(NativeRooms::default()), pulse.host());
    calling.join(ticket(server, "agent"), Wish::default()).await.expect("joining works")
}

/// Waits for a state.
async fn until(state: &mut watch::Receiver<InCallState>, wish: impl FnMut(&InCallState) -> bool) {
    let reached = tokio::time::timeout(PATIENCE, state.wait_for(wish)).await;
    reached.expect("the state comes").expect("the call lasts");
}

/// The other end of the call: no sound card, only a room.
struct Customer {
    room: Box<dyn Room>,
    events: RoomEvents,
}

impl Customer {
    async fn join(server: &LiveKitServer) -> Self {
        let token = Token(server.token(ROOM, "customer", RoomRight::TakePart));
        let spec = JoinSpec { patience: PATIENCE, ..JoinSpec::new(server.url(), token) };
        let joined = NativeRooms::default().join(spec).await.expect("joining works");
        Self { room: joined.room, events: joined.events }
    }

    async fn hears(&mut self) -> AudioReceiver {
        let found = async {
            loop {
                match self.events.recv().await.expect("the room lasts") {
                    RoomEvent::TrackAvailable(track) if track.source == TrackSource::Microphone => return track.id,
                    _ => {}
                }
            }
        };
        let track = tokio::time::timeout(PATIENCE, found).await.expect("the agent speaks");
        self.room.listen(&track).expect("the track can be heard")
    }

    async fn hums(&self, pitch: f64) -> Humming {
        let options = MicrophoneOptions { pause_in_silence: false, ..MicrophoneOptions::default() };
        let microphone = self.room.publish_microphone(options).await.expect("publishing works");
        Humming::start(microphone.into(), pitch)
    }
}

/// A tone sent into a room in real time.
struct Humming(Arc<AtomicBool>);

impl Humming {
    fn start(microphone: Arc<dyn Microphone>, pitch: f64) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        std::thread::spawn(move || {
            let (start, mut sent) = (Instant::now(), 0);
            while !stopped.load(Ordering::Relaxed) {
                let mut block = [0; BLOCK_SAMPLES];
                tone(sent * BLOCK_SAMPLES, pitch, &mut block);
                let _ = microphone.send(&block);
                sent += 1;
                let due = start + Duration::from_millis(10) * u32::try_from(sent).expect("tests are short");
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
            }
        });
        Self(stop)
    }
}

impl Drop for Humming {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn both_hear_each_other_and_muting_is_silence() {
    with_sound("talk::both_hear_each_other_and_muting_is_silence", |pulse| async move {
        let server = LiveKitServer::shared().await;
        let mut customer = Customer::join(server).await;
        let _humming = customer.hums(660.0).await;
        let mut ear = pulse.ear();
        let hum = pulse.hum(PITCH);
        let call = join(&pulse, server).await;
        let mut state = call.state();
        until(&mut state, |state| state.others.iter().any(|other| other.identity == "customer" && !other.muted)).await;

        let mut ears = customer.hears().await;
        hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;
        loudspeaker_until(&mut ear, |heard| heard.is_tone(660.0));
        assert_eq!(state.borrow().sound_fault, None);

        call.mute(true);
        hear_until(&mut ears, Heard::is_silence).await;
        assert!(state.borrow().muted);
        loudspeaker_until(&mut ear, |heard| heard.is_tone(660.0));
        call.mute(false);
        hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;

        drop(hum);
        call.leave().await;
        assert_eq!(state.borrow().connection, Connection::Over(Over::Left));
        loudspeaker_until(&mut ear, Heard::is_silence);
    });
}

#[test]
fn a_call_that_was_left_leaves_nothing_behind() {
    with_sound("talk::a_call_that_was_left_leaves_nothing_behind", |pulse| async move {
        let server = LiveKitServer::shared().await;
        let _hum = pulse.hum(PITCH);
        let calling = Calling::new(Arc::new(NativeRooms::default()), pulse.host());
        for _ in 0..5 {
            let mut customer = Customer::join(server).await;
            let humming = customer.hums(660.0).await;
            let call = calling.join(ticket(server, "agent"), Wish::default()).await.expect("joining works");
            let mut ears = customer.hears().await;
            hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;
            call.leave().await;
            drop((ears, humming));
            customer.room.leave().await;
        }
        let start = Instant::now();
        // The humming thread holds the customer's microphone to the end of its block.
        while !live_handles().is_empty() {
            assert!(start.elapsed() < PATIENCE, "{:?} is left", live_handles());
            tokio::task::yield_now().await;
        }
    });
}
