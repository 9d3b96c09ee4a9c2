//! What this installation remembers between starts, in one small file: how the app looks, who is signed in, which
//! device this is. No secrets.

use crate::api::{
    Account, Density, Language, NoticeSettings, RingSettings, Settings, SignInRequest, SoundChoice, Theme,
    UpdateSettings,
};
use crate::private_files;
use leadline_domain::Millis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// The file's name in the data folder.
pub const FILE: &str = "leadline.json";

/// The content of the file. A field that is missing, as in a file of an older version, takes its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// This installation, as the server knows it.
    pub device_id: Uuid,
    /// How the app looks.
    pub settings: Settings,
    /// The server address used last.
    pub last_server: Option<String>,
    /// The sign-in name used last.
    pub last_email: Option<String>,
    /// The person agreed to a key file because the keyring cannot be used.
    pub key_file_agreed: bool,
    /// Whose data is opened at the next start.
    pub signed_in: Option<SignedIn>,
    /// Whose data is to be erased: of somebody who took it to a server, signed out with it or was let go.
    #[serde(alias = "left_alone")]
    pub to_erase: Option<SignedIn>,
    /// Where the columns of imported files went, by their headers.
    pub import_mappings: BTreeMap<String, BTreeMap<String, String>>,
    /// The microphone and loudspeaker the person chose.
    pub sound: SoundChoice,
    /// The person is heard in calls only while they hold a key.
    pub push_to_talk: bool,
    /// How it rings.
    pub ring: RingSettings,
    /// What the desktop's notifications tell of.
    pub notices: NoticeSettings,
    /// The camera the person chose.
    pub camera: Option<String>,
    /// The person tried microphone, loudspeaker and camera here, or did not want to. Whoever used the app before this was
    /// asked is not asked.
    #[serde(default = "used_before")]
    pub devices_tried: bool,
    /// Whether the app goes on when its window is closed; `None` until the person chose.
    pub stays_when_closed: Option<bool>,
    /// Which newer versions the person wants, and how.
    pub updates: UpdateSettings,
    /// When newer versions were last looked for.
    pub looked_for_updates_at: Option<Millis>,
}

