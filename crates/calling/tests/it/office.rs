//! A computer with devices in memory, calling through rooms in memory.

use crate::tone::{Heard, PATIENCE, hear_until, measure, tone};
use leadline_calling::{Calling, InCall, InCallState, SimulatedSound, Ticket, Wish};
use leadline_livekit_rtc::fake::FakeServer;
use leadline_livekit_rtc::{
    AudioReceiver, BLOCK_SAMPLES, Identity, JoinSpec, Microphone, MicrophoneOptions, Room, RoomEvent, RoomEvents, Rtc,
    Token, TrackSource,
};
use leadline_testkit::{RoomRight, room_token};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

const SECRET: &str = "a-secret-of-more-than-32-letters-here";
pub const ROOM: &str = "call";
const PERIOD: Duration = Duration::from_millis(5);
const PERIODS_A_SECOND: u32 = 200;

pub struct Office {
    pub server: FakeServer,
    pub sound: SimulatedSound,
    pub calling: Arc<Calling>,
    clock: Arc<Clock>,
    ticking: Option<JoinHandle<()>>,
}

/// Runs the devices: a tone of its own into each microphone, and an ear at each loudspeaker.
#[derive(Default)]
struct Clock {
    stop: AtomicBool,
    microphones: Mutex<HashMap<String, (u32, f64)>>,
    loudspeakers: Mutex<HashMap<String, (u32, Vec<i16>)>>,
}

impl Office {
    /// A computer without devices.
    pub fn new() -> Self {
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let server = FakeServer::new("key", SECRET, now);
        let sound = SimulatedSound::new();
        let calling = Calling::new(Arc::new(server.rtc()), Arc::new(sound.clone()));
        let clock = Arc::new(Clock::default());
        let (ticks, devices) = (clock.clone(), sound.clone());
        let ticking = Some(std::thread::spawn(move || ticks.run(&devices)));
        Self { server, sound, calling, clock, ticking }
    }

    /// One with a microphone that hears 440 Hz and a loudspeaker.
    pub fn usual() -> Self {
        let office = Self::new();
        office.plug_microphone("microphone", 48_000, 440.0);
        office.plug_loudspeaker("loudspeaker", 48_000);
        office
    }

    pub fn plug_microphone(&self, id: &str, rate: u32, pitch: f64) {
        self.clock.microphones.lock().unwrap().insert(id.to_owned(), (rate, pitch));
        self.sound.plug_microphone(id, rate);
    }

    pub fn plug_loudspeaker(&self, id: &str, rate: u32) {
        self.clock.loudspeakers.lock().unwrap().insert(id.to_owned(), (rate, Vec::new()));
        self.sound.plug_loudspeaker(id, rate);
    }

    pub fn ticket(&self, identity: &str) -> Ticket {
        let token = room_token("key", SECRET, ROOM, identity, RoomRight::TakePart);
        Ticket { url: "ws://fake".to_owned(), token }
    }

    pub async fn call(&self) -> InCall {
        self.calling.join(self.ticket("agent"), Wish::default()).await.expect("joining works")
    }

    pub async fn customer(&self) -> Customer {
        let ticket = self.ticket("customer");
        let joined = self.server.rtc().join(JoinSpec::new(ticket.url, Token(ticket.token))).await;
        let joined = joined.expect("joining works");
        Customer { room: joined.room, events: joined.events }
    }

    /// Waits until a tenth of a second at a loudspeaker is as wished.
    pub async fn loudspeaker_until(&self, id: &str, wish: impl Fn(&[i16]) -> bool) {
        eventually(|| {
            let mut loudspeakers = self.clock.loudspeakers.lock().unwrap();
            let (rate, heard) = loudspeakers.get_mut(id).expect("it was plugged in");
            let enough = heard.len() >= *rate as usize / 10;
            enough && wish(&std::mem::take(heard))
        })
        .await;
    }

    pub async fn loudspeaker_plays(&self, id: &str, wish: impl Fn(Heard) -> bool) {
        self.loudspeaker_until(id, |samples| wish(measure(samples))).await;
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.clock.stop.store(true, Ordering::Relaxed);
        let _ = self.ticking.take().map(JoinHandle::join);
    }
}

impl Clock {
    fn run(&self, devices: &SimulatedSound) {
        let (start, mut periods) = (Instant::now(), 0);
        while !self.stop.load(Ordering::Relaxed) {
            for (id, (rate, pitch)) in &*self.microphones.lock().unwrap() {
                let frames = (rate / PERIODS_A_SECOND) as usize;
                let mut samples = vec![0; frames];
                // As it is at 48 kHz, so that a device of another rate has to be converted to keep its pitch.
                tone(periods as usize * frames, pitch * 48_000.0 / f64::from(*rate), &mut samples);
                let samples: Vec<f32> = samples.into_iter().map(|sample| f32::from(sample) / 32768.0).collect();
                devices.speak(id, &samples);
            }
            for (id, (rate, heard)) in &mut *self.loudspeakers.lock().unwrap() {
                let mut samples = vec![0.0; (*rate / PERIODS_A_SECOND) as usize];
                devices.hear(id, &mut samples);
                heard.extend(samples.iter().map(|sample| (sample * 32767.0) as i16));
                let most = *rate as usize / 10;
                heard.drain(..heard.len().saturating_sub(most));
            }
            periods += 1;
            let due = start + PERIOD * periods;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
        }
    }
}

/// The other end of the call.
pub struct Customer {
    pub room: Box<dyn Room>,
    pub events: RoomEvents,
}

impl Customer {
    pub async fn hears(&mut self) -> AudioReceiver {
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

    pub async fn hums(&self, pitch: f64) -> Humming {
        let options = MicrophoneOptions { pause_in_silence: false, ..MicrophoneOptions::default() };
        let microphone = self.room.publish_microphone(options).await.expect("publishing works");
        Humming::start(microphone, pitch)
    }
}

pub async fn hears_tone(ears: &mut AudioReceiver, pitch: f64) {
    hear_until(ears, |heard| heard.is_tone(pitch)).await;
}

/// A tone sent into a room in real time, until this is dropped.
pub struct Humming {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Humming {
    pub fn start(microphone: Box<dyn Microphone>, pitch: f64) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
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
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Humming {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Waits for a state of the call.
pub async fn until(state: &mut watch::Receiver<InCallState>, wish: impl FnMut(&InCallState) -> bool) {
    let reached = tokio::time::timeout(PATIENCE, state.wait_for(wish)).await;
    reached.expect("the state comes").expect("the call lasts");
}

/// Looks again and again, because what is looked at has no news of its own.
pub async fn eventually(mut wish: impl FnMut() -> bool) {
    let start = Instant::now();
    while !wish() {
        assert!(start.elapsed() < PATIENCE, "it never came");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

pub fn agent() -> Identity {
    Identity("agent".to_owned())
}
