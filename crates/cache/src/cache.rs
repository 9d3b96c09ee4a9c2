//! The handle everything else goes through: one writing connection with two lanes, a few reading ones, and the news of
//! what changed.

use crate::changes::{ChangeSet, Changes};
use crate::lanes::{Lane, Lanes};
use crate::meta::{self, Key};
use crate::place::{Found, Place};
use crate::read::Views;
use crate::readers::Readers;
use crate::{CacheFault, migration, salvage};
use leadline_domain::Millis;
use rusqlite::{Connection, Transaction, TransactionBehavior, backup};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::broadcast;

/// How many change sets a slow watcher may be behind before it is told that it missed some.
const WATCH_BACKLOG: usize = 256;

/// The local data. Cheap to clone; every call blocks until done.
#[derive(Clone)]
pub struct Cache {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) place: Place,
    pub(crate) lanes: Lanes,
    pub(crate) readers: Readers,
    pub(crate) views: Views,
    changed: broadcast::Sender<ChangeSet>,
}

/// An opened cache.
pub struct Opened {
    /// The handle.
    pub cache: Cache,
    /// Where a file went that could not be used: damaged, encrypted with another key, or not ours.
    pub set_aside: Option<PathBuf>,
    /// Edits rescued from the file that was set aside.
    pub rescued: u32,
}

/// File pages the writing connection keeps, in KiB: an edit touches a few, a page of a first sync every index. Making an
/// index reads every row once, and would only fill what it is given.
const KEPT: i32 = 4_096;
const KEPT_IN_FIRST_SYNC: i32 = 65_536;

impl Cache {
    /// Opens the cache at `place` or makes an empty one. A file that cannot be used is never overwritten: it is set
    /// aside under a dated name, and edits that can be read from it are taken over.
    ///
    /// # Errors
    /// [`CacheFault::Newer`] if a newer app wrote the file; it is left as it is. [`CacheFault::DiskFull`] where there is no
    /// room to work.
    pub fn open(place: &Place, now: Millis) -> Result<Opened, CacheFault> {
        place.has_room()?;
        match Self::open_sound(place, now) {
            Ok(Some(cache)) => Ok(Opened { cache, set_aside: None, rescued: 0 }),
            Ok(None) | Err(CacheFault::Damaged | CacheFault::MigrationDiffers(_)) => {
                let rescue = salvage::read(place);
                let aside = salvage::set_aside(place, now)?;
                let cache = Self::open_sound(place, now)?.ok_or(CacheFault::Damaged)?;
                let rescued = rescue.map_or(Ok(0), |rescue| cache.take_over(rescue, now))?;
                Ok(Opened { cache, set_aside: Some(aside), rescued })
            }
            Err(fault) => Err(fault),
        }
    }

    /// `None`: the file is not ours.
    fn open_sound(place: &Place, now: Millis) -> Result<Option<Self>, CacheFault> {
        let Some(writer) = open_writer(place, now)? else { return Ok(None) };
        Ok(Some(Self::on(place, writer)))
    }

    fn on(place: &Place, writer: Connection) -> Self {
        let inner = Inner {
            place: place.clone(),
            lanes: Lanes::new(writer),
            readers: Readers::new(place.clone()),
            views: Views::default(),
            changed: broadcast::channel(WATCH_BACKLOG).0,
        };
        Self { inner: Arc::new(inner) }
    }

    /// A copy in memory of an unencrypted cache, as if somebody had copied its file: for simulations.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn twin(&self) -> Result<Self, CacheFault> {
        let place = Place::memory();
        let Found::Ours(mut copy) = place.look()? else { return Err(CacheFault::Damaged) };
        backup::Backup::new(&*self.inner.lanes.enter(Lane::Edit)?, &mut copy)?.step(-1)?;
        place.writer(&mut copy, 0)?;
        Ok(Self::on(&place, copy))
    }

    /// News of every committed change. A watcher that lags more than 256 behind should ask for everything again.
    pub fn watch(&self) -> broadcast::Receiver<ChangeSet> {
        self.inner.changed.subscribe()
    }

    /// Reads from one consistent state of the data.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, CacheFault>) -> Result<T, CacheFault> {
        if self.inner.place.is_memory() {
            return ask(&*self.inner.lanes.enter(Lane::Edit)?);
        }
        let reader = self.inner.readers.take()?;
        let snapshot = reader.unchecked_transaction()?;
        ask(&snapshot)
    }

    /// Writes in one transaction: all of it or nothing. Watchers are told afterwards.
    pub(crate) fn commit<T>(
        &self,
        lane: Lane,
        work: impl FnOnce(&Transaction<'_>, &mut Changes) -> Result<T, CacheFault>,
    ) -> Result<(T, ChangeSet), CacheFault> {
        let mut changes = Changes::default();
        let mut writing = self.inner.lanes.enter(lane)?;
        let synchronous = match lane {
            Lane::Edit => "FULL",
            // A page can be pulled again after a power cut; an edit cannot.
            Lane::Page => "NORMAL",
        };
        let in_first_sync = meta::get::<i64>(&writing, Key::Remaining)?.is_some_and(|rows| rows > 0);
        let kept = if in_first_sync { KEPT_IN_FIRST_SYNC } else { KEPT };
        writing.pragma_update(None, "synchronous", synchronous)?;
        writing.pragma_update(None, "cache_size", -kept)?;
        let transaction = writing.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let outcome = work(&transaction, &mut changes)?;
        transaction.commit()?;
        drop(writing);
        let changed = changes.done();
        if !changed.is_empty() {
            self.tell(&changed);
        }
        Ok((outcome, changed))
    }

    pub(crate) fn tell(&self, changed: &ChangeSet) {
        // Nobody watching is fine.
        let _ = self.inner.changed.send(changed.clone());
    }
}

/// Opens the writing connection and brings the file to the newest format; `None` if the file is not ours.
pub(crate) fn open_writer(place: &Place, now: Millis) -> Result<Option<Connection>, CacheFault> {
    let Found::Ours(mut file) = place.look()? else { return Ok(None) };
    let format = migration::format_of(&file)?;
    if format > migration::newest() {
        return Err(CacheFault::Newer { found: format, known: migration::newest() });
    }
    if format > 0 && migration::breaks_from(format) {
        salvage::keep_copy(place, &file, format)?;
    }
    place.writer(&mut file, now)?;
    Ok(Some(file))
}

#[cfg(test)]
mod tests;
