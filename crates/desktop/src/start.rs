//! What a start finds: the app's own folder, the place of the key, the data of whoever was signed in. Whatever keeps it
//! from being opened is told in the window, where a person can try again; nothing is written over meanwhile.

use crate::secrets::Secrets;
use crate::workplace::Occasion;
use crate::{Desktop, beside, private_files, problem};
use leadline_protocol::{Code, Problem};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// A person types a password in this time. A keyring that ends while it asks never answers at all.
const KEYRING_PATIENCE: Duration = Duration::from_secs(60);

impl Desktop {
    /// Opens what was open when the app was last closed.
    pub(crate) async fn start(self: &Arc<Self>) {
        let fault = self.try_start().await.err();
        if let Some(problem) = &fault {
            tracing::error!(code = ?problem.code, "the local data cannot be opened");
        }
        self.set_start_fault(fault);
    }

    async fn try_start(self: &Arc<Self>) -> Result<(), Problem> {
        let desktop = self.clone();
        beside(move || desktop.read_installation()).await??;
        let remembered = self.installation.get();
        self.parts.lines.choose(&remembered.sound);
        self.parts.lines.ring_as(&remembered.ring);
        self.parts.lines.choose_camera(remembered.camera.clone());
        self.erase_left().await;
        let Some(signed_in) = remembered.signed_in else { return Ok(()) };
        // Asked without trying first whether it works: that is slow, and a key that is found is proof enough.
        let workplace = self.open_workplace(self.secrets_in_use(), signed_in, Occasion::Start).await?;
        self.set_workplace(Some(&workplace));
        Ok(())
    }

    fn read_installation(&self) -> Result<(), Problem> {
        private_files::make_folder(&self.parts.data_dir)
            .and_then(|()| self.installation.read((self.parts.surroundings.new_id)()))
            .map_err(|fault| problem::of_disk(&fault))
    }

    /// A person has changed something about the computer: a folder, a disk, a keyring.
    pub(crate) async fn try_again(self: &Arc<Self>) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        if self.workplace_if_open().is_some() {
            return Ok(());
        }
        self.set_keyring_works(None);
        if self.start_fault().is_some_and(|problem| problem.code == Code::KeyringUnavailable) {
            // Trying to write makes a locked keyring ask its person for the password; reading does not.
            self.find_out_keyring().await?;
        }
        self.start().await;
        Ok(())
    }

    /// The person signs in although local data is there that cannot be opened.
    pub(crate) fn leave_unopened(&self) {
        self.set_start_fault(None);
    }

    pub(crate) fn start_fault(&self) -> Option<Problem> {
        self.start_fault.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_start_fault(&self, fault: Option<Problem>) {
        *self.start_fault.write().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// The place where the secrets of whoever is at work are kept.
    pub(crate) fn secrets_in_use(&self) -> Arc<dyn Secrets> {
        if self.installation.get().key_file_agreed { self.parts.key_file.clone() } else { self.parts.keyring.clone() }
    }

    /// The place where secrets are kept, or the wish for consent to a key file.
    pub(crate) async fn secrets(&self) -> Result<Arc<dyn Secrets>, Problem> {
        if self.installation.get().key_file_agreed {
            return Ok(self.parts.key_file.clone());
        }
        if self.find_out_keyring().await? {
            Ok(self.parts.keyring.clone())
        } else {
            Err(Code::KeyringUnavailable.into())
        }
    }

    /// Whether the keyring keeps what it is given; tried once.
    pub(crate) async fn find_out_keyring(&self) -> Result<bool, Problem> {
        let known = *self.keyring_works.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(works) = known {
            return Ok(works);
        }
        let keyring = self.parts.keyring.clone();
        let trying = tokio::time::timeout(KEYRING_PATIENCE, beside(move || keyring.works()));
        let works = trying.await.unwrap_or(Ok(false))?;
        self.set_keyring_works(Some(works));
        Ok(works)
    }

    /// Whether the keyring was tried and forgets what it is given.
    pub(crate) fn keyring_fails(&self) -> bool {
        *self.keyring_works.lock().unwrap_or_else(PoisonError::into_inner) == Some(false)
    }

    fn set_keyring_works(&self, works: Option<bool>) {
        *self.keyring_works.lock().unwrap_or_else(PoisonError::into_inner) = works;
    }
}
