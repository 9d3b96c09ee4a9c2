//! Newer versions of the app: when one is looked for, fetched and installed. Nothing of it happens while a call rings or
//! goes on, and nothing is installed unless the person says so.

mod course;
mod rules;

use crate::api::{KeptBy, NewVersion, UpdateChannel, UpdateFault};
use async_trait::async_trait;

pub(crate) use course::Updating;
pub(crate) use rules::Wish;

/// What fetches, checks and installs versions of the app. Whoever makes the desktop gives it.
#[async_trait]
pub trait Updater: Send + Sync + 'static {
    /// Who brings newer versions of this copy.
    async fn kept_by(&self) -> KeptBy;
    /// The version that an earlier start fetched, if it is still newer than this one and still what was signed. Whatever
    /// else lies there is removed.
    async fn kept(&self) -> Option<NewVersion>;
    /// The version of this channel, if it is newer than this one.
    ///
    /// # Errors
    /// Why nobody knows.
    async fn look(&self, channel: UpdateChannel) -> Result<Option<NewVersion>, UpdateFault>;
    /// Fetches what was found last, checks that it is signed as what it was offered as, and keeps it. May be dropped at
    /// any moment, and then keeps nothing.
    ///
    /// # Errors
    /// Why it is not here.
    async fn fetch(&self, progress: Progress) -> Result<(), UpdateFault>;
    /// Removes what is kept: the feed does not offer it any more.
    async fn forget(&self);
    /// Checks what is kept once more and installs it.
    ///
    /// # Errors
    /// Why the version that runs is still the one that is installed.
    async fn install(&self) -> Result<(), UpdateFault>;
    /// Ends the app and starts what is installed now.
    fn restart(&self);
}

/// Is told how many bytes are here, and how many there will be if that is known.
pub type Progress = Box<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// A copy that others keep up to date.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoUpdater;

#[async_trait]
impl Updater for NoUpdater {
    async fn kept_by(&self) -> KeptBy {
        KeptBy::System
    }
    async fn kept(&self) -> Option<NewVersion> {
        None
    }
    async fn look(&self, _: UpdateChannel) -> Result<Option<NewVersion>, UpdateFault> {
        Ok(None)
    }
    async fn fetch(&self, _: Progress) -> Result<(), UpdateFault> {
        Err(UpdateFault::FeedUnreadable)
    }
    async fn forget(&self) {}
    async fn install(&self) -> Result<(), UpdateFault> {
        Err(UpdateFault::Lost)
    }
    fn restart(&self) {}
}