fn used_before() -> bool {
    true
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignedIn {
    /// As the UI shows it.
    pub account: Account,
    /// The person's organisation.
    pub org_id: Uuid,
    /// The server ended the session; the data stays until the same person signs in again.
    pub ended: bool,
    /// The first sync has reached its end.
    #[serde(default)]
    pub complete: bool,
    /// Last time everything was exchanged, as known when the app was closed.
    #[serde(default)]
    pub synced_at: Option<Millis>,
    /// Server time minus this computer's then, in milliseconds.
    #[serde(default)]
    pub clock_off_ms: i64,
}

impl SignedIn {
    /// Somebody who has just come.
    pub fn at(account: Account, org_id: Uuid) -> Self {
        Self { account, org_id, ended: false, complete: false, synced_at: None, clock_off_ms: 0 }
    }
}

impl Remembered {
    /// Somebody signed in.
    pub fn now_signed_in(&mut self, signed_in: SignedIn, request: &SignInRequest) {
        self.last_server = Some(request.server.trim().to_owned());
        self.last_email = Some(request.email.trim().to_owned());
        self.signed_in = Some(signed_in);
    }
}

impl Default for Remembered {
    fn default() -> Self {
        Self {
            device_id: Uuid::nil(),
            settings: Settings {
                language: Language::En,
                theme: Theme::System,
                density: Density::Cosy,
                buddhist_years: false,
                single_keys: true,
            },
            last_server: None,
            last_email: None,
            key_file_agreed: false,
            signed_in: None,
            to_erase: None,
            import_mappings: BTreeMap::new(),
            sound: SoundChoice::default(),
            push_to_talk: false,
            ring: RingSettings::default(),
            notices: NoticeSettings::default(),
            camera: None,
            devices_tried: false,
            stays_when_closed: None,
            updates: UpdateSettings::default(),
            looked_for_updates_at: None,
        }
    }
}

/// What a file of an installation holds, if it is there and can be understood. Nothing is changed by looking.
pub fn look(path: &Path) -> Option<Remembered> {
    let content = private_files::read(path).ok().flatten()?;
    serde_json::from_slice(&content).ok()
}

/// The file and what it holds.
pub struct Installation {
    path: PathBuf,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    remembered: Remembered,
    /// The file was read; until then nothing is written, so that a file that cannot be read now is not lost.
    read: bool,
}

impl Installation {
    /// The file at `path`, not read yet.
    pub fn at(path: PathBuf) -> Self {
        Self { path, held: Mutex::default() }
    }

    /// Reads the file, or starts a new one with `device_id`. A file that cannot be understood is kept beside the new
    /// one for support.
    pub fn read(&self, device_id: Uuid) -> io::Result<()> {
        let mut held = self.lock();
        let found = match private_files::read(&self.path)? {
            None => None,
            Some(content) => match serde_json::from_slice::<Remembered>(&content) {
                Ok(remembered) => Some(remembered),
                Err(fault) => {
                    tracing::warn!(%fault, "the settings file cannot be understood and is set aside");
                    std::fs::rename(&self.path, self.path.with_extension("damaged"))?;
                    None
                }
            },
        };
        let mut remembered = found.unwrap_or_else(|| held.remembered.clone());
        if remembered.device_id.is_nil() {
            remembered.device_id = device_id;
            self.write(&remembered)?;
        }
        *held = Held { remembered, read: true };
        Ok(())
    }

    /// What is remembered now.
    pub fn get(&self) -> Remembered {
        self.lock().remembered.clone()
    }

    /// Changes what is remembered; on disk when this returns, unless the file has not been read yet.
    pub fn change(&self, edit: impl FnOnce(&mut Remembered)) -> io::Result<()> {
        let mut held = self.lock();
        let mut next = held.remembered.clone();
        edit(&mut next);
        if held.read {
            self.write(&next)?;
        }
        held.remembered = next;
        Ok(())
    }

    /// Changes what is remembered until the app ends.
    pub fn change_for_now(&self, edit: impl FnOnce(&mut Remembered)) {
        edit(&mut self.lock().remembered);
    }

    fn write(&self, remembered: &Remembered) -> io::Result<()> {
        let content = serde_json::to_vec_pretty(remembered).expect("settings are always JSON");
        private_files::write(&self.path, &content)
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(path: &Path, device: u128) -> Installation {
        let installation = Installation::at(path.to_owned());
        installation.read(Uuid::from_u128(device)).unwrap();
        installation
    }

    #[test]
    fn the_device_stays_the_same_and_changes_survive_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leadline.json");
        let first = opened(&path, 1);
        first.change(|remembered| remembered.settings.theme = Theme::Dark).unwrap();
        let again = opened(&path, 2).get();
        assert_eq!((again.device_id, again.settings.theme), (Uuid::from_u128(1), Theme::Dark));
    }

    #[test]
    fn a_file_of_an_older_version_keeps_what_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leadline.json");
        std::fs::write(&path, r#"{"last_email":"naphat@siam.example","unknown":1}"#).unwrap();
        let remembered = opened(&path, 1).get();
        assert_eq!(remembered.last_email.as_deref(), Some("naphat@siam.example"));
        assert_eq!(remembered.settings, Remembered::default().settings);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_the_app_starts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leadline.json");
        std::fs::write(&path, "{half").unwrap();
        opened(&path, 1);
        assert_eq!(std::fs::read(path.with_extension("damaged")).unwrap(), b"{half");
    }

    #[test]
    fn a_file_that_cannot_be_read_now_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leadline.json");
        std::fs::create_dir(&path).unwrap();
        let installation = Installation::at(path.clone());
        installation.read(Uuid::from_u128(1)).unwrap_err();
        installation.change(|remembered| remembered.settings.language = Language::Th).unwrap();
        assert_eq!(installation.get().settings.language, Language::Th);
        std::fs::remove_dir(&path).unwrap();
        std::fs::write(&path, r#"{"last_email":"naphat@siam.example"}"#).unwrap();
        installation.read(Uuid::from_u128(1)).unwrap();
        assert_eq!(installation.get().last_email.as_deref(), Some("naphat@siam.example"));
    }
}
