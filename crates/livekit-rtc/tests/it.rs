//! The crate against a real `livekit-server`.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "it/fake.rs"]
mod fake;
#[path = "it/handles.rs"]
mod handles;
#[path = "it/heap.rs"]
mod heap;
#[path = "it/memory.rs"]
mod memory;
#[path = "it/party.rs"]
mod party;
#[path = "it/picture.rs"]
mod picture;
#[path = "it/presence.rs"]
mod presence;
#[path = "it/processing.rs"]
mod processing;
#[path = "it/reconnect.rs"]
mod reconnect;
#[path = "it/refusals.rs"]
mod refusals;
#[path = "it/relay.rs"]
mod relay;
#[path = "it/sound.rs"]
mod sound;
#[path = "it/tone.rs"]
mod tone;
