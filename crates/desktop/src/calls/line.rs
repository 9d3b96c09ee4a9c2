//! Sound and picture as calls need them. Whoever makes the desktop gives it.

use crate::api::{Cameras, RingSettings, Screen, SoundChoice, SoundDevices};
use async_trait::async_trait;
pub use leadline_calling::{Picture, VideoReceiver, Whose};
use leadline_protocol::Problem;
use leadline_protocol::call::CallQuality;
use std::any::Any;
use std::sync::Arc;
use tokio::sync::watch;

/// Sound and picture of this computer.
#[async_trait]
pub trait Lines: Send + Sync + 'static {
    /// Comes into a room. Dropped half-way, nothing stays open.
    async fn join(&self, ticket: Ticket, wish: Wish) -> Result<Arc<dyn Line>, Problem>;
    /// Gets ready to take part in a call, or says why that cannot be done on this computer.
    async fn ready(&self) -> Result<(), Problem>;
    /// Sounds until what it returns is dropped.
    fn sound(&self, sound: Sound) -> Playing;
    /// Microphones and loudspeakers.
    async fn devices(&self) -> SoundDevices;
    /// Uses these from now on, also in a running call.
    fn choose(&self, choice: &SoundChoice);
    /// Rings so from now on.
    fn ring_as(&self, ring: &RingSettings);
    /// Cameras, and which is used.
    async fn cameras(&self) -> Cameras;
    /// Uses this camera from now on, also in a running call; none for the usual one.
    fn choose_camera(&self, camera: Option<String>);
    /// The screens and windows that can be shown, or why nothing can.
    async fn screens(&self) -> Result<Vec<Screen>, Problem>;
    /// Opens the microphone for a moment, and returns once it gives sound.
    async fn try_microphone(&self) -> Result<(), Problem>;
    /// Opens the loudspeaker for a moment without a sound, and returns once it takes one.
    async fn try_speaker(&self) -> Result<(), Problem>;
    /// The microphone, to be heard before a call.
    async fn test(&self) -> Result<SoundCheck, Problem>;
}

/// Something that ends when it is dropped.
pub type Playing = Box<dyn Any + Send>;

/// A microphone that is heard in the loudspeaker until this is dropped.
pub struct SoundCheck {
    /// How loud it is, 0 to 1.
    pub level: watch::Receiver<f32>,
    /// What keeps it open.
    pub open: Playing,
}

/// One side of a call that is in its room. Dropping it leaves.
#[async_trait]
pub trait Line: Send + Sync + 'static {
    /// As it is now and after every change.
    fn state(&self) -> watch::Receiver<LineState>;
    /// Microphone off, or on again.
    fn mute(&self, on: bool);
    /// Neither hear nor be heard, or go on.
    fn hold(&self, on: bool);
    /// Camera on or off.
    fn camera(&self, on: bool);
    /// Shows a screen or a window by its id, or nothing any more.
    fn share(&self, screen: Option<String>);
    /// A key of a telephone.
    fn tone(&self, key: char);
    /// A picture, as long as it is looked at; nothing if it is not sent.
    async fn picture(&self, whose: Whose, picture: Picture) -> Option<VideoReceiver>;
    /// Leaves and closes what was open.
    async fn leave(&self);
}

/// The right to come into a room.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Where the media server is.
    pub url: String,
    /// Says which room and who comes.
    pub token: String,
}

/// What the person has switched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Microphone off.
    pub muted: bool,
    /// On hold.
    pub held: bool,
    /// Camera on.
    pub camera: bool,
}

/// What sounds while nobody talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// Somebody calls.
    Incoming,
    /// The other side is being rung.
    Dialling,
    /// The other side is in another call.
    Busy,
    /// The other side has ended the call, which is heard once.
    HungUp,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineState {
    /// Whether it holds.
    pub connection: Connection,
    /// What is switched.
    pub switched: Wish,
    /// Own screen shown.
    pub sharing: bool,
    /// The other side, once it is in the room.
    pub other: Option<OtherSide>,
    /// As measured in the last second.
    pub quality: Option<CallQuality>,
    /// Why nothing is heard or sent from here.
    pub sound_fault: Option<Problem>,
    /// What others send to be looked at.
    pub pictures: Vec<Seen>,
    /// Why the camera is not sent although it is wished.
    pub camera_fault: Option<Problem>,
    /// Why the screen is not shown although it was chosen.
    pub share_fault: Option<Problem>,
}

/// A picture that somebody else sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Who, as their ticket says.
    pub identity: String,
    /// For people to read; may be empty.
    pub name: String,
    /// Their camera or their screen.
    pub picture: Picture,
}

/// Whether a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// It does.
    Joined,
    /// It is being mended.
    Reconnecting,
    /// The room was closed, or the media server went; one may come in again.
    Over,
    /// It was away for longer than anybody waits.
    Lost,
}

/// Who is at the other end, as the room sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherSide {
    /// Their microphone is off.
    pub muted: bool,
    /// Their camera is on.
    pub camera: bool,
}

impl LineState {
    /// A line that has just come up.
    pub fn joined(switched: Wish) -> Self {
        Self {
            connection: Connection::Joined,
            switched,
            sharing: false,
            other: None,
            quality: None,
            sound_fault: None,
            pictures: Vec::new(),
            camera_fault: None,
            share_fault: None,
        }
    }
}
