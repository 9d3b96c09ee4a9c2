//! Files that cannot be used: set aside under a dated name, never overwritten, their edits rescued where readable.

use crate::lanes::Lane;
use crate::meta::{self, Key};
use crate::place::Place;
use crate::readers::KEPT_BY_THE_OTHERS;
use crate::{Cache, CacheFault, outbox, renumber};
use chrono::DateTime;
use leadline_domain::Millis;
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params_from_iter};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What only exists on this device: it is worth rescuing from a damaged file.
const TABLES: [&str; 4] = ["outbox", "conflicts", "drafts", "meta"];

/// Rows read from a damaged file, by table.
pub(crate) struct Rescue {
    tables: Vec<Readable>,
}

/// The rows of one table.
struct Readable {
    table: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

/// Reads what can be read; `None` if the file does not even open.
pub(crate) fn read(place: &Place) -> Option<Rescue> {
    place.reader(KEPT_BY_THE_OTHERS).ok().map(|file| read_from(&file))
}

pub(crate) fn read_from(file: &Connection) -> Rescue {
    Rescue { tables: TABLES.iter().filter_map(|table| readable(file, table)).collect() }
}

/// The rows of a table up to the first that cannot be read.
fn readable(file: &Connection, table: &'static str) -> Option<Readable> {
    let mut statement = file.prepare(&format!("SELECT * FROM {table}")).ok()?;
    let columns = names(&statement);
    let width = columns.len();
    let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect()).ok()?;
    let rows = rows.map_while(Result::ok).collect();
    Some(Readable { table, columns, rows })
}

fn names(statement: &Statement<'_>) -> Vec<String> {
    statement.column_names().into_iter().map(str::to_owned).collect()
}

/// Moves the files of `place` to dated names and returns the new name of the main one.
pub(crate) fn set_aside(place: &Place, now: Millis) -> Result<PathBuf, CacheFault> {
    let day = DateTime::from_timestamp_millis(now).unwrap_or_default().format("%Y-%m-%dT%H%M%SZ");
    let dated = |nth: u32| {
        let mut name = place.file.clone().into_os_string();
        name.push(if nth == 0 { format!(".damaged-{day}") } else { format!(".damaged-{day}-{nth}") });
        // SQLite finds the files beside the main one by its name.
        Place { file: PathBuf::from(name), key: None }.files()
    };
    let free = (0..).map(dated).find(|names| names.iter().all(|name| !name.exists()));
    let names = free.ok_or(CacheFault::ReadOnly)?;
    for (file, name) in place.files().iter().zip(&names) {
        match std::fs::rename(file, name) {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
            _ => {}
        }
    }
    let [main, ..] = names;
    Ok(main)
}

/// Keeps a copy of the file as it is before a step an older build could not read any more.
pub(crate) fn keep_copy(place: &Place, file: &Connection, format: i64) -> Result<(), CacheFault> {
    let mut name = place.file.clone().into_os_string();
    name.push(format!(".format-{format}"));
    if Path::new(&name).exists() {
        return Ok(());
    }
    // Only a whole copy has its name: one that a full disk or a power cut ended early is begun anew.
    let mut begun = name.clone();
    begun.push(".part");
    match std::fs::remove_file(&begun) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
        _ => {}
    }
    // The copy is encrypted with the same key.
    file.execute("VACUUM INTO ?1", [begun.to_string_lossy()])?;
    std::fs::File::open(&begun)?.sync_all()?;
    Ok(std::fs::rename(&begun, &name)?)
}

impl Cache {
    /// Puts rescued rows into this fresh cache and returns how many edits there are. The file is a new one to the
    /// server, so every edit is numbered and sent again; its own id makes that harmless.
    pub(crate) fn take_over(&self, rescue: Rescue, now: Millis) -> Result<u32, CacheFault> {
        let (edits, _) = self.commit(Lane::Edit, |file, changes| {
            for readable in &rescue.tables {
                copy_rows(file, readable)?;
            }
            drop_unreadable(file)?;
            if meta::get::<Uuid>(file, Key::ClientId)?.is_some() {
                renumber::renumber(file, &now.to_be_bytes())?;
            }
            file.execute("DELETE FROM meta WHERE key IN ('epoch', 'floor', 'remaining')", [])?;
            renumber::refold_all(file, changes)?;
            Ok(file.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?)
        })?;
        Ok(edits)
    }
}

/// Copies rows one by one: one that no longer fits is left behind.
fn copy_rows(file: &Connection, old: &Readable) -> Result<(), CacheFault> {
    let table = old.table;
    let known = names(&file.prepare(&format!("SELECT * FROM {table}"))?);
    let taken: Vec<usize> = (0..old.columns.len()).filter(|at| known.contains(&old.columns[*at])).collect();
    let columns: Vec<&str> = taken.iter().map(|at| old.columns[*at].as_str()).collect();
    let marks = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})", columns.join(", "));
    if columns.is_empty() {
        return Ok(());
    }
    let mut insert = file.prepare(&sql)?;
    for row in &old.rows {
        if let Err(fault) = insert.execute(params_from_iter(taken.iter().map(|at| &row[*at]))) {
            match CacheFault::from(fault) {
                CacheFault::Sqlite(fault) => tracing::warn!(table, %fault, "a row of the old file was left behind"),
                other => return Err(other),
            }
        }
    }
    Ok(())
}

/// A damaged page can hold rows that look whole; what cannot be read back would block every later read.
fn drop_unreadable(file: &Connection) -> Result<(), CacheFault> {
    let mut ask = file.prepare("SELECT place FROM outbox")?;
    let places = ask.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for place in places {
        if outbox::pick(file, "place = ?1", [place]).is_err() {
            outbox::remove(file, place)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::keep_copy;
    use crate::place::Found;
    use crate::{Cache, Place};
    use std::fs;

    #[test]
    fn the_copy_before_a_breaking_step_is_whole_and_reads_with_the_same_key_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { file: folder.path().join("cache.db"), key: Some([7; 32]) };
        let cache = Cache::open(&place, 0).unwrap().cache;
        cache.draft_save("note", "kept", 1).unwrap();
        let copy = folder.path().join("cache.db.format-1");
        fs::write(folder.path().join("cache.db.format-1.part"), "a copy that was cut short").unwrap();
        let Found::Ours(file) = place.look().unwrap() else { panic!("the file is ours") };
        let keep = || keep_copy(&place, &file, 1);
        keep().unwrap();
        let first = fs::read(&copy).unwrap();
        assert!(!first.starts_with(b"SQLite format 3"), "the copy is encrypted");
        cache.draft_save("note", "later", 2).unwrap();
        keep().unwrap();
        assert_eq!(fs::read(&copy).unwrap(), first, "a copy that is there is the one from before the step");
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(names.into_iter().all(|name| !name.ends_with(".part")));
        let opened = Cache::open(&Place { file: copy, ..place.clone() }, 0).unwrap().cache;
        assert_eq!(opened.draft("note").unwrap(), Some(("kept".to_owned(), 1)));
    }
}
