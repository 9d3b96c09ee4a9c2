//! The operating system's keyring.

use super::{Secrets, SecretsFault};
use keyring_core::{CredentialStore, Entry, Error};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const SERVICE: &str = "Leadline";

/// The operating system's keyring. It is looked for when it is first needed, and anew after it failed: a person may
/// start its service while the app is open.
#[derive(Default)]
pub struct Keyring {
    store: Mutex<Option<Arc<CredentialStore>>>,
}

impl Keyring {
    fn ask<T>(&self, name: &str, ask: impl FnOnce(Entry) -> Result<T, Error>) -> Result<T, SecretsFault> {
        // Nothing is held while it is asked: a question may wait for a person, and another one must pass it.
        let known = self.store().clone();
        let answer = known.map_or_else(find, Ok).and_then(|found| {
            let answer = ask(found.build(SERVICE, name, None)?);
            let lost = matches!(answer, Err(Error::PlatformFailure(_)));
            *self.store() = (!lost).then_some(found);
            answer
        });
        answer.map_err(|fault| SecretsFault::Unavailable(Some(fault)))
    }

    fn store(&self) -> MutexGuard<'_, Option<Arc<CredentialStore>>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(target_os = "linux")]
fn find() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn find() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn find() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

fn none_is_fine<T>(answer: Result<T, Error>) -> Result<Option<T>, Error> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Error::NoEntry) => Ok(None),
        Err(fault) => Err(fault),
    }
}

impl Secrets for Keyring {
    /// A locked keyring without anybody to unlock it answers "no such entry" to every question, so only writing and
    /// reading back tells.
    fn works(&self) -> bool {
        const PROBE: &str = "probe";
        let kept = self.set(PROBE, b"kept").and_then(|()| self.get(PROBE));
        let works = matches!(&kept, Ok(Some(secret)) if secret == b"kept");
        if works && self.remove(PROBE).is_err() {
            tracing::warn!("the keyring keeps its probe entry");
        }
        works
    }

    #[cfg(target_os = "linux")]
    fn wants_password(&self) -> bool {
        super::locked_collection::is_usual_one().unwrap_or(false)
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretsFault> {
        self.ask(name, |entry| none_is_fine(entry.get_secret()))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretsFault> {
        self.ask(name, |entry| entry.set_secret(secret))
    }

    fn remove(&self, name: &str) -> Result<(), SecretsFault> {
        self.ask(name, |entry| none_is_fine(entry.delete_credential()).map(|_| ()))
    }
}
