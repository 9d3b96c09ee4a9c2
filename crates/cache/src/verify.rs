//! The invariant behind everything: what is seen is the server's rows with the waiting edits laid over.

use crate::fold::{client_put_away, expected};
use crate::outbox::{self, Edit, State, entity_of};
use crate::table::{self, Visible};
use crate::{Cache, CacheFault, late_indexes, stage};
use leadline_domain::{Entity, text};
use leadline_protocol::sync::Row;
use rusqlite::{Connection, params};
use uuid::Uuid;

impl Cache {
    /// One record as it is seen, and whether it is put away. For tests and simulations: lists have their own reads.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn peek(&self, entity: Entity, id: Uuid) -> Result<Option<(Row, bool)>, CacheFault> {
        self.read(|file| Ok(table::of(entity).load(file, id)?.map(|seen| (seen.row, seen.hidden))))
    }

    /// Checks that every visible row is what its server row and waiting edits make of it. Reads everything: for tests
    /// and for a look at a cache that is suspected.
    ///
    /// # Errors
    /// The first difference, in words.
    pub fn verify_fold(&self) -> Result<(), String> {
        let found = self.read(|file| {
            let mut found = None;
            for entity in Entity::ALL {
                found = found.or(wrong_row(file, *entity)?);
            }
            Ok(found.or(wrong_record(file)?).or(wrong_shadow(file)?).or(late_indexes::wrong(file)?))
        });
        match found {
            Ok(None) => Ok(()),
            Ok(Some(wrong)) => Err(wrong),
            Err(fault) => Err(fault.to_string()),
        }
    }
}

impl Cache {
    /// As [`Cache::verify_fold`], of the records that have edits only: quick enough to check after every step of a
    /// simulation.
    ///
    /// # Errors
    /// The first difference, in words.
    pub fn verify_edits(&self) -> Result<(), String> {
        match self.read(|file| Ok(wrong_record(file)?.or(wrong_shadow(file)?))) {
            Ok(None) => Ok(()),
            Ok(Some(wrong)) => Err(wrong),
            Err(fault) => Err(fault.to_string()),
        }
    }
}

fn ids(file: &Connection, sql: &str) -> Result<Vec<(Entity, Uuid)>, CacheFault> {
    let mut ask = file.prepare_cached(sql)?;
    let mut rows = ask.query([])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push((entity_of(row.get(0)?)?, row.get(1)?));
    }
    Ok(ids)
}

fn waits(edits: &[Edit]) -> bool {
    edits.iter().any(|edit| edit.state != State::Refused)
}

/// A row that should not be there, or not like that.
fn wrong_row(file: &Connection, entity: Entity) -> Result<Option<String>, CacheFault> {
    let sql = format!("SELECT {}, id FROM {}", entity.class(), entity.table());
    for (entity, id) in ids(file, &sql)? {
        let Some(seen) = table::of(entity).load(file, id)? else { continue };
        let edits = outbox::of_record(file, entity, id)?;
        if seen.row.version == 0 && entity == Entity::LifecycleChange {
            if !follows(file, &seen)? {
                return Ok(Some(format!("step {id} follows from no edit: {seen:?}")));
            }
            continue;
        }
        let should = expected(file, entity, id, Some(&seen), &edits)?;
        if should.as_ref() != Some(&seen) {
            return Ok(Some(format!("{entity:?} {id} is {seen:?}, should be {should:?}, edits {edits:?}")));
        }
        if let Some(wrong) = wrong_keys(file, &seen)? {
            return Ok(Some(wrong));
        }
    }
    Ok(None)
}

fn follows(file: &Connection, step: &Visible) -> Result<bool, CacheFault> {
    let client = table::of(Entity::Client).load(file, step.row.root)?;
    let edits = outbox::of_record(file, Entity::Client, step.row.root)?;
    let wanted = stage::expected(client.as_ref(), &edits);
    let hidden = client_put_away(file, step.row.root)?;
    Ok(step.hidden == hidden && wanted.contains(&step.row))
}

fn wrong_keys(file: &Connection, seen: &Visible) -> Result<Option<String>, CacheFault> {
    if seen.row.entity != Entity::Client {
        return Ok(None);
    }
    let held = |name: &str| {
        let at = Entity::Client.position(name);
        at.and_then(|at| seen.row.values[at].as_text()).unwrap_or_default()
    };
    let [name, company, email, phone, phone2] = ["name", "company_name", "email", "phone", "phone2"].map(held);
    let should = (text::sort_key(name), text::sort_key(company), text::of_client(name, company, email, phone, phone2));
    let mut ask = file.prepare_cached("SELECT name_key, company_key, searchable FROM clients WHERE id = ?1")?;
    let keys: (String, String, String) =
        ask.query_row([seen.row.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok((keys != should).then(|| format!("keys of {} are {keys:?}, should be {should:?}", seen.row.id)))
}

/// A record with edits that is not seen and should be.
fn wrong_record(file: &Connection) -> Result<Option<String>, CacheFault> {
    for (entity, id) in ids(file, "SELECT DISTINCT entity, record FROM outbox")? {
        let edits = outbox::of_record(file, entity, id)?;
        let seen = table::of(entity).load(file, id)?;
        let should = expected(file, entity, id, seen.as_ref(), &edits)?;
        if should != seen {
            return Ok(Some(format!("{entity:?} {id} is {seen:?}, should be {should:?}, edits {edits:?}")));
        }
        if entity == Entity::Client {
            for step in stage::expected(seen.as_ref(), &edits) {
                if table::of(Entity::LifecycleChange).load(file, step.id)?.is_none() {
                    return Ok(Some(format!("step {step:?} is missing")));
                }
            }
        }
    }
    Ok(None)
}

/// A shadow of a record without waiting edits, or a waiting record of the server without one.
fn wrong_shadow(file: &Connection) -> Result<Option<String>, CacheFault> {
    for (entity, id) in ids(file, "SELECT entity, id FROM shadow")? {
        if !waits(&outbox::of_record(file, entity, id)?) {
            return Ok(Some(format!("{entity:?} {id} has a shadow and no edits")));
        }
    }
    for (entity, id) in ids(file, "SELECT DISTINCT entity, record FROM outbox WHERE state <> 4")? {
        let sql = format!("SELECT version > 0 FROM {} WHERE id = ?1", entity.table());
        let held = file.prepare_cached(&sql)?.query_map([id], |row| row.get::<_, bool>(0))?.next().transpose()?;
        let mut ask = file.prepare_cached("SELECT 1 FROM shadow WHERE id = ?1 AND entity = ?2")?;
        if held == Some(true) && !ask.exists(params![id, entity.class()])? {
            return Ok(Some(format!("{entity:?} {id} has edits and no shadow")));
        }
    }
    Ok(None)
}
