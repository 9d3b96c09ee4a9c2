//! A person's saved filters, orders and columns.

use super::column;
use crate::rows::{ColumnState, SavedView};
use crate::{Cache, CacheFault};
use leadline_domain::Value;
use leadline_domain::filter::{Filter, Sort};
use serde::{Deserialize, Serialize};

/// What stands in the field `definition` of a saved view.
#[derive(Serialize, Deserialize)]
struct Definition {
    filter: Filter,
    sort: Sort,
    #[serde(default)]
    columns: Vec<ColumnState>,
}

impl Cache {
    /// The saved views by position. One that this build cannot read is left out; it stays stored as it is.
    pub fn saved_views(&self) -> Result<Vec<SavedView>, CacheFault> {
        let sql = "SELECT id, name, definition, pinned, position FROM saved_views WHERE hidden = 0 \
            ORDER BY position IS NULL, position, created_at, id";
        let views = self.read(|from| {
            column::all(from, sql, [], |row| {
                let Ok(definition) = serde_json::from_str::<Definition>(&row.text("definition")?) else {
                    return Ok(None);
                };
                Ok(Some(SavedView {
                    id: row.id("id")?,
                    name: row.text("name")?,
                    filter: definition.filter,
                    sort: definition.sort,
                    columns: definition.columns,
                    pinned: row.flag("pinned")?,
                    position: row.get::<Option<u32>>("position")?.unwrap_or(0),
                }))
            })
        })?;
        Ok(views.into_iter().flatten().collect())
    }
}

impl SavedView {
    /// The named values it is stored as.
    pub fn values(&self) -> Vec<(String, Value)> {
        let definition =
            Definition { filter: self.filter.clone(), sort: self.sort.clone(), columns: self.columns.clone() };
        let definition = serde_json::to_string(&definition).expect("a filter is made of text, numbers and ids");
        vec![
            ("name".to_owned(), self.name.clone().into()),
            ("definition".to_owned(), definition.into()),
            ("pinned".to_owned(), self.pinned.into()),
            ("position".to_owned(), i64::from(self.position).into()),
        ]
    }
}
