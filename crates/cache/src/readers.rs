//! The reading connections: a few, opened when first needed.

use crate::CacheFault;
use crate::place::Place;
use rusqlite::Connection;
use std::ops::Deref;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Most reading connections at once.
const MOST: usize = 4;

/// Pages a connection keeps, in KiB. Nearly everything is read by one; the others only help out, and what each of them
/// kept would be kept again by the others.
pub(crate) const KEPT_BY_THE_FIRST: u32 = 16_384;
pub(crate) const KEPT_BY_THE_OTHERS: u32 = 2_048;

struct Reader {
    connection: Connection,
    first: bool,
}

#[derive(Default)]
struct Shelf {
    /// The first at the end, so that it is taken before the others.
    idle: Vec<Reader>,
    has_first: bool,
    /// Grows when readers are let go; one that was lent before is not kept when it comes back.
    era: u32,
    lent: usize,
    closed: bool,
}

pub(crate) struct Readers {
    place: Place,
    shelf: Mutex<Shelf>,
    returned: Condvar,
}

/// A reading connection while it is one's own.
pub(crate) struct Reading<'a> {
    readers: &'a Readers,
    reader: Option<Reader>,
    era: u32,
}

impl Readers {
    pub(crate) fn new(place: Place) -> Self {
        Self { place, shelf: Mutex::default(), returned: Condvar::new() }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn take(&self) -> Result<Reading<'_>, CacheFault> {
        let mut shelf = self.shelf();
        while !shelf.closed && shelf.idle.is_empty() && shelf.lent >= MOST {
            shelf = self.returned.wait(shelf).unwrap_or_else(PoisonError::into_inner);
        }
        if shelf.closed {
            return Err(CacheFault::Closed);
        }
        let idle = shelf.idle.pop();
        shelf.lent += 1;
        let first = idle.is_none() && !std::mem::replace(&mut shelf.has_first, true);
        let era = shelf.era;
        drop(shelf);
        let mut reading = Reading { readers: self, reader: idle, era };
        if reading.reader.is_none() {
            reading.reader = Some(self.open(first)?);
        }
        Ok(reading)
    }

    fn open(&self, first: bool) -> Result<Reader, CacheFault> {
        let opened = self.place.reader(if first { KEPT_BY_THE_FIRST } else { KEPT_BY_THE_OTHERS });
        if first && opened.is_err() {
            self.shelf().has_first = false;
        }
        Ok(Reader { connection: opened?, first })
    }

    /// Lets nobody in any more and waits until the last one is back.
    pub(crate) fn close(&self) {
        let mut shelf = self.shelf();
        shelf.closed = true;
        self.returned.notify_all();
        while shelf.lent > 0 {
            shelf = self.returned.wait(shelf).unwrap_or_else(PoisonError::into_inner);
        }
        shelf.idle.clear();
        shelf.has_first = false;
    }

    /// Gives up the connections with the pages they keep, those that are lent when they come back.
    pub(crate) fn let_go(&self) {
        let mut shelf = self.shelf();
        shelf.era = shelf.era.wrapping_add(1);
        shelf.idle.clear();
        shelf.has_first = false;
    }

    pub(crate) fn reopen(&self) {
        self.shelf().closed = false;
    }
}

impl Deref for Reading<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.reader.as_ref().expect("a lent reader has its connection").connection
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut shelf = self.readers.shelf();
        shelf.lent -= 1;
        if let Some(reader) = self.reader.take().filter(|_| self.era == shelf.era) {
            let place = if reader.first { shelf.idle.len() } else { 0 };
            shelf.idle.insert(place, reader);
        }
        self.readers.returned.notify_all();
    }
}
