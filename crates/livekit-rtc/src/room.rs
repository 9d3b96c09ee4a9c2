//! The seam: joining rooms and what can be done in them, whichever backend does it.

use crate::event::{RoomEvent, TrackSource};
use crate::problem::RtcError;
use crate::sound::AudioReceiver;
use crate::stats::SessionStats;
use crate::video::{VideoFrame, VideoReceiver};
use async_trait::async_trait;
use std::fmt;
use std::time::Duration;
use tokio::sync::mpsc;

/// What happens in a room. It is not bounded, because the library's threads must never wait and no event may be lost;
/// events are rare, media does not travel here.
pub type RoomEvents = mpsc::UnboundedReceiver<RoomEvent>;

/// Who somebody is in a room, as their token says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(pub String);

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a track in a room.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackId(pub String);

/// The right to join one room as one identity, signed by whoever runs the server. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// Where to join and with what right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinSpec {
    /// The LiveKit server, `ws://` or `wss://`.
    pub url: String,
    /// Says which room and who we are.
    pub token: Token,
    /// How media may travel.
    pub relay: Relay,
    /// How long a try to connect may take.
    pub patience: Duration,
}

impl JoinSpec {
    /// Joins by the best road there is, waiting five seconds.
    pub fn new(url: impl Into<String>, token: Token) -> Self {
        Self { url: url.into(), token, relay: Relay::WhenNeeded, patience: Duration::from_secs(5) }
    }
}

/// How media may travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relay {
    /// Directly if possible, else through the server's relay.
    WhenNeeded,
    /// Only through the relay, for networks that let nothing else through.
    Always,
}

/// A room and what happens in it.
pub struct Joined {
    /// The room; dropping it leaves.
    pub room: Box<dyn Room>,
    /// From before the first peer on; nothing is missed.
    pub events: RoomEvents,
}

/// Joins rooms.
#[async_trait]
pub trait Rtc: Send + Sync + 'static {
    /// Joins a room. If the returned future is dropped half-way, a connection that comes up later is closed again.
    async fn join(&self, spec: JoinSpec) -> Result<Joined, RtcError>;
    /// Echo cancellation, noise suppression and gain, to be shared by one call's microphone and loudspeaker.
    fn audio_processing(&self, options: ProcessingOptions) -> Result<Box<dyn AudioProcessing>, RtcError>;
}

/// A room that has been joined.
#[async_trait]
pub trait Room: Send + Sync {
    /// Who we are here.
    fn identity(&self) -> &Identity;
    /// Starts sending a voice.
    async fn publish_microphone(&self, options: MicrophoneOptions) -> Result<Box<dyn Microphone>, RtcError>;
    /// Starts sending a camera or screen.
    async fn publish_video(&self, options: VideoOptions) -> Result<Box<dyn VideoSender>, RtcError>;
    /// Hears a track that was announced as available.
    fn listen(&self, track: &TrackId) -> Result<AudioReceiver, RtcError>;
    /// Sees a track that was announced as available.
    fn watch(&self, track: &TrackId) -> Result<VideoReceiver, RtcError>;
    /// What was sent and received since joining.
    async fn stats(&self) -> Result<SessionStats, RtcError>;
    /// Breaks something on purpose, to see it mended.
    async fn disturb(&self, disturbance: Disturbance) -> Result<(), RtcError>;
    /// Leaves. The last event is [`RoomEvent::Left`]; everything native that the room held is released.
    async fn leave(self: Box<Self>);
}

/// A voice that is being sent. Dropping it ends the track for the others.
#[async_trait]
pub trait Microphone: Send + Sync {
    /// Names the track.
    fn track(&self) -> TrackId;
    /// Sends one block of [`crate::BLOCK_SAMPLES`] mono samples at [`crate::SAMPLE_RATE`]. Call it every 10 ms from one
    /// thread that may allocate, which a sound card's callback may not.
    fn send(&self, block: &[i16]) -> Result<(), RtcError>;
    /// Mutes or unmutes; it holds through reconnects.
    fn set_muted(&self, muted: bool) -> Result<(), RtcError>;
    /// Whether it is muted.
    fn is_muted(&self) -> bool;
    /// How many blocks the library has refused.
    fn refused_blocks(&self) -> u64;
    /// Ends the track and waits until the server knows.
    async fn unpublish(self: Box<Self>) -> Result<(), RtcError>;
}

