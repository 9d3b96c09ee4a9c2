//! The one writing connection, with two lanes: what a person does goes before what the server sends.

use crate::CacheFault;
use rusqlite::Connection;
use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Who wants to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// A person's edit: durable before it is acknowledged, and first in line.
    Edit,
    /// Something that can be fetched or computed again: waits while edits wait.
    Page,
}

struct Turn {
    connection: Option<Connection>,
    edits_waiting: usize,
    pages_waiting: usize,
    closed: bool,
}

impl Turn {
    fn waiting_in(&mut self, lane: Lane) -> &mut usize {
        match lane {
            Lane::Edit => &mut self.edits_waiting,
            Lane::Page => &mut self.pages_waiting,
        }
    }
}

/// The writing connection and who waits for it.
pub(crate) struct Lanes {
    turn: Mutex<Turn>,
    freed: Condvar,
}

/// The writing connection while it is one's own; dropped, it goes to the next in line.
pub(crate) struct Writing<'a> {
    lanes: &'a Lanes,
    connection: Option<Connection>,
}

impl Lanes {
    pub(crate) fn new(connection: Connection) -> Self {
        let turn = Turn { connection: Some(connection), edits_waiting: 0, pages_waiting: 0, closed: false };
        Self { turn: Mutex::new(turn), freed: Condvar::new() }
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many wait for the connection.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        let turn = self.turn();
        turn.edits_waiting + turn.pages_waiting
    }

    /// Waits for the connection.
    pub(crate) fn enter(&self, lane: Lane) -> Result<Writing<'_>, CacheFault> {
        let mut turn = self.turn();
        *turn.waiting_in(lane) += 1;
        loop {
            let mine = turn.closed || lane == Lane::Edit || turn.edits_waiting == 0;
            if mine && (turn.closed || turn.connection.is_some()) {
                break;
            }
            turn = self.freed.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        *turn.waiting_in(lane) -= 1;
        match turn.connection.take() {
            Some(connection) if !turn.closed => Ok(Writing { lanes: self, connection: Some(connection) }),
            _ => Err(CacheFault::Closed),
        }
    }

    /// Lets nobody in any more and hands the connection out, once whoever has it is done.
    pub(crate) fn close(&self) -> Option<Connection> {
        let mut turn = self.turn();
        loop {
            // Of several who close it, also while they wait, one has it.
            if turn.closed {
                return None;
            }
            if let Some(connection) = turn.connection.take() {
                turn.closed = true;
                self.freed.notify_all();
                return Some(connection);
            }
            turn = self.freed.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lets people in again, to another connection.
    pub(crate) fn reopen(&self, connection: Connection) {
        let mut turn = self.turn();
        turn.connection = Some(connection);
        turn.closed = false;
        self.freed.notify_all();
    }
}

impl Deref for Writing<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("the connection is only taken by drop")
    }
}

impl DerefMut for Writing<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("the connection is only taken by drop")
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.lanes.turn().connection = self.connection.take();
        self.lanes.freed.notify_all();
    }
}
