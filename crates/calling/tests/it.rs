//! Calls with real rooms and real sound, and with rooms and devices in memory.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "it/callbacks.rs"]
mod callbacks;
#[path = "it/camera.rs"]
mod camera;
#[cfg(target_os = "linux")]
#[path = "it/desktop.rs"]
mod desktop;
#[path = "it/devices.rs"]
mod devices;
#[cfg(target_os = "linux")]
#[path = "it/film.rs"]
mod film;
#[path = "it/in_call.rs"]
mod in_call;
#[path = "it/office.rs"]
mod office;
#[cfg(target_os = "linux")]
#[path = "it/portal.rs"]
mod portal;
#[path = "it/pulse.rs"]
mod pulse;
#[path = "it/screens.rs"]
mod screens;
#[path = "it/talk.rs"]
mod talk;
#[path = "it/tone.rs"]
mod tone;
#[path = "it/watched.rs"]
mod watched;
#[cfg(target_os = "linux")]
#[path = "it/wayland.rs"]
mod wayland;
