//! Cameras, screens and windows.

use super::api;
use leadline_protocol::Problem;
use uuid::Uuid;

api! {
    /// A picture that somebody else sends.
    pub struct CallPicture {
        /// Who sends it, as the room knows them.
        pub of: String,
        /// What they are called; may be empty.
        pub name: String,
        /// What it shows.
        pub kind: PictureKind,
    }

    /// What a picture shows.
    #[derive(Copy)]
    pub enum PictureKind {
        /// Whoever sits before the camera.
        Camera,
        /// A screen or a window.
        Screen,
    }

    /// Command `call_picture`: a picture of a call, to be looked at.
    pub struct PictureAsk {
        /// The call.
        pub call_id: Uuid,
        /// Who sends it; `None`: this person.
        pub of: Option<String>,
        /// What it shows.
        pub kind: PictureKind,
    }

    /// Answer of `call_picture`.
    pub struct PictureAddress {
        /// A WebSocket of this computer that opens once. It is sent the size at which the picture is shown whenever the
        /// next frame may come, and closes when the picture ends.
        pub address: String,
    }

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

    /// Something that can be shown.
    pub struct Screen {
        /// Stays the same while it is there.
        pub id: String,
        /// What stands in the window's frame; empty for anything else.
        pub name: String,
        /// What it is.
        pub kind: ScreenKind,
    }

    /// What can be shown.
    #[derive(Copy)]
    pub enum ScreenKind {
        /// A whole screen.
        Screen,
        /// One window.
        Window,
        /// What the person chooses when the desktop asks, which it does when this is shown. It stands alone.
        Asked,
    }

    /// Command `call_share`; answer [`super::Calls`].
    pub struct CallShare {
        /// The call.
        pub call_id: Uuid,
        /// What is shown; `None`: nothing any more.
        pub screen: Option<String>,
    }
}
