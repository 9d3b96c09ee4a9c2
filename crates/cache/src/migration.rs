//! The steps that bring a file to the format of this build.

use crate::CacheFault;
use crate::gained::{Gained, take_in};
use leadline_domain::Entity;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// One step. Steps are only ever appended, and a released step is never edited.
struct Migration {
    sql: &'static str,
    /// Whether it rewrites or drops what is there, so that a fault in it could lose something: a copy is kept before.
    breaking: bool,
    /// The fields it makes columns for.
    gained: &'static [Gained],
}

const fn additive(sql: &'static str) -> Migration {
    Migration { sql, breaking: false, gained: &[] }
}

const CALL_RECORDS: &[Gained] = &[
    (Entity::Activity, &["call_id", "call_direction", "call_media", "call_seconds", "call_end", "call_outcome"]),
    (Entity::Client, &["portal_access"]),
];

const CALL_QUALITY: &[Gained] = &[(Entity::Activity, &["call_quality"])];

const MIGRATIONS: &[Migration] = &[
    additive(include_str!("../../../migrations/cache/0001_records.sql")),
    additive(include_str!("../../../migrations/cache/0002_outbox.sql")),
    additive(include_str!("../../../migrations/cache/0003_search.sql")),
    additive(include_str!("../../../migrations/cache/0004_first_sync.sql")),
    additive(include_str!("../../../migrations/cache/0005_set_aside.sql")),
    Migration { gained: CALL_RECORDS, ..additive(include_str!("../../../migrations/cache/0006_call_records.sql")) },
    additive(include_str!("../../../migrations/cache/0007_told.sql")),
    Migration { gained: CALL_QUALITY, ..additive(include_str!("../../../migrations/cache/0008_call_quality.sql")) },
    additive(include_str!("../../../migrations/cache/0009_reminders.sql")),
    additive(include_str!("../../../migrations/cache/0010_long_edits.sql")),
    additive(include_str!("../../../migrations/cache/0011_sent_titles.sql")),
];

/// "LLin" as a number: tells our files from other people's SQLite files.
pub(crate) const APPLICATION_ID: i64 = 0x4c4c_696e;

/// The newest format known here.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.len() as i64
}

/// Whether bringing a file from format `from` to the newest needs a copy first.
pub(crate) fn breaks_from(from: i64) -> bool {
    MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(0)).any(|step| step.breaking)
}

/// The file's format; 0 for an empty file.
pub(crate) fn format_of(file: &Connection) -> Result<i64, CacheFault> {
    Ok(file.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Checks the steps already applied and applies the missing ones, each in its own transaction.
pub(crate) fn migrate(file: &mut Connection, now: i64) -> Result<(), CacheFault> {
    let applied = format_of(file)?;
    if applied > newest() {
        return Err(CacheFault::Newer { found: applied, known: newest() });
    }
    for (at, step) in MIGRATIONS.iter().enumerate() {
        let number = at as i64 + 1;
        let checksum = Sha256::digest(step.sql).to_vec();
        if number <= applied {
            let stored: Option<Vec<u8>> = file
                .query_row("SELECT checksum FROM migrations WHERE number = ?1", [number], |row| row.get(0))
                .optional()?;
            if stored.as_ref() != Some(&checksum) {
                return Err(CacheFault::MigrationDiffers(number));
            }
            continue;
        }
        let step_tx = file.transaction()?;
        if number == 1 {
            step_tx.execute_batch(
                "CREATE TABLE migrations (number INTEGER PRIMARY KEY, checksum BLOB NOT NULL, applied_at INTEGER NOT NULL) STRICT;",
            )?;
            step_tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
        step_tx.execute_batch(step.sql)?;
        step.gained.iter().try_for_each(|gained| take_in(&step_tx, *gained))?;
        step_tx.execute("INSERT INTO migrations VALUES (?1, ?2, ?3)", params![number, checksum, now])?;
        step_tx.pragma_update(None, "user_version", number)?;
        step_tx.commit()?;
    }
    Ok(())
}
