//! What a person is typing, kept until it is saved or dropped.

use crate::lanes::Lane;
use crate::{Cache, CacheFault};
use leadline_domain::Millis;
use rusqlite::{Connection, OptionalExtension, params};

impl Cache {
    /// Keeps a form's content under its key ("client:new", "note:ID").
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn draft_save(&self, key: &str, body: &str, now: Millis) -> Result<(), CacheFault> {
        self.commit(Lane::Edit, |file, _| {
            file.prepare_cached("INSERT OR REPLACE INTO drafts VALUES (?1, ?2, ?3)")?
                .execute(params![key, body, now])?;
            Ok(())
        })?;
        Ok(())
    }

    /// A form's content and when it was saved.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn draft(&self, key: &str) -> Result<Option<(String, Millis)>, CacheFault> {
        self.read(|file| {
            let mut ask = file.prepare_cached("SELECT body, at FROM drafts WHERE key = ?1")?;
            Ok(ask.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
        })
    }

    /// The keys of all drafts that begin so, and when each was saved.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn drafts_of(&self, beginning: &str) -> Result<Vec<(String, Millis)>, CacheFault> {
        self.read(|file| {
            let mut ask = file.prepare_cached("SELECT key, at FROM drafts WHERE substr(key, 1, length(?1)) = ?1")?;
            let found = ask.query_map([beginning], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(found.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets a form's content.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn draft_drop(&self, key: &str) -> Result<(), CacheFault> {
        self.commit(Lane::Edit, |file, _| drop_one(file, key))?;
        Ok(())
    }
}

pub(crate) fn drop_one(file: &Connection, key: &str) -> Result<(), CacheFault> {
    file.prepare_cached("DELETE FROM drafts WHERE key = ?1")?.execute([key])?;
    Ok(())
}
