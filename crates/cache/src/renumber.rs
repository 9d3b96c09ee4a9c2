//! A new identity towards the server: after a copied file was noticed (R10) or a server was restored (R11).

use crate::CacheFault;
use crate::changes::Changes;
use crate::fold::refold_family;
use crate::meta::{self, Key};
use crate::outbox::entity_of;
use crate::read::search_index;
use leadline_domain::Entity;
use rusqlite::Connection;
use uuid::Uuid;

/// Takes a new client id, made from the old one and the `reason`, and numbers all unconfirmed edits again when they
/// are next sent. Their own ids make that harmless.
pub(crate) fn renumber(file: &Connection, reason: &[u8]) -> Result<(), CacheFault> {
    let old = meta::client_id(file)?;
    // What waits again is not listed as having arrived.
    file.execute("DELETE FROM sent WHERE id IN (SELECT id FROM outbox)", [])?;
    meta::put(file, Key::ClientId, Uuid::new_v5(&old, reason))?;
    meta::put(file, Key::NextSeq, 1)?;
    file.execute("UPDATE outbox SET seq = NULL, state = 0 WHERE state IN (1, 2)", [])?;
    file.execute("UPDATE outbox SET seq = NULL", [])?;
    file.execute("DELETE FROM owed", [])?;
    Ok(())
}

/// Forgets everything the server ever told, and sends everything it may have forgotten.
pub(crate) fn start_over(file: &Connection, changes: &mut Changes, epoch: Uuid) -> Result<(), CacheFault> {
    renumber(file, epoch.as_bytes())?;
    search_index::forget_all(file)?;
    for entity in Entity::ALL {
        file.execute(&format!("DELETE FROM {}", entity.table()), [])?;
    }
    file.execute_batch("DELETE FROM shadow; DELETE FROM cursors;")?;
    meta::put(file, Key::Epoch, epoch)?;
    meta::put(file, Key::Floor, 0)?;
    meta::put(file, Key::Remaining, 0)?;
    refold_all(file, changes)?;
    changes.everything();
    Ok(())
}

/// Folds every record that has edits.
pub(crate) fn refold_all(file: &Connection, changes: &mut Changes) -> Result<(), CacheFault> {
    let mut ask = file.prepare_cached("SELECT DISTINCT entity, record FROM outbox ORDER BY entity")?;
    let edited = ask.query_map([], |row| Ok((row.get::<_, i16>(0)?, row.get::<_, Uuid>(1)?)))?;
    for (class, record) in edited.collect::<Result<Vec<_>, _>>()? {
        refold_family(file, changes, entity_of(class)?, record)?;
    }
    Ok(())
}
