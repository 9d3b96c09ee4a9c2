//! The refresh token and the cache key, kept where other users and programs cannot read them.
//!
//! The operating system's keyring is the place. Where it is locked or absent, a person may consent to a file that only
//! they can read; nothing is ever put there without that consent.

mod keyring;
#[cfg(target_os = "linux")]
mod locked_collection;

pub use keyring::Keyring;

use crate::private_files;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

/// Why a secret cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum SecretsFault {
    /// The keyring is locked, absent, or forgets what it is given.
    #[error("the keyring is not available")]
    Unavailable(#[source] Option<keyring_core::Error>),
    /// The key file cannot be read or written.
    #[error("the key file cannot be used")]
    File(#[from] std::io::Error),
    /// The key file does not hold what it should.
    #[error("the key file is damaged")]
    Damaged,
}

/// A place for secrets. Calls may block for as long as a person is asked to unlock a keyring.
pub trait Secrets: Send + Sync {
    /// Whether secrets put here can really be read again.
    fn works(&self) -> bool;
    /// Whether a person would be asked for a password before anything is kept. Asks nobody.
    fn wants_password(&self) -> bool {
        false
    }
    /// Reads a secret; `None` if there is none of that name.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretsFault>;
    /// Keeps a secret, in place of an older one of that name.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretsFault>;
    /// Forgets a secret.
    fn remove(&self, name: &str) -> Result<(), SecretsFault>;
}

/// A file only this user may read, for computers whose keyring cannot be used.
pub struct KeyFile {
    path: PathBuf,
    writing: Mutex<()>,
}

impl KeyFile {
    /// The key file at `path`; it is made with the first secret.
    pub fn new(path: PathBuf) -> Self {
        Self { path, writing: Mutex::new(()) }
    }

    fn read(&self) -> Result<BTreeMap<String, String>, SecretsFault> {
        match private_files::read(&self.path)? {
            None => Ok(BTreeMap::new()),
            Some(content) => serde_json::from_slice(&content).map_err(|_| SecretsFault::Damaged),
        }
    }

    fn change(&self, edit: impl FnOnce(&mut BTreeMap<String, String>)) -> Result<(), SecretsFault> {
        let _alone = self.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut secrets = self.read()?;
        edit(&mut secrets);
        let content = serde_json::to_vec_pretty(&secrets).expect("a map of texts is always JSON");
        Ok(private_files::write(&self.path, &content)?)
    }
}

impl Secrets for KeyFile {
    fn works(&self) -> bool {
        self.read().is_ok()
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretsFault> {
        match self.read()?.get(name) {
            None => Ok(None),
            Some(text) => BASE64_STANDARD.decode(text).map(Some).map_err(|_| SecretsFault::Damaged),
        }
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretsFault> {
        let text = BASE64_STANDARD.encode(secret);
        self.change(|secrets| {
            secrets.insert(name.to_owned(), text);
        })
    }

    fn remove(&self, name: &str) -> Result<(), SecretsFault> {
        self.change(|secrets| {
            secrets.remove(name);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_file_keeps_replaces_and_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let file = KeyFile::new(path.clone());
        assert_eq!(file.get("token").unwrap(), None);
        file.set("token", b"old").unwrap();
        file.set("token", b"n\0w").unwrap();
        file.set("key", &[255; 32]).unwrap();
        let again = KeyFile::new(path.clone());
        assert_eq!(again.get("token").unwrap().as_deref(), Some(&b"n\0w"[..]));
        again.remove("token").unwrap();
        assert_eq!(again.get("token").unwrap(), None);
        assert_eq!(again.get("key").unwrap(), Some(vec![255; 32]));
        std::fs::write(&path, "not json").unwrap();
        assert!(!again.works());
        assert!(matches!(again.get("key"), Err(SecretsFault::Damaged)));
    }
}
