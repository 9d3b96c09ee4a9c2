//! Open lists: for each, the ordered places of its clients, four bytes a client, so that any offset costs the same.

use super::filter::Condition;
use super::order::{Marks, Order};
use crate::CacheFault;
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// Above this many changed clients a list is built anew rather than patched.
const MOST_PATCHED: usize = 200;

/// The lists that are open.
#[derive(Default)]
pub(crate) struct Views {
    open: Mutex<HashMap<u32, Arc<Mutex<View>>>>,
    last: AtomicU32,
}

/// One open list.
pub(super) struct View {
    condition: Condition,
    order: Order,
    pub(super) rids: Vec<u32>,
    pub(super) revision: u32,
}

pub(super) fn locked(view: &Mutex<View>) -> MutexGuard<'_, View> {
    view.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Views {
    /// Adds a list, still empty: it is registered before it is built, so that no change falls between the two.
    pub(super) fn add(&self, condition: Condition, order: Order) -> (u32, Arc<Mutex<View>>) {
        let number = self.last.fetch_add(1, Relaxed).wrapping_add(1);
        let view = Arc::new(Mutex::new(View { condition, order, rids: Vec::new(), revision: 0 }));
        self.lock().insert(number, Arc::clone(&view));
        (number, view)
    }

    pub(super) fn get(&self, number: u32) -> Result<Arc<Mutex<View>>, CacheFault> {
        self.lock().get(&number).cloned().ok_or(CacheFault::UnknownView(number))
    }

    pub(super) fn remove(&self, number: u32) {
        self.lock().remove(&number);
    }

    pub(super) fn remove_all(&self) {
        self.lock().clear();
    }

    /// Every open list, oldest first.
    pub(super) fn all(&self) -> Vec<(u32, Arc<Mutex<View>>)> {
        let mut all: Vec<_> = self.lock().iter().map(|(number, view)| (*number, Arc::clone(view))).collect();
        all.sort_unstable_by_key(|(number, _)| *number);
        all
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u32, Arc<Mutex<View>>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl View {
    pub(super) fn build(&mut self, from: &Connection) -> Result<(), CacheFault> {
        self.rids = self.order.build(from, &self.condition)?;
        self.revision += 1;
        Ok(())
    }

    /// Brings the list up to date after these clients changed. Tells whether the list is affected.
    pub(super) fn patch(&mut self, from: &Connection, changed: &[Uuid]) -> Result<bool, CacheFault> {
        let places = if changed.len() > MOST_PATCHED { None } else { places(from, changed)? };
        let patched = match places {
            Some(places) => self.move_to_their_places(from, &places)?,
            None => None,
        };
        match patched {
            Some(affected) => {
                self.revision += u32::from(affected);
                Ok(affected)
            }
            None => self.build(from).map(|()| true),
        }
    }

    /// `None`: the list holds clients that are gone and has to be built anew.
    fn move_to_their_places(&mut self, from: &Connection, places: &[u32]) -> Result<Option<bool>, CacheFault> {
        let moving = Marks::new(places);
        let before = self.rids.len();
        self.rids.retain(|rid| !moving.holds(*rid));
        let left = before - self.rids.len();
        let arriving = self.order.standings(from, &self.condition, Some(places))?;
        for standing in &arriving {
            let (mut low, mut high) = (0, self.rids.len());
            while low < high {
                let middle = low + (high - low) / 2;
                let Some(other) = self.order.standing_at(from, self.rids[middle])? else { return Ok(None) };
                if self.order.compare(&other, standing).is_lt() { low = middle + 1 } else { high = middle }
            }
            self.rids.insert(low, standing.rid);
        }
        Ok(Some(left > 0 || !arriving.is_empty()))
    }
}

/// The places of these clients, visible or not; `None` if one is gone, because nobody can tell where it stood.
fn places(from: &Connection, ids: &[Uuid]) -> Result<Option<Vec<u32>>, CacheFault> {
    let mut statement = from.prepare_cached("SELECT rid FROM clients WHERE id = ?1")?;
    let mut places = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query([id.as_bytes()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        places.push(row.get(0)?);
    }
    Ok(Some(places))
}
