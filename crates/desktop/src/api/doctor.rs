//! What works on this computer and what does not.

use super::api;
use leadline_domain::Millis;
use leadline_protocol::Problem;

api! {
    /// Answer of `doctor`.
    pub struct DoctorReport {
        /// In the order they are shown.
        pub checks: Vec<Checked>,
        /// When it was made.
        #[ts(type = "number")]
        pub at: Millis,
    }

    /// One thing that was looked at.
    pub struct Checked {
        /// What.
        pub check: Check,
        /// Whether somebody has to do something about it.
        pub verdict: Verdict,
        /// How it is.
        pub finding: Finding,
        /// What is wrong; with [`Finding::Fails`] alone.
        pub problem: Option<Problem>,
        /// What the system calls it: a device, a version, a folder.
        pub name: Option<String>,
        /// A figure that belongs to it: milliseconds for the server, the rooms and the clock, bytes for folder and data.
        #[ts(type = "number | null")]
        pub figure: Option<i64>,
    }

    /// What is looked at.
    #[derive(Copy, PartialOrd, Ord)]
    pub enum Check {
        /// The native library that calls go through.
        CallLibrary,
        /// The microphone that calls use.
        Microphone,
        /// The loudspeaker or headset that calls use.
        Speaker,
        /// The camera that calls use.
        Camera,
        /// Whether that answers where calls take place.
        Rooms,
        /// Whether the server answers.
        Server,
        /// Whether the server can say at once what is new.
        LiveConnection,
        /// This computer's clock against the server's.
        Clock,
        /// Where the key of the data is kept.
        Keyring,
        /// The folder for everything local.
        Folder,
        /// The encrypted data in it.
        LocalData,
        /// The files that say what the app did.
        Logs,
        /// The desktop's own notifications.
        Notifications,
        /// The desktop's panel for icons.
        Tray,
        /// How windows are drawn.
        Drawing,
    }

    /// Whether somebody has to do something.
    #[derive(Copy)]
    pub enum Verdict {
        /// It works.
        Fine,
        /// It works another way than usual, or can be done without.
        ToKnow,
        /// It does not work, and is needed.
        ToFix,
    }

    /// How something is.
    #[derive(Copy)]
    pub enum Finding {
        /// It works.
        Works,
        /// It does not; the problem says why.
        Fails,
        /// It did not answer in time.
        TimedOut,
        /// The keyring wants its person's password first.
        Locked,
        /// The key is in a file, as the person agreed.
        InFile,
        /// No server was chosen yet.
        NoServer,
        /// The clock is off by more than people notice.
        Off,
        /// There is little room left on the disk.
        LittleRoom,
        /// The desktop shows no notifications.
        NoNotifications,
        /// It shows them without buttons.
        NoButtons,
        /// The desktop has no panel for icons.
        NoPanel,
        /// Drawn without the short way over the graphics card.
        Carefully,
        /// There is no graphics card for a short way.
        NoCard,
    }

    /// Command `diagnostics_save`: a zip file with the report, settings, counts and logs; without names, numbers,
    /// addresses, texts and secrets.
    pub struct DiagnosticsSave {
        /// Where to.
        pub path: String,
    }
}
