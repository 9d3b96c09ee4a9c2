//! Where the local data lives, and how its file is opened.

use crate::fault::is_full;
use crate::{CacheFault, migration};
use rusqlite::{Connection, OpenFlags, backup};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// How many bytes must be free where data is opened: for a few edits, and what SQLite keeps beside them.
const ROOM: usize = 256 * 1024;

/// Where a cache lives.
#[derive(Clone)]
pub struct Place {
    /// The file, in an existing folder.
    pub file: PathBuf,
    /// The key it is encrypted with; `None` only for benches and simulations.
    pub key: Option<[u8; 32]>,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place").field("file", &self.file).field("encrypted", &self.key.is_some()).finish()
    }
}

/// What a file turned out to be.
pub(crate) enum Found {
    /// Ours, or empty.
    Ours(Connection),
    /// Not SQLite, encrypted with another key, damaged, or somebody else's.
    Foreign,
}

impl Place {
    /// A cache in memory, gone when its last handle is. For simulations.
    pub fn memory() -> Self {
        Self { file: PathBuf::from(":memory:"), key: None }
    }

    pub(crate) fn is_memory(&self) -> bool {
        self.file == Path::new(":memory:")
    }

    /// The file and the ones SQLite keeps beside it.
    pub(crate) fn files(&self) -> [PathBuf; 3] {
        ["", "-wal", "-shm"].map(|suffix| {
            let mut name = self.file.clone().into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        })
    }

    /// Fails with [`CacheFault::DiskFull`] where there is no room for work, so that it is said when the data is opened and
    /// not with the first edit.
    pub(crate) fn has_room(&self) -> Result<(), CacheFault> {
        if self.is_memory() {
            return Ok(());
        }
        let mut probe = self.file.clone().into_os_string();
        probe.push("-room");
        let written = fs::write(&probe, vec![1; ROOM]);
        // What else may be wrong with the folder is said by the file itself.
        let _ = fs::remove_file(&probe);
        match written {
            Err(fault) if is_full(&fault) => Err(CacheFault::DiskFull),
            _ => Ok(()),
        }
    }

    /// Opens the file without changing it and looks whether it is ours.
    pub(crate) fn look(&self) -> Result<Found, CacheFault> {
        let file = self.connect(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let ours = (|| {
            let tables: i64 = file.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            let application: i64 = file.pragma_query_value(None, "application_id", |row| row.get(0))?;
            Ok::<_, CacheFault>(tables == 0 || application == migration::APPLICATION_ID)
        })();
        match ours {
            Ok(true) => Ok(Found::Ours(file)),
            Ok(false) | Err(CacheFault::Damaged) => Ok(Found::Foreign),
            Err(fault) => Err(fault),
        }
    }

    fn connect(&self, flags: OpenFlags) -> Result<Connection, CacheFault> {
        let file = Connection::open_with_flags(&self.file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        file.busy_timeout(Duration::from_secs(5))?;
        if let Some(key) = &self.key {
            // What SQLCipher has to say comes back as faults; it would write it to the terminal as well.
            file.pragma_update(None, "cipher_log_level", "NONE")?;
            // A raw key skips the derivation from a passphrase.
            let mut raw = String::from("x'");
            for byte in key {
                write!(raw, "{byte:02x}").expect("writing to a string cannot fail");
            }
            raw.push('\'');
            file.pragma_update(None, "key", raw)?;
        }
        file.set_prepared_statement_cache_capacity(200);
        Ok(file)
    }

    /// Makes an opened file the writing connection.
    pub(crate) fn writer(&self, file: &mut Connection, now: i64) -> Result<(), CacheFault> {
        let fresh = migration::format_of(file)? == 0;
        if fresh {
            file.execute_batch("PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL;")?;
        }
        if self.is_memory() && fresh {
            return copy_template(file);
        }
        file.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA journal_size_limit = 67108864;
             PRAGMA wal_autocheckpoint = 4000;
             PRAGMA secure_delete = FAST;",
        )?;
        settings_of_every_connection(file)?;
        migration::migrate(file, now)
    }

    /// One more connection, for reading only, that keeps so many KiB of pages.
    pub(crate) fn reader(&self, kept: u32) -> Result<Connection, CacheFault> {
        let file = self.connect(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        file.execute_batch(&format!("PRAGMA query_only = ON; PRAGMA cache_size = -{kept};"))?;
        settings_of_every_connection(&file)?;
        Ok(file)
    }
}

fn settings_of_every_connection(file: &Connection) -> Result<(), CacheFault> {
    Ok(file.execute_batch(
        "PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = OFF;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;",
    )?)
}

/// Fills an empty database in memory from one that is made once per process: a simulation opens thousands.
fn copy_template(into: &mut Connection) -> Result<(), CacheFault> {
    static TEMPLATE: OnceLock<Mutex<Option<Connection>>> = OnceLock::new();
    let template = TEMPLATE.get_or_init(Mutex::default);
    let mut template = template.lock().unwrap_or_else(PoisonError::into_inner);
    if template.is_none() {
        let mut empty = Connection::open_in_memory()?;
        migration::migrate(&mut empty, 0)?;
        *template = Some(empty);
    }
    if let Some(empty) = template.as_ref() {
        backup::Backup::new(empty, into)?.step(-1)?;
    }
    settings_of_every_connection(into)
}
