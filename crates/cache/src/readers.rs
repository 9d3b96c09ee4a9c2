//! The reading connections: a few, opened when first needed.

use crate::CacheFault;
use crate::place::Place;
use rusqlite::Connection;
use std::ops::Deref;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Most reading connections at once.
const MOST: usize = 4;

#[derive(Default)]
struct Shelf {
    idle: Vec<Connection>,
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
    connection: Option<Connection>,
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
        drop(shelf);
        let mut reading = Reading { readers: self, connection: idle };
        if reading.connection.is_none() {
            reading.connection = Some(self.place.reader()?);
        }
        Ok(reading)
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
    }

    pub(crate) fn reopen(&self) {
        self.shelf().closed = false;
    }
}

impl Deref for Reading<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("a lent reader has its connection")
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut shelf = self.readers.shelf();
        shelf.lent -= 1;
        shelf.idle.extend(self.connection.take());
        self.readers.returned.notify_all();
    }
}
