//! The server's rows and tombstones, stored beside or under waiting edits.

use crate::CacheFault;
use crate::changes::Changes;
use crate::outbox::entity_of;
use crate::read::search_index;
use crate::shadow;
use crate::table::{self, Putting, RUN};
use leadline_domain::Entity;
use leadline_protocol::sync::{Gone, Row};
use rusqlite::{Connection, OptionalExtension, params};
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// How many rows wait at most to be stored together.
const RUNS: usize = 16 * RUN;

/// Records to fold again after a page; the flag says that what hangs on the client follows.
pub(crate) type Stale = BTreeMap<(Entity, Uuid), bool>;

/// What a page must not simply overwrite: records with edits or conflicts, and families of clients with edits.
pub(crate) struct Edited {
    records: HashSet<(Entity, Uuid)>,
    roots: HashSet<Uuid>,
}

impl Edited {
    pub(crate) fn load(file: &Connection) -> Result<Self, CacheFault> {
        let mut edited = Self { records: HashSet::new(), roots: HashSet::new() };
        let mut ask = file.prepare_cached(
            "SELECT entity, record, root FROM outbox UNION SELECT entity, record, root FROM conflicts
             UNION SELECT entity, id, root FROM shadow",
        )?;
        let mut rows = ask.query([])?;
        while let Some(row) = rows.next()? {
            edited.records.insert((entity_of(row.get(0)?)?, row.get(1)?));
            edited.roots.insert(row.get(2)?);
        }
        Ok(edited)
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = (Entity, Uuid)> {
        self.records.iter().copied()
    }

    /// Whether the row can be stored without looking at edits.
    fn touches(&self, entity: Entity, id: Uuid, root: Uuid) -> bool {
        !self.records.is_empty() && (self.roots.contains(&root) || self.records.contains(&(entity, id)))
    }
}

/// Erases everything the server had shown in a scope (R7, R8).
pub(crate) fn erase_scope(file: &Connection, changes: &mut Changes, scope: Uuid) -> Result<(), CacheFault> {
    search_index::expect_erasure(file, scope)?;
    for entity in Entity::ALL {
        file.execute(&format!("DELETE FROM {} WHERE scope = ?1", entity.table()), [scope])?;
    }
    file.execute("DELETE FROM shadow WHERE scope = ?1", [scope])?;
    changes.everything();
    Ok(())
}

/// Forgets a record that was deleted or left the scope (R2), and a client's children with it (R3).
pub(crate) fn forget(
    file: &Connection,
    changes: &mut Changes,
    edited: &Edited,
    gone: &Gone,
    stale: &mut Stale,
) -> Result<(), CacheFault> {
    let table = gone.entity.table();
    let mut ask = file.prepare_cached(&format!("SELECT root FROM {table} WHERE id = ?1"))?;
    let root: Option<Uuid> = ask.query_row([gone.id], |row| row.get(0)).optional()?;
    if gone.entity == Entity::Client {
        forget_children(file, changes, edited, gone.id, gone.version, stale)?;
    }
    let mut forget =
        file.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1 AND version > 0 AND version < ?2"))?;
    if forget.execute(params![gone.id, gone.version])? > 0 {
        changes.record(gone.entity, root.unwrap_or(gone.id));
    }
    if edited.touches(gone.entity, gone.id, root.unwrap_or(gone.id)) {
        let mut forget = file.prepare_cached("DELETE FROM shadow WHERE id = ?1 AND entity = ?2 AND version < ?3")?;
        forget.execute(params![gone.id, gone.entity.class(), gone.version])?;
        stale.entry((gone.entity, gone.id)).or_default();
    }
    Ok(())
}

/// Drops a client's children that are older than `version`.
fn forget_children(
    file: &Connection,
    changes: &mut Changes,
    edited: &Edited,
    client: Uuid,
    version: i64,
    stale: &mut Stale,
) -> Result<(), CacheFault> {
    for child in table::children() {
        let table = child.table();
        // Version 0 is only here: it follows from a waiting edit, which the server has yet to judge.
        let sql = format!("DELETE FROM {table} WHERE root = ?1 AND version > 0 AND version < ?2");
        if file.prepare_cached(&sql)?.execute(params![client, version])? > 0 {
            changes.record(child, client);
        }
    }
    if edited.roots.contains(&client) {
        let mut forget = file
            .prepare_cached("DELETE FROM shadow WHERE root = ?1 AND id <> ?1 AND version < ?2 RETURNING entity, id")?;
        let dropped =
            forget.query_map(params![client, version], |row| Ok((row.get::<_, i16>(0)?, row.get::<_, Uuid>(1)?)))?;
        for (class, id) in dropped.collect::<Result<Vec<_>, _>>()? {
            // A record that a waiting edit moved to another client is seen there.
            let seen_in = entity_of(class)?.table();
            file.prepare_cached(&format!("DELETE FROM {seen_in} WHERE id = ?1 AND version > 0"))?.execute([id])?;
        }
        for record in edited.records() {
            stale.entry(record).or_default();
        }
    }
    Ok(())
}

/// Stores the rows of a page and returns how many were taken.
pub(crate) fn store_rows<'a>(
    file: &'a Connection,
    changes: &mut Changes,
    edited: &Edited,
    rows: &'a [Row],
    stale: &mut Stale,
) -> Result<usize, CacheFault> {
    let mut storing = Storing { file, filled: HashMap::new(), putting: HashMap::new(), run: Vec::new(), taken: 0 };
    for row in rows {
        let row = table::fit(row).map_or(Cow::Borrowed(row), Cow::Owned);
        storing.flush_unless(changes, row.entity)?;
        if row.entity == Entity::Client {
            storing.make_room(changes, edited, &row, stale)?;
        }
        if edited.touches(row.entity, row.id, row.root) {
            stale.entry((row.entity, row.id)).or_default();
            storing.under_edits(changes, row)?;
        } else {
            storing.run.push(row);
        }
    }
    storing.flush(changes)?;
    Ok(storing.taken)
}

