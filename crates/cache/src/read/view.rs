//! Opening lists and reading windows of them.

use super::views::{OpenList, View};
use super::{client_rows, column, filter, head, order};
use crate::rows::ClientRow;
use crate::{Cache, CacheFault, ChangeSet};
use leadline_domain::Entity;
use leadline_domain::filter::{Filter, Sort, Viewpoint};
use order::{Marks, Order};
use rusqlite::Connection;
use std::sync::MutexGuard;
use uuid::Uuid;

/// Most rows of one window.
const MOST_ROWS: u32 = 200;

/// A list as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenedView {
    /// Its handle.
    pub view: u32,
    /// How many clients are in it.
    pub total: u32,
    /// Grows with each change of order or content.
    pub revision: u32,
}

/// Some rows of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The list's revision these rows belong to.
    pub revision: u32,
    /// How many clients are in the list.
    pub total: u32,
    /// First row, from 0.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<ClientRow>,
}

/// Where a client stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// From 0; `None` if it is not in the list.
    pub offset: Option<u32>,
    /// The client before it.
    pub previous: Option<Uuid>,
    /// The client after it.
    pub next: Option<Uuid>,
    /// How many clients are in the list.
    pub total: u32,
}

impl Cache {
    /// Opens a list, which stays current through [`Cache::views_after`] until it is closed. A long one opens with its
    /// first rows, and the rest of it is put in order when somebody asks for more, or by [`Cache::put_in_order`].
    ///
    /// # Errors
    /// [`CacheFault::Filter`] if the filter or the order cannot be used.
    pub fn open_view(&self, filter: &Filter, sort: &Sort, viewpoint: Viewpoint) -> Result<OpenedView, CacheFault> {
        let condition = filter::compile(filter, viewpoint)?;
        let (number, list) = self.inner.views.add(condition, Order::new(sort)?);
        let mut view = list.now();
        if let Err(fault) = self.read(|from| view.begin(from)) {
            self.inner.views.remove(number);
            return Err(fault);
        }
        Ok(OpenedView { view: number, total: view.total(), revision: view.revision })
    }

    /// Puts all of a list in order, if only its first rows are known yet: work in advance for whoever will scroll.
    ///
    /// # Errors
    /// [`CacheFault::UnknownView`] if the list is not open.
    pub fn put_in_order(&self, view: u32) -> Result<(), CacheFault> {
        let list = self.inner.views.get(view)?;
        self.whole(&list).map(drop)
    }

    /// Forgets a list.
    pub fn close_view(&self, view: u32) {
        self.inner.views.remove(view);
    }

    /// Forgets every list and the pages of the file that were kept for reading them, because nobody is left who looks.
    pub fn rest(&self) {
        self.inner.views.remove_all();
        self.inner.readers.let_go();
    }

    /// At most 200 rows of a list from `offset` on.
    ///
    /// # Errors
    /// [`CacheFault::UnknownView`] if the list is not open.
    pub fn view_rows(&self, view: u32, offset: u32, limit: u32) -> Result<Window, CacheFault> {
        let list = self.inner.views.get(view)?;
        let end = (offset as usize).saturating_add(limit.min(MOST_ROWS) as usize);
        let (revision, total, rids) = {
            let mut view = list.now();
            if !view.reaches(end) {
                drop(view);
                view = self.whole(&list)?;
            }
            let end = end.min(view.rids().len());
            (view.revision, view.total(), view.rids()[end.min(offset as usize)..end].to_vec())
        };
        let rows = self.read(|from| client_rows::at(from, &rids))?;
        Ok(Window { revision, total, offset, rows })
    }

    /// Where a client stands in a list, and its neighbours.
    ///
    /// # Errors
    /// [`CacheFault::UnknownView`] if the list is not open.
    pub fn view_find(&self, view: u32, id: Uuid) -> Result<Found, CacheFault> {
        let list = self.inner.views.get(view)?;
        // Always the list before the connection: whoever builds a list holds it while waiting for one.
        let view = self.whole(&list)?;
        self.read(|from| {
            let place = client_rows::places_of(from, &[id])?.first().map(|(_, place)| *place);
            let at = place.and_then(|place| view.rids().iter().position(|rid| *rid == place));
            let neighbour = |at: Option<usize>| at.and_then(|at| view.rids().get(at)).map(|rid| id_at(from, *rid));
            Ok(Found {
                offset: at.map(|at| at as u32),
                previous: neighbour(at.and_then(|at| at.checked_sub(1))).transpose()?,
                next: neighbour(at.map(|at| at + 1)).transpose()?,
                total: view.total(),
            })
        })
    }

    /// The clients of a list but these, for edits of many, in no particular order.
    ///
    /// # Errors
    /// [`CacheFault::UnknownView`] if the list is not open.
    pub fn view_ids(&self, view: u32, except: &[Uuid]) -> Result<Vec<Uuid>, CacheFault> {
        let list = self.inner.views.get(view)?;
        let held = Marks::new(self.whole(&list)?.rids());
        let except: std::collections::HashSet<&Uuid> = except.iter().collect();
        let all = self.read(|from| {
            column::all(from, "SELECT rid, id FROM clients ORDER BY id", [], |row| {
                Ok(if held.holds(row.get(0)?) { Some(row.id("id")?) } else { None })
            })
        })?;
        Ok(all.into_iter().flatten().filter(|id| !except.contains(id)).collect())
    }

    /// How many clients meet a filter now.
    ///
    /// # Errors
    /// [`CacheFault::Filter`] if the filter cannot be used.
    pub fn count(&self, filter: &Filter, viewpoint: Viewpoint) -> Result<u32, CacheFault> {
        let condition = filter::compile(filter, viewpoint)?;
        self.read(|from| head::count(from, &condition))
    }

    /// Brings every open list up to date after a change and returns those that are affected.
    pub fn views_after(&self, changed: &ChangeSet) -> Result<Vec<OpenedView>, CacheFault> {
        let concerns = |entity: &Entity| matches!(entity, Entity::Client | Entity::Tagging);
        if !changed.entities.iter().any(concerns) {
            return Ok(Vec::new());
        }
        let mut affected = Vec::new();
        for (number, list) in self.inner.views.all() {
            let mut view = if changed.many { list.now() } else { self.whole(&list)? };
            let is_affected = self.read(|from| {
                if changed.many { view.build(from).map(|()| true) } else { view.patch(from, &changed.clients) }
            })?;
            if is_affected {
                affected.push(OpenedView { view: number, total: view.total(), revision: view.revision });
            }
        }
        Ok(affected)
    }

    fn whole<'a>(&self, list: &'a OpenList) -> Result<MutexGuard<'a, View>, CacheFault> {
        list.whole(|order, condition| self.read(|from| order.build(from, condition)))
    }
}

fn id_at(from: &Connection, rid: u32) -> Result<Uuid, CacheFault> {
    column::all(from, "SELECT id FROM clients WHERE rid = ?1", [rid], |row| row.id("id"))?
        .pop()
        .ok_or(CacheFault::Damaged)
}
