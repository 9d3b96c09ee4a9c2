//! Cameras, screens and windows.

use super::api;
use leadline_protocol::Problem;
use uuid::Uuid;

api! {
    /// Command `cameras`, and the answer of `camera_choose`.
    #[derive(Default)]
    pub struct Cameras {
        /// Those that are connected, the usual one first.
        pub devices: Vec<CameraDevice>,
        /// The one that was chosen; `None`: the usual one.
        pub chosen: Option<String>,
        /// Why none of those that are connected can be used.
        pub fault: Option<Problem>,
    }

    /// A camera.
    pub struct CameraDevice {
        /// Stays the same while it is plugged in.
        pub id: String,
        /// As the system calls it.
        pub name: String,
    }

    /// Command `camera_choose`; takes effect in a running call.
    pub struct CameraChoice {
        /// The camera; `None`: the usual one.
        pub camera: Option<String>,
    }

    /// Answer of `call_screens`: what can be shown to the others.
    pub struct Screens {
        /// Screens before windows.
        pub screens: Vec<Screen>,
        /// Why nothing can be shown from this desktop.
        pub fault: Option<Problem>,
    }

    /// A screen or a window.
    pub struct Screen {
        /// Stays the same while it is there.
        pub id: String,
        /// What stands in the window's frame; empty for a screen.
        pub name: String,
        /// A window.
        pub window: bool,
    }

    /// Command `call_share`; answer [`super::Calls`].
    pub struct CallShare {
        /// The call.
        pub call_id: Uuid,
        /// What is shown; `None`: nothing any more.
        pub screen: Option<String>,
    }
}