/// What is looked up once per page.
struct Storing<'a> {
    file: &'a Connection,
    /// Whether a table holds anything: children need not be looked for in an empty one.
    filled: HashMap<Entity, bool>,
    putting: HashMap<Entity, Putting<'a>>,
    /// Neighbours of one kind, stored together.
    run: Vec<Cow<'a, Row>>,
    taken: usize,
}

impl<'a> Storing<'a> {
    /// A client that entered its scope at `enter` replaces its whole family: what is older was not told about (R4).
    fn make_room(
        &mut self,
        changes: &mut Changes,
        edited: &Edited,
        client: &Row,
        stale: &mut Stale,
    ) -> Result<(), CacheFault> {
        let mut filled = false;
        for child in table::children() {
            filled |= self.is_filled(child)?;
        }
        if !filled {
            return Ok(());
        }
        let mut ask = self.file.prepare_cached("SELECT enter FROM clients WHERE id = ?1")?;
        let held: Option<i64> = ask.query_row([client.id], |row| row.get(0)).optional()?;
        if held.is_none_or(|held| held < client.enter) {
            forget_children(self.file, changes, edited, client.id, client.enter, stale)?;
        }
        Ok(())
    }

    fn is_filled(&mut self, entity: Entity) -> Result<bool, CacheFault> {
        if let Some(known) = self.filled.get(&entity) {
            return Ok(*known);
        }
        let mut ask = self.file.prepare_cached(&format!("SELECT 1 FROM {} LIMIT 1", entity.table()))?;
        let filled = ask.exists([])?;
        self.filled.insert(entity, filled);
        Ok(filled)
    }

    /// Keeps the order of a page where kinds change.
    fn flush_unless(&mut self, changes: &mut Changes, entity: Entity) -> Result<(), CacheFault> {
        match self.run.first() {
            Some(first) if first.entity != entity || self.run.len() >= RUNS => self.flush(changes),
            _ => Ok(()),
        }
    }

    fn flush(&mut self, changes: &mut Changes) -> Result<(), CacheFault> {
        let run = std::mem::take(&mut self.run);
        let Some(first) = run.first() else { return Ok(()) };
        let table = table::of(first.entity);
        let putting = match self.putting.entry(first.entity) {
            Entry::Occupied(held) => held.into_mut(),
            Entry::Vacant(free) => free.insert(table.putting(self.file)?),
        };
        let stored = table.put(putting, &run)?;
        if stored > 0 {
            self.filled.insert(first.entity, true);
            run.iter().for_each(|row| changes.record(row.entity, row.root));
        }
        self.taken += stored;
        Ok(())
    }

    /// Stores a row that edits may lie on: into the shadow if edits do lie on it.
    fn under_edits(&mut self, changes: &mut Changes, row: Cow<'a, Row>) -> Result<(), CacheFault> {
        let mut ask = self
            .file
            .prepare_cached("SELECT 1 FROM outbox WHERE record = ?1 AND entity = ?2 AND state <> 4 LIMIT 1")?;
        if !ask.exists(params![row.id, row.entity.class()])? {
            self.run.push(row);
        } else if shadow::put(self.file, &row)? {
            self.taken += 1;
            changes.record(row.entity, row.root);
        }
        Ok(())
    }
}
