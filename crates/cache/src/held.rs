//! Everything that is held, for comparing it with what the server would show.

use crate::table;
use crate::{Cache, CacheFault};
use leadline_domain::Entity;
use leadline_protocol::sync::Row;
use uuid::Uuid;

impl Cache {
    /// Every record as the person sees it, those put away left out. Reads everything.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn held_rows(&self) -> Result<Vec<Row>, CacheFault> {
        self.read(|file| {
            let mut held = Vec::new();
            for entity in Entity::ALL {
                let mut ask = file.prepare_cached(&format!("SELECT id FROM {} ORDER BY id", entity.table()))?;
                let ids = ask.query_map([], |row| row.get(0))?.collect::<Result<Vec<Uuid>, _>>()?;
                for id in ids {
                    let seen = table::of(*entity).load(file, id)?;
                    held.extend(seen.filter(|seen| !seen.hidden).map(|seen| seen.row));
                }
            }
            Ok(held)
        })
    }
}
