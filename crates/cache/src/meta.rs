//! Whose file this is, and how far it is numbered.

use crate::{Cache, CacheFault, Owner, lanes::Lane};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, ToSql};
use uuid::Uuid;

/// One thing kept in `meta`.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Org,
    Me,
    ClientId,
    Epoch,
    /// The number the next edit gets when it is first sent.
    NextSeq,
    /// The version up to which the server's tombstones are gone (R8).
    Floor,
    /// Rows still to come after the last page; 0 once everything has come.
    Remaining,
    /// How lists are arranged on this device.
    Columns,
    /// What the organisation decided about calls.
    CallSettings,
    /// Since when tasks that become due are told of here.
    ToldFrom,
    /// There is no server.
    Alone,
}

impl Key {
    const fn name(self) -> &'static str {
        match self {
            Self::Org => "org",
            Self::Me => "me",
            Self::ClientId => "client_id",
            Self::Epoch => "epoch",
            Self::NextSeq => "next_seq",
            Self::Floor => "floor",
            Self::Remaining => "remaining",
            Self::Columns => "columns",
            Self::CallSettings => "call_settings",
            Self::ToldFrom => "told_from",
            Self::Alone => "alone",
        }
    }
}

pub(crate) fn get<T: FromSql>(file: &Connection, key: Key) -> Result<Option<T>, CacheFault> {
    let mut ask = file.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(ask.query_row([key.name()], |row| row.get(0)).optional()?)
}

pub(crate) fn put(file: &Connection, key: Key, value: impl ToSql) -> Result<(), CacheFault> {
    let mut store = file.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")?;
    store.execute((key.name(), value))?;
    Ok(())
}

pub(crate) fn client_id(file: &Connection) -> Result<Uuid, CacheFault> {
    get(file, Key::ClientId)?.ok_or(CacheFault::Unclaimed)
}

/// Whether the person works without a server.
pub(crate) fn is_alone(file: &Connection) -> Result<bool, CacheFault> {
    Ok(get::<bool>(file, Key::Alone)?.unwrap_or(false))
}

impl Cache {
    /// Says whose cache this is, once after each opening. A file without an id of its own takes the given one.
    ///
    /// # Errors
    /// [`CacheFault::OtherOwner`] if it belongs to another person or organisation; nothing is changed then.
    pub fn claim(&self, owner: &Owner) -> Result<(), CacheFault> {
        self.commit(Lane::Edit, |file, _| {
            for (key, id) in [(Key::Org, owner.org), (Key::Me, owner.me)] {
                match get::<Uuid>(file, key)? {
                    Some(held) if held != id => return Err(CacheFault::OtherOwner),
                    Some(_) => {}
                    None => put(file, key, id)?,
                }
            }
            if get::<Uuid>(file, Key::ClientId)?.is_none() {
                put(file, Key::ClientId, owner.client_id)?;
            }
            // Undo reaches back to the start of the session, but for long edits that were killed.
            file.execute("DELETE FROM undo WHERE token NOT IN (SELECT token FROM long_edit_parts)", [])?;
            Ok(())
        })?;
        Ok(())
    }

    /// Whose cache this is; `None` before the first [`Cache::claim`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn owner(&self) -> Result<Option<Owner>, CacheFault> {
        self.read(|file| {
            let held = (get(file, Key::Org)?, get(file, Key::Me)?, get(file, Key::ClientId)?);
            Ok(if let (Some(org), Some(me), Some(client_id)) = held {
                Some(Owner { org, me, client_id })
            } else {
                None
            })
        })
    }
}
