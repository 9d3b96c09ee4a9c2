//! Taking over pages of the server's changes. The rules are numbered as in ARCHITECTURE.md, "Sync rules".

use crate::changes::Changes;
use crate::fold::{refold, refold_family};
use crate::lanes::Lane;
use crate::meta::{self, Key};
use crate::mirror::{self, Edited, Stale};
use crate::outbox::{self, moves_family};
use crate::read::search_index;
use crate::{Applied, Cache, CacheFault, arrival, late_indexes, renumber};
use leadline_domain::{Entity, Millis};
use leadline_protocol::PROTOCOL;
use leadline_protocol::sync::{MAX_PULL_ROWS, Page, Pull, Since};
use rusqlite::Connection;
use uuid::Uuid;

impl Cache {
    /// What to ask the server next.
    ///
    /// # Errors
    /// [`CacheFault::Unclaimed`] before [`Cache::claim`].
    pub fn pull_request(&self, max_rows: u32) -> Result<Pull, CacheFault> {
        self.read(|file| {
            Ok(Pull {
                protocol: PROTOCOL,
                client_id: meta::client_id(file)?,
                epoch: meta::get(file, Key::Epoch)?,
                since: cursors(file)?,
                floor: meta::get(file, Key::Floor)?.unwrap_or(0),
                max_rows: max_rows.clamp(1, MAX_PULL_ROWS),
            })
        })
    }

    /// Takes a page over in one transaction (R1). A page that answers an older question changes nothing (R9).
    ///
    /// # Errors
    /// When the file cannot be written, the page can be applied or pulled again. [`CacheFault::Unversioned`] for a page
    /// that no server sends.
    pub fn apply_page(&self, page: &Page, asked: &Pull, now: Millis) -> Result<Applied, CacheFault> {
        if let Some(row) = page.rows.iter().find(|row| row.version < 1) {
            return Err(CacheFault::Unversioned(row.entity, row.id));
        }
        let ((rows, more, started_over), changed) = self.commit(Lane::Page, |file, changes| {
            if asked.client_id != meta::client_id(file)? || page.asked != asked.since {
                return Ok((0, true, false));
            }
            let epoch: Option<Uuid> = meta::get(file, Key::Epoch)?;
            if asked.epoch != epoch || asked.since != cursors(file)? {
                return Ok((0, true, false));
            }
            if epoch.is_some_and(|held| held != page.epoch) {
                renumber::start_over(file, changes, page.epoch)?;
                return Ok((0, true, true));
            }
            if epoch.is_none() {
                meta::put(file, Key::Epoch, page.epoch)?;
            }
            let rows = take(file, changes, page)?;
            crate::push::forget_sent(file, now)?;
            Ok((rows, page.more, false))
        })?;
        Ok(Applied { changed, more, rows, started_over })
    }
}

/// How far every held scope is, in one order.
pub(crate) fn cursors(file: &Connection) -> Result<Vec<Since>, CacheFault> {
    let mut ask = file.prepare_cached("SELECT scope, version FROM cursors ORDER BY scope")?;
    let all = ask.query_map([], |row| Ok(Since { scope: row.get(0)?, version: row.get(1)? }))?;
    Ok(all.collect::<Result<_, _>>()?)
}

fn take(file: &Connection, changes: &mut Changes, page: &Page) -> Result<usize, CacheFault> {
    let edited = Edited::load(file)?;
    let mut stale = Stale::new();
    for scope in page.revoked.iter().chain(&page.reset) {
        mirror::erase_scope(file, changes, *scope)?;
        for record in edited.records() {
            stale.entry(record).or_default();
        }
    }
    for gone in &page.gone {
        mirror::forget(file, changes, &edited, gone, &mut stale)?;
    }
    let clients = page.rows.iter().filter(|row| row.entity == Entity::Client).count();
    search_index::expect(file, clients)?;
    late_indexes::put_off(file, page, clients)?;
    let rows = mirror::store_rows(file, changes, &edited, &page.rows, &mut stale)?;
    if arrival::note(file, page)? {
        // Whoever waits for the whole, as the indexes that were put off do, looks again.
        changes.everything();
    }
    meta::put(file, Key::Floor, page.floor)?;
    if let Some(acked) = page.acked_seq {
        for (entity, record, family) in drop_confirmed(file, acked)? {
            *stale.entry((entity, record)).or_default() |= family;
        }
    }
    for ((entity, record), family) in stale {
        if family {
            refold_family(file, changes, entity, record)?;
        } else {
            refold(file, changes, entity, record)?;
        }
    }
    Ok(rows)
}

/// Confirmed edits leave the outbox with the page that contains them (R6).
fn drop_confirmed(file: &Connection, acked: i64) -> Result<Vec<(Entity, Uuid, bool)>, CacheFault> {
    let done = outbox::pick(file, "state = 2 AND seq <= ?1 ORDER BY place", [acked])?;
    let mut records = Vec::with_capacity(done.len());
    for edit in done {
        outbox::remove(file, edit.place)?;
        records.push((edit.entity, edit.record, moves_family(&edit.op)));
    }
    Ok(records)
}
