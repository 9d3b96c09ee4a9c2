//! Who is signed in, where, and how the app looks.

use super::api;
use leadline_domain::Role;
use leadline_protocol::Problem;
use uuid::Uuid;

api! {
    /// Where the person stands; decides the first screen.
    pub enum Stage {
        /// What is on this computer cannot be opened; see `start_fault`. Commands `start_again` and, where the key is
        /// missing, `sign_in_anew`.
        CannotOpen,
        /// Nobody is signed in.
        SignedOut,
        /// The keyring cannot keep the key: the person must consent to a key file (`keyring_consent`) before sign-in, or
        /// make the keyring work and ask `start_again`.
        NeedsKeyConsent,
        /// Signed in, and the first sync has not reached its end. Work can start.
        FirstSync,
        /// Signed in and complete.
        Ready,
        /// The session ended (signed out elsewhere, or refused). Local data and unsent edits are still here; sign in
        /// again as the same person to go on.
        SignInAgain,
    }

    /// Where the key of the local data and the sign-in are kept.
    #[derive(Copy)]
    pub enum KeyPlace {
        /// The system's keyring.
        Keyring,
        /// A file that only this user may read; the person agreed to it.
        File,
    }

    /// The whole state of the session. Commands `session`; `start_again`, which opens the local data once more; and
    /// `sign_in_anew`, which leaves data without its key where it is: a sign-in sets it aside.
    pub struct SessionState {
        /// Where the person stands.
        pub stage: Stage,
        /// What keeps the local data from being opened, for [`Stage::CannotOpen`].
        pub start_fault: Option<Problem>,
        /// The folder of the local data.
        pub data_folder: String,
        /// Where the key is kept.
        pub key_place: KeyPlace,
        /// Who is signed in.
        pub account: Option<Account>,
        /// What they may do; nothing while nobody is signed in.
        pub rights: ClientRights,
        /// The server address used last, to fill in.
        pub last_server: Option<String>,
        /// The e-mail used last, to fill in.
        pub last_email: Option<String>,
        /// How the app looks.
        pub settings: Settings,
        /// The app's version.
        pub version: String,
        /// A file of an earlier damaged or foreign cache was set aside here at this start.
        pub set_aside: Option<String>,
        /// Microphone, loudspeaker and camera of this computer were tried, or the person did not want to.
        pub devices_tried: bool,
    }

    /// Command `server_find`; answer [`ServerFound`]. Which server the domain of a mail address names as its firm's.
    pub struct ServerFind {
        /// The mail address.
        pub email: String,
    }

    /// What was found.
    pub struct ServerFound {
        /// The server's address; `None` if the domain names none or cannot be asked.
        pub server: Option<String>,
    }

    /// What the person's role allows with the clients they see, so that nothing is offered that would be refused.
    #[derive(Copy, Default)]
    pub struct ClientRights {
        /// Make new ones and change those of their own and of the pool.
        pub edit: bool,
        /// Change those of others too.
        pub edit_others: bool,
        /// Give them to somebody.
        pub assign: bool,
        /// Put them away.
        pub delete: bool,
        /// Rename tags, recolour them and put them away. Whoever may put a tag on a client may make one.
        pub change_tags: bool,
    }

    /// Who is signed in.
    pub struct Account {
        /// The person.
        pub profile_id: Uuid,
        /// Their name.
        pub name: String,
        /// Their sign-in name; empty for somebody who works on this computer alone.
        pub email: String,
        /// What they may do.
        pub role: Role,
        /// Their organisation's name; empty for somebody who works on this computer alone.
        pub org_name: String,
        /// The server's address; `None` for somebody who works on this computer alone. A sign-in takes all of it to the
        /// server.
        pub server: Option<String>,
        /// This device.
        pub device_id: Uuid,
        /// Country whose phone numbers are "home", ISO 3166 alpha-2.
        pub country: String,
    }

    /// Command `sign_in`.
    pub struct SignInRequest {
        /// Address of the server; `https://` is added if no scheme is given (`http://` for loopback).
        pub server: String,
        /// Sign-in name.
        pub email: String,
        /// Password.
        pub password: String,
    }

    /// Command `work_alone`: begins to work on this computer, without a server.
    pub struct WorkAlone {
        /// The person's name.
        pub name: String,
        /// Country whose phone numbers are "home", ISO 3166 alpha-2.
        pub country: String,
    }

    /// Command `keyring_consent`: keep the cache key in a file only this user may read, because the keyring is
    /// locked or absent.
    pub struct KeyringConsent {
        /// Whether the person agreed.
        pub agreed: bool,
    }

    /// Command `sign_out`.
    pub struct SignOutRequest {
        /// Erase the local data as well. Refused with `conflict` while edits wait, unless `discard_unsent`.
        pub erase: bool,
        /// Erase even though edits have not reached the server.
        pub discard_unsent: bool,
    }

    /// How the app looks. Commands `settings_get`, `settings_set`.
    pub struct Settings {
        /// The language of the app.
        pub language: Language,
        /// Light, dark or as the system.
        pub theme: Theme,
        /// Height of rows.
        pub density: Density,
        /// Years of the Buddhist era in dates.
        pub buddhist_years: bool,
        /// Single-key shortcuts (letters without Ctrl).
        pub single_keys: bool,
    }

    /// The language of the app.
    pub enum Language {
        /// English.
        En,
        /// Thai.
        Th,
    }

    /// Light, dark or as the system.
    pub enum Theme {
        /// As the system.
        System,
        /// Light.
        Light,
        /// Dark.
        Dark,
    }

    /// Height of rows.
    pub enum Density {
        /// 30 px.
        Compact,
        /// 36 px.
        Cosy,
    }

    /// One device somebody is signed in on.
    pub struct DeviceRow {
        /// The device.
        pub id: Uuid,
        /// Its name.
        pub name: String,
        /// Its platform.
        pub platform: String,
        /// The app's version when last seen.
        pub app_version: String,
        /// When it was last seen.
        #[ts(type = "number")]
        pub last_seen_at: i64,
        /// Whether it is this one.
        pub current: bool,
        /// Told to erase its data, not yet confirmed.
        pub wipe_pending: bool,
    }

    /// Answer of `devices` (asks the server; fails with `offline`).
    pub struct DeviceList {
        /// Newest first.
        pub devices: Vec<DeviceRow>,
    }

    /// Command `device_revoke`.
    pub struct DeviceRevoke {
        /// The device.
        pub id: Uuid,
        /// Also tell it to erase its data.
        pub wipe: bool,
    }
}
