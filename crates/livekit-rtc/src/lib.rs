//! Rooms, sound and pictures over LiveKit.
//!
//! [`Rtc`] joins a [`Room`]; the room publishes a [`Microphone`] and [`VideoSender`]s, hands out what others send as
//! [`AudioReceiver`]s and [`VideoReceiver`]s, and tells what happens as [`RoomEvent`]s. [`NativeRtc`] does it with
//! LiveKit's own prebuilt library, loaded at run time; the feature `fake` has rooms in memory for tests,
//! the feature `livekit-sdk` links the `livekit` crate instead.
//!
//! No type of LiveKit's protocol leaves this crate. It must never know of sound cards, cameras, windows, calls or
//! anything else of Leadline.

mod event;
#[cfg(feature = "fake")]
pub mod fake;
mod ffi;
mod library_file;
mod native;
mod problem;
mod room;
#[cfg(feature = "livekit-sdk")]
mod sdk;
mod sound;
mod stats;
mod video;

pub use event::{LeaveReason, Peer, Quality, RemoteTrack, RoomEvent, TrackSource};
pub use ffi::handle::{HandleKind, live_handles};
pub use ffi::heap::give_back_free_memory;
#[cfg(feature = "fuzz")]
pub use ffi::take_for_the_fuzzer;
pub use library_file::{LIBRARY_VERSION, LibraryFile};
pub use native::NativeRtc;
pub use problem::RtcError;
pub use room::{
    AudioProcessing, Disturbance, Identity, JoinSpec, Joined, Microphone, MicrophoneOptions, ProcessingOptions, Relay,
    Room, RoomEvents, Rtc, Token, TrackId, VideoOptions, VideoSender,
};
#[cfg(feature = "livekit-sdk")]
pub use sdk::SdkRtc;
pub use sound::{AudioReceiver, BLOCK_SAMPLES, SAMPLE_RATE};
pub use stats::{InboundAudio, InboundVideo, Outbound, SessionStats};
pub use video::{Plane, Rotation, VideoFrame, VideoReceiver};
