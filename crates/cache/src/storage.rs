//! What the file holds and how large it is.

use crate::place::Place;
use crate::rows::{CopyKind, RecordCount, Storage, StoredCopy};
use crate::{Cache, CacheFault, migration};
use leadline_domain::{Entity, Millis};
use rusqlite::Connection;
use std::path::Path;
use std::time::UNIX_EPOCH;

impl Cache {
    /// What the file holds, how large it is and which copies lie beside it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn storage(&self) -> Result<Storage, CacheFault> {
        let place = &self.inner.place;
        let held = self.read(|file| held(file, place.key.is_some()))?;
        let bytes = place.files().iter().map(|file| size(file)).sum();
        let copies = if place.is_memory() { Vec::new() } else { copies(place)? };
        Ok(Storage { bytes, copies, ..held })
    }
}

fn held(file: &Connection, encrypted: bool) -> Result<Storage, CacheFault> {
    let number = |sql: &str| file.prepare_cached(sql)?.query_row([], |row| row.get(0)).map(i64::unsigned_abs);
    let records = Entity::ALL.iter().map(|entity| {
        let count = number(&format!("SELECT count(*) FROM {}", entity.table()))?;
        Ok(RecordCount { entity: *entity, count })
    });
    Ok(Storage {
        records: records.collect::<Result<_, CacheFault>>()?,
        bytes: 0,
        free_bytes: number("SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size")?,
        encrypted,
        format: migration::format_of(file)?.unsigned_abs(),
        searchable: number("SELECT count(*) FROM clients WHERE rid <= (SELECT done FROM search_state)")?,
        drafts: number("SELECT count(*) FROM drafts")?,
        copies: Vec::new(),
    })
}

fn size(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |data| data.len())
}

/// The files beside the cache that were set aside or kept before an update, newest first.
fn copies(place: &Place) -> Result<Vec<StoredCopy>, CacheFault> {
    let (Some(folder), Some(own)) = (place.file.parent(), place.file.file_name()) else { return Ok(Vec::new()) };
    let own = own.to_string_lossy();
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = match name.strip_prefix(own.as_ref()) {
            Some(rest) if rest.ends_with("-wal") || rest.ends_with("-shm") => continue,
            Some(rest) if rest.starts_with(".damaged-") => CopyKind::SetAside,
            Some(rest) if rest.starts_with(".format-") => CopyKind::BeforeUpdate,
            _ => continue,
        };
        copies.push(StoredCopy { name, kind, bytes: size(&entry.path()), at: modified(&entry.path())? });
    }
    copies.sort_unstable_by_key(|copy| std::cmp::Reverse(copy.at));
    Ok(copies)
}

fn modified(file: &Path) -> Result<Millis, CacheFault> {
    let at = std::fs::metadata(file)?.modified()?;
    Ok(at.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}
