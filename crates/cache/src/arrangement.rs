//! Columns as a person arranged them on this device and saved with no view. They live and end with the cache.

use crate::lanes::Lane;
use crate::meta::{self, Key};
use crate::rows::ColumnState;
use crate::{Cache, CacheFault};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Columns by the name of a list.
type Arranged = BTreeMap<String, Vec<ColumnState>>;

impl Cache {
    /// The columns of every list that was arranged.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn arranged_columns(&self) -> Result<Arranged, CacheFault> {
        self.read(arranged)
    }

    /// Keeps the columns of one list; none: they are again as they come.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn arrange_columns(&self, list: &str, columns: Option<Vec<ColumnState>>) -> Result<(), CacheFault> {
        self.commit(Lane::Edit, |file, _| {
            let mut all = arranged(file)?;
            match columns {
                Some(columns) => all.insert(list.to_owned(), columns),
                None => all.remove(list),
            };
            let text = serde_json::to_string(&all).expect("names and widths are always JSON");
            meta::put(file, Key::Columns, text)
        })?;
        Ok(())
    }
}

/// What another build wrote there and this one cannot read counts as nothing; lists then come as they are.
fn arranged(file: &Connection) -> Result<Arranged, CacheFault> {
    let text: Option<String> = meta::get(file, Key::Columns)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}
