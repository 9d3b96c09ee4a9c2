//! The sound and pictures of calls on this computer.
//!
//! [`Calling`] joins the rooms in which calls take place and connects them with microphone, loudspeaker and camera;
//! [`InCall`] is one call. Who calls whom and when it rings is decided elsewhere. It must never know of windows,
//! customers or Leadline's server.
//!
//! A voice travels: sound card → callback → ring → *sound in* thread ([`Speech`](speech)) → room, and room → ring →
//! [`Voice`](voice) → mixer on the *sound out* thread → ring → callback → sound card. The callbacks move samples and
//! nothing else. One thread, *sound*, opens and closes the devices.

mod calling;
mod camera;
mod conversation;
mod cpal_sound;
mod devices;
mod drift;
mod ear;
mod fault;
#[cfg(target_os = "linux")]
mod frame_thread;
#[cfg(target_os = "linux")]
mod i420;
mod in_call;
mod keypad;
mod level;
mod lifeline;
#[cfg(target_os = "linux")]
mod linux_cameras;
mod meter;
mod mixer;
mod others;
mod picture;
mod quality;
mod real_time;
mod resample;
mod ringing;
mod rooms;
mod screens;
mod side;
#[cfg(feature = "simulated")]
mod simulated;
mod sound;
mod sound_host;
mod speech;
mod state;
mod test_camera;
mod trial;
mod users;
mod voice;
#[cfg(target_os = "linux")]
mod wayland_screens;
mod worker;
#[cfg(target_os = "linux")]
mod x11_screens;

pub use calling::Calling;
pub use camera::{CameraDevice, CameraHost, NoCamera};
pub use cpal_sound::CpalSound;
pub use devices::{DeviceId, SoundChoice, SoundDevice, SoundDevices};
pub use fault::CallingFault;
pub use in_call::{InCall, Picture, Whose};
pub use leadline_livekit_rtc::{
    LIBRARY_VERSION, Plane, Rotation, Rtc, VideoFrame, VideoReceiver, give_back_free_memory,
};
#[cfg(target_os = "linux")]
pub use linux_cameras::LinuxCameras;
pub use meter::Meter;
pub use picture::{OpenPicture, PictureFault};
pub use ringing::{Ring, RingSound, RingTone, Ringing};
pub use rooms::NativeRooms;
pub use screens::{NoScreens, Screen, ScreenHost, ScreenKind, screens_of_this_desktop};
#[cfg(feature = "simulated")]
pub use simulated::SimulatedSound;
pub use sound_host::{InputOpening, Intake, OpenDevice, Outflow, OutputOpening, Running, SoundHost};
pub use state::{Connection, InCallState, Other, Over, Quality, Ticket, Wish};
pub use test_camera::TestCamera;
