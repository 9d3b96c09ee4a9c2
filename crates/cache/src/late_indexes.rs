//! Indexes that a first sync puts off until it has brought every row: their entries come in no order, and keeping them
//! row by row takes longer than everything else. What is put off is written down in the file, in the transaction that
//! drops it and in the one that makes it, so that an app killed in between goes on where it was. Lists meanwhile sort
//! by themselves.

use crate::CacheFault;
use crate::meta::{self, Key};
use leadline_protocol::sync::Page;
use rusqlite::{Connection, OptionalExtension};

/// Those of clients whose entries come in no order. The others hold few different values, or stand behind the list
/// that is open while the first sync runs.
const LATE: &[&str] = &[
    "clients_by_name_key",
    "clients_by_company_key",
    "clients_by_created_at",
    "clients_by_updated_at",
    "clients_by_last_contact_at",
    "clients_by_phone",
    "clients_by_phone2",
    "clients_by_email",
];

/// With more clients here than this, keeping the indexes costs less than making them anew.
const FEW_HELD: i64 = 1_000;
/// A page with fewer clients is not worth it.
const MANY_COME: usize = 200;

/// Puts the indexes off if this page begins a first sync.
pub(crate) fn put_off(file: &Connection, page: &Page, clients: usize) -> Result<(), CacheFault> {
    if !page.more || clients < MANY_COME {
        return Ok(());
    }
    let held = "SELECT count(*) FROM (SELECT 1 FROM clients LIMIT ?1)";
    let held: i64 = file.prepare_cached(held)?.query_row([FEW_HELD], |row| row.get(0))?;
    if held >= FEW_HELD {
        return Ok(());
    }
    for name in LATE {
        let note = "INSERT INTO late_indexes SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name = ?1";
        if file.execute(note, [name])? > 0 {
            file.execute_batch(&format!("DROP INDEX {name}"))?;
        }
    }
    Ok(())
}

/// Whether an index can be used.
pub(crate) fn is_made(file: &Connection, name: &str) -> Result<bool, CacheFault> {
    Ok(!file.prepare_cached("SELECT 1 FROM late_indexes WHERE name = ?1")?.exists([name])?)
}

/// Whether indexes wait and the sync they wait for is through.
pub(crate) fn are_due(file: &Connection) -> Result<bool, CacheFault> {
    let waiting = file.prepare_cached("SELECT 1 FROM late_indexes LIMIT 1")?.exists([])?;
    Ok(waiting && meta::get::<i64>(file, Key::Remaining)?.unwrap_or(0) == 0)
}

/// Makes one index that waits.
pub(crate) fn make_one(file: &Connection) -> Result<(), CacheFault> {
    let mut ask = file.prepare_cached("SELECT name, sql FROM late_indexes LIMIT 1")?;
    let next: Option<(String, String)> = ask.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if let Some((name, sql)) = next {
        file.execute_batch(&sql)?;
        file.execute("DELETE FROM late_indexes WHERE name = ?1", [name])?;
    }
    Ok(())
}

/// An index that is neither there nor written down, or both.
pub(crate) fn wrong(file: &Connection) -> Result<Option<String>, CacheFault> {
    for name in LATE {
        let there = file.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = ?1")?.exists([name])?;
        if there != is_made(file, name)? {
            return Ok(Some(format!("the index {name} is {}", if there { "there twice" } else { "lost" })));
        }
    }
    Ok(None)
}