/// A camera or screen that is being sent. Dropping it ends the track for the others.
#[async_trait]
pub trait VideoSender: Send + Sync {
    /// Names the track.
    fn track(&self) -> TrackId;
    /// Sends a frame, of any size; it is encoded at the published size or below.
    fn send(&self, frame: &VideoFrame) -> Result<(), RtcError>;
    /// Darkens or shows; it holds through reconnects.
    fn set_muted(&self, muted: bool) -> Result<(), RtcError>;
    /// Whether it is dark.
    fn is_muted(&self) -> bool;
    /// Ends the track and waits until the server knows.
    async fn unpublish(self: Box<Self>) -> Result<(), RtcError>;
}

/// How a voice is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MicrophoneOptions {
    /// Bits per second.
    pub bitrate: u32,
    /// Sends next to nothing while nobody speaks.
    pub pause_in_silence: bool,
    /// Sends everything twice, so that single lost packets are not heard.
    pub redundant: bool,
    /// Starts muted, with no moment of sound in between.
    pub muted: bool,
}

impl Default for MicrophoneOptions {
    fn default() -> Self {
        Self { bitrate: 32_000, pause_in_silence: true, redundant: true, muted: false }
    }
}

/// How a camera or screen is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VideoOptions {
    /// [`TrackSource::Camera`] or [`TrackSource::Screen`].
    pub source: TrackSource,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// At most so many frames a second.
    pub frames_per_second: u32,
    /// Bits per second, at most.
    pub bitrate: u32,
    /// Sends several sizes, of which the server picks one for each receiver.
    pub several_sizes: bool,
}

impl VideoOptions {
    /// A face, 720p.
    pub fn camera() -> Self {
        Self {
            source: TrackSource::Camera,
            width: 1280,
            height: 720,
            frames_per_second: 30,
            bitrate: 1_700_000,
            several_sizes: true,
        }
    }

    /// A screen: sharpness before smoothness.
    pub fn screen(width: u32, height: u32) -> Self {
        Self {
            source: TrackSource::Screen,
            width,
            height,
            frames_per_second: 15,
            bitrate: 2_500_000,
            several_sizes: false,
        }
    }
}

/// What to do to a voice before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProcessingOptions {
    /// Removes what the loudspeaker plays.
    pub echo_cancellation: bool,
    /// Removes fans and keyboards.
    pub noise_suppression: bool,
    /// Keeps the voice at one loudness.
    pub gain_control: bool,
    /// Removes rumble.
    pub high_pass: bool,
}

impl Default for ProcessingOptions {
    fn default() -> Self {
        Self { echo_cancellation: true, noise_suppression: true, gain_control: true, high_pass: true }
    }
}

/// WebRTC's audio processing. Both directions may be called at the same time from two threads.
pub trait AudioProcessing: Send + Sync {
    /// Cleans one block of the microphone in place.
    fn process(&self, block: &mut [i16]) -> Result<(), RtcError>;
    /// Shows it the block that the loudspeaker plays next, at least one block before it can be heard.
    fn process_reverse(&self, block: &mut [i16]) -> Result<(), RtcError>;
    /// How long a sound takes from [`AudioProcessing::process_reverse`] through loudspeaker and microphone to
    /// [`AudioProcessing::process`].
    fn set_delay(&self, delay: Duration) -> Result<(), RtcError>;
}

/// Things that happen to connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disturbance {
    /// The signalling connection drops; media goes on.
    SignalLost,
    /// Everything has to be built anew.
    FullReconnect,
    /// The server's node is lost.
    NodeLost,
    /// The server sends us away.
    ServerLeaves,
}
