//! How this copy of the app is kept up to date.

use super::api;
use leadline_domain::Millis;

api! {
    /// Answer of `updates` and of the commands that act on them; the event `updates` brings it as well.
    pub struct Updates {
        /// The version that runs.
        pub version: String,
        /// Who brings newer ones; `None` until it is found out.
        pub kept_by: Option<KeptBy>,
        /// What the person chose.
        pub settings: UpdateSettings,
        /// When the feed was last read.
        #[ts(type = "number | null")]
        pub looked_at: Option<Millis>,
        /// Where it stands.
        pub stage: UpdateStage,
    }

    /// Who brings newer versions of this copy.
    #[derive(Copy)]
    pub enum KeptBy {
        /// The app itself, from its feed.
        Leadline,
        /// The package manager of the system: this copy has no feed, or a repository that this computer knows offers it.
        System,
    }

    /// Command `updates_set`: what the person chose. Kept on this computer.
    pub struct UpdateSettings {
        /// Which versions.
        pub channel: UpdateChannel,
        /// The app looks by itself and fetches what it finds. Nothing is ever installed by itself.
        pub by_itself: bool,
    }

    /// Which versions somebody gets.
    #[derive(Copy)]
    pub enum UpdateChannel {
        /// Those for everybody.
        Stable,
        /// Those for whoever tries them first.
        Beta,
    }

    /// A newer version.
    pub struct NewVersion {
        /// Its number.
        pub version: String,
        /// What is new in it, as plain text.
        pub notes: Option<String>,
    }

    /// Where an update stands.
    pub enum UpdateStage {
        /// Nothing newer is known.
        None {},
        /// The feed is being read.
        Looking {},
        /// There is a newer version, and it is not here yet.
        Available {
            /// Which.
            new: NewVersion,
        },
        /// It is on its way.
        Downloading {
            /// Which.
            new: NewVersion,
            /// How many bytes are here.
            #[ts(type = "number")]
            received: u64,
            /// How many there will be, if the other side says.
            #[ts(type = "number | null")]
            total: Option<u64>,
        },
        /// It is here, checked, and waits for the person.
        Ready {
            /// Which.
            new: NewVersion,
            /// Why the last try to install it, or to look for a newer one, came to nothing.
            fault: Option<UpdateFault>,
        },
        /// It is being installed; the system may be asking for a password.
        Installing {
            /// Which.
            new: NewVersion,
        },
        /// It is installed, and the app starts anew as soon as no call goes on.
        Installed {
            /// Which.
            new: NewVersion,
        },
        /// It came to nothing. The version that runs is as it was.
        Failed {
            /// Why.
            fault: UpdateFault,
        },
    }

    /// Why an update came to nothing.
    #[derive(Copy)]
    pub enum UpdateFault {
        /// Nothing answers where updates come from.
        FeedAway,
        /// What answers there is no feed, or has nothing for this computer.
        FeedUnreadable,
        /// The download ended before its end, or is not there.
        CutOff,
        /// It is larger than any version of the app.
        TooLarge,
        /// It was not signed by those who make the app, or was changed since.
        BadSignature,
        /// It was signed as another version than the one it was offered as.
        OtherVersion,
        /// It does not fit on the disk.
        DiskFull,
        /// The folder of the app cannot be written.
        FolderUnusable,
        /// What was fetched is gone or was changed on the disk.
        Lost,
        /// The system asked whether it may be installed, and the person said no.
        Declined,
        /// The system lets nobody install it who is at this computer.
        NotAllowed,
        /// The system's package manager could not install it.
        InstallFailed,
    }
}

impl Default for UpdateSettings {
    fn default() -> Self {
        Self { channel: UpdateChannel::Stable, by_itself: true }
    }
}
