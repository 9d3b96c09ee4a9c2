//! Columns back to the domain's words.

use crate::CacheFault;
use crate::rows::SyncMark;
use leadline_domain::call::{CallDirection, CallOutcome, EndReason, LineQuality, Media};
use leadline_domain::words::{NotificationKind, Priority};
use leadline_domain::{ActivityKind, ActivityStatus, ClientKind, ClientType, LeadQuality, LifecycleStage, Role};
use rusqlite::types::FromSql;
use rusqlite::{Row, RowIndex};
use uuid::Uuid;

/// A closed list of the domain whose words are stored.
pub(super) trait Word: Sized {
    fn read(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($($name:ident),+) => {$(
        impl Word for $name {
            fn read(word: &str) -> Option<Self> { Self::from_word(word) }
        }
    )+};
}
words!(ActivityKind, ActivityStatus, ClientKind, ClientType, LeadQuality, LifecycleStage, Priority, Role);
words!(CallDirection, CallOutcome, EndReason, LineQuality, Media, NotificationKind);

/// A row of an answer, read by column name or place.
pub(super) struct Columns<'a>(pub(super) &'a Row<'a>);

impl Columns<'_> {
    pub(super) fn get<T: FromSql>(&self, at: impl RowIndex) -> Result<T, CacheFault> {
        Ok(self.0.get(at)?)
    }

    pub(super) fn id(&self, at: &str) -> Result<Uuid, CacheFault> {
        Ok(self.maybe_id(at)?.unwrap_or_default())
    }

    pub(super) fn maybe_id(&self, at: &str) -> Result<Option<Uuid>, CacheFault> {
        let bytes: Option<&[u8]> = self.0.get_ref(at)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
        let id = bytes.map(Uuid::from_slice).transpose();
        id.map_err(|_| CacheFault::Encoding(format!("{at} is no id")))
    }

    /// A word of a newer build that this one does not know reads as nothing.
    pub(super) fn maybe_word<W: Word>(&self, at: &str) -> Result<Option<W>, CacheFault> {
        let word: Option<&str> = self.0.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        Ok(word.and_then(W::read))
    }

    /// A required word; one of a newer build that this one does not know shows as `unknown`.
    pub(super) fn word<W: Word>(&self, at: &str, unknown: W) -> Result<W, CacheFault> {
        Ok(self.maybe_word(at)?.unwrap_or(unknown))
    }

    pub(super) fn text(&self, at: &str) -> Result<String, CacheFault> {
        Ok(self.get::<Option<String>>(at)?.unwrap_or_default())
    }

    pub(super) fn flag(&self, at: &str) -> Result<bool, CacheFault> {
        Ok(self.get::<Option<i64>>(at)?.is_some_and(|flag| flag != 0))
    }

    pub(super) fn mark(&self) -> Result<SyncMark, CacheFault> {
        Ok(SyncMark::from_number(self.get("mark")?))
    }
}

/// Asks for rows and reads each.
pub(super) fn all<T>(
    from: &rusqlite::Connection,
    sql: &str,
    with: impl rusqlite::Params,
    read: impl Fn(&Columns<'_>) -> Result<T, CacheFault>,
) -> Result<Vec<T>, CacheFault> {
    let mut statement = from.prepare_cached(sql)?;
    let mut rows = statement.query(with)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(&Columns(row))?);
    }
    Ok(found)
}

/// Numbers as the JSON array that `json_each` takes apart again: one statement for any number of them.
pub(super) fn list(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut json = String::from("[");
    for number in numbers {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&number.to_string());
    }
    json.push(']');
    json
}
