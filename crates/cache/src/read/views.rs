//! Open lists: for each, the ordered places of its clients, four bytes a client, so that any offset costs the same.
//! A long list may be open with its head alone, until somebody asks for more or has it put in order.

use super::filter::Condition;
use super::head::{self, Head};
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
    open: Mutex<HashMap<u32, Arc<OpenList>>>,
    last: AtomicU32,
}

/// One open list. Whoever has it put in order takes its turn first and keeps its rows free to be read meanwhile.
pub(super) struct OpenList {
    view: Mutex<View>,
    turn: Mutex<()>,
}

/// What is known of an open list.
pub(super) struct View {
    condition: Condition,
    order: Order,
    rids: Vec<u32>,
    /// How many are in the list, while only its head is known.
    beyond_head: Option<u32>,
    /// The list was found to begin otherwise than its head was told, or to be of another length: what changed in between
    /// is still to be told.
    owes_news: bool,
    pub(super) revision: u32,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl OpenList {
    /// As it is known now.
    pub(super) fn now(&self) -> MutexGuard<'_, View> {
        locked(&self.view)
    }

    /// In order from the first client to the last.
    ///
    /// What changes meanwhile is not lost: whoever brings the list up to date after a change comes here first, and
    /// finds the clients it moves in their old places, or already in their new ones with a note that this is news.
    pub(super) fn whole(
        &self,
        build: impl FnOnce(&Order, &Condition) -> Result<Vec<u32>, CacheFault>,
    ) -> Result<MutexGuard<'_, View>, CacheFault> {
        let _turn = locked(&self.turn);
        let (order, condition) = {
            let view = self.now();
            if view.beyond_head.is_none() {
                return Ok(view);
            }
            (view.order.clone(), view.condition.clone())
        };
        let rids = build(&order, &condition)?;
        let mut view = self.now();
        // Built anew in between, after many changes.
        if let Some(told) = view.beyond_head.take() {
            let same = told as usize == rids.len() && rids.starts_with(&view.rids);
            view.owes_news |= !same;
            view.rids = rids;
        }
        Ok(view)
    }
}

impl Views {
    /// Adds a list, still empty: it is registered before it is built, so that no change falls between the two.
    pub(super) fn add(&self, condition: Condition, order: Order) -> (u32, Arc<OpenList>) {
        let number = self.last.fetch_add(1, Relaxed).wrapping_add(1);
        let view = View { condition, order, rids: Vec::new(), beyond_head: None, owes_news: false, revision: 0 };
        let list = Arc::new(OpenList { view: Mutex::new(view), turn: Mutex::default() });
        self.lock().insert(number, Arc::clone(&list));
        (number, list)
    }

    pub(super) fn get(&self, number: u32) -> Result<Arc<OpenList>, CacheFault> {
        self.lock().get(&number).cloned().ok_or(CacheFault::UnknownView(number))
    }

    pub(super) fn remove(&self, number: u32) {
        self.lock().remove(&number);
    }

    pub(super) fn remove_all(&self) {
        self.lock().clear();
    }

    /// Every open list, oldest first.
    pub(super) fn all(&self) -> Vec<(u32, Arc<OpenList>)> {
        let mut all: Vec<_> = self.lock().iter().map(|(number, view)| (*number, Arc::clone(view))).collect();
        all.sort_unstable_by_key(|(number, _)| *number);
        all
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u32, Arc<OpenList>>> {
        locked(&self.open)
    }
}

impl View {
    /// The head of a long list, all of any other.
    pub(super) fn begin(&mut self, from: &Connection) -> Result<(), CacheFault> {
        match head::of(from, &self.order, &self.condition)? {
            Some(Head { rids, total }) => (self.rids, self.beyond_head) = (rids, Some(total)),
            None => self.rids = self.order.build(from, &self.condition)?,
        }
        self.revision += 1;
        Ok(())
    }

    pub(super) fn build(&mut self, from: &Connection) -> Result<(), CacheFault> {
        self.rids = self.order.build(from, &self.condition)?;
        (self.beyond_head, self.owes_news) = (None, false);
        self.revision += 1;
        Ok(())
    }

    /// The places known, from the first on; not all while only the head is.
    pub(super) fn rids(&self) -> &[u32] {
        &self.rids
    }

    /// Whether the first `end` rows are known, or as many as there are.
    pub(super) fn reaches(&self, end: usize) -> bool {
        self.beyond_head.is_none() || end <= self.rids.len()
    }

    /// How many clients are in the list.
    pub(super) fn total(&self) -> u32 {
        self.beyond_head.unwrap_or_else(|| u32::try_from(self.rids.len()).unwrap_or(u32::MAX))
    }

    /// Brings the list up to date after these clients changed. Tells whether the list is affected.
    pub(super) fn patch(&mut self, from: &Connection, changed: &[Uuid]) -> Result<bool, CacheFault> {
        let places = if changed.len() > MOST_PATCHED { None } else { places(from, changed)? };
        let patched = match places {
            Some(places) => self.move_to_their_places(from, &places)?,
            None => None,
        };
        match patched {
            Some(moved) => {
                let affected = std::mem::take(&mut self.owes_news) || moved;
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
