//! Closing, checking, rebuilding and erasing the file while handles to it are alive.

use crate::cache::open_writer;
use crate::{Cache, CacheFault, ChangeSet, salvage};
use leadline_domain::Millis;
use std::path::PathBuf;

impl Cache {
    /// Closes the file. Every later call on any handle answers [`CacheFault::Closed`].
    pub fn close(&self) {
        self.inner.readers.close();
        drop(self.inner.lanes.close());
    }

    /// Closes the cache and deletes its files. Without its key, which the caller erases first, even a file that could
    /// not be deleted is unreadable.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn wipe(&self) -> Result<(), CacheFault> {
        self.close();
        if self.inner.place.is_memory() {
            return Ok(());
        }
        for file in self.inner.place.files() {
            match std::fs::remove_file(&file) {
                Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether the whole file is sound. Reads all of it: seconds for a large one.
    ///
    /// # Errors
    /// When the file cannot be read for another reason than damage.
    pub fn check(&self) -> Result<bool, CacheFault> {
        let answer = self.read(|file| Ok(file.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))?));
        match answer {
            Ok(answer) => Ok(answer == "ok"),
            Err(CacheFault::Damaged) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// Sets the file aside, makes a fresh one in its place and takes waiting edits, conflicts and drafts over. All
    /// handles go on with the fresh one; everything else comes back with the next pulls. Returns where the old file
    /// went (`None` for a cache in memory).
    ///
    /// # Errors
    /// When the file system refuses; the cache is closed then.
    pub fn rebuild(&self, now: Millis) -> Result<Option<PathBuf>, CacheFault> {
        let place = &self.inner.place;
        self.inner.readers.close();
        let writer = self.inner.lanes.close().ok_or(CacheFault::Closed)?;
        // A connection that has met the damage can answer nothing more, so another one reads.
        let fresh = if place.is_memory() { None } else { salvage::read(place) };
        let rescue = fresh.unwrap_or_else(|| salvage::read_from(&writer));
        drop(writer);
        let aside = if place.is_memory() { None } else { Some(salvage::set_aside(place, now)?) };
        let fresh = open_writer(place, now)?.ok_or(CacheFault::Damaged)?;
        self.inner.lanes.reopen(fresh);
        self.inner.readers.reopen();
        self.take_over(rescue, now)?;
        self.tell(&ChangeSet::everything());
        Ok(aside)
    }
}
