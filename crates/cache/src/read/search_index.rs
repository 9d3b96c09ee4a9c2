//! Keeping the search index with the clients. Triggers do it row by row; while a great many clients arrive at once,
//! the index waits behind them and catches up in steps that hold the file only briefly.

use crate::CacheFault;
use rusqlite::Connection;
use uuid::Uuid;

/// A transaction that writes more clients than this does not wait for the index.
const MOST_WRITTEN: usize = 200;
/// So many are left as they are: a day's larger pages do not have a great index written anew each time.
const FEW_PIECES: i64 = 4;
/// Pages of the index that one step of putting it together writes.
const MERGED_PAGES: i64 = 500;
/// Beyond so many erased clients, making the index anew is faster than taking them out.
const MOST_ERASED: i64 = 5_000;

/// Announces how many clients will be written by this transaction.
pub(crate) fn expect(file: &Connection, clients: usize) -> Result<(), CacheFault> {
    if clients <= MOST_WRITTEN {
        return Ok(());
    }
    file.prepare_cached(
        "UPDATE search_state SET done = coalesce((SELECT max(rid) FROM clients), 0) WHERE done >= 9223372036854775806",
    )?
    .execute([])?;
    Ok(())
}

/// Empties the index before every client is erased, which is much faster than taking them out one by one.
pub(crate) fn forget_all(file: &Connection) -> Result<(), CacheFault> {
    file.execute_batch(
        "INSERT INTO client_search(client_search) VALUES ('delete-all');
         UPDATE search_state SET done = 0;",
    )?;
    Ok(())
}

/// Announces that the clients of a scope will be erased by this transaction.
pub(crate) fn expect_erasure(file: &Connection, scope: Uuid) -> Result<(), CacheFault> {
    let count = "SELECT count(*) FROM clients WHERE scope = ?1";
    let clients: i64 = file.query_row(count, [scope.as_bytes()], |row| row.get(0))?;
    if clients > MOST_ERASED { forget_all(file) } else { Ok(()) }
}

/// Takes the next clients into the index, or puts its pieces together, and tells whether there is more to do.
pub(super) fn catch_up(file: &Connection, most: u32) -> Result<bool, CacheFault> {
    let next = "SELECT max(rid) FROM (SELECT rid FROM clients \
        WHERE rid > (SELECT done FROM search_state) ORDER BY rid LIMIT ?1)";
    let end: Option<i64> = file.prepare_cached(next)?.query_row([most.max(1)], |row| row.get(0))?;
    let Some(end) = end else { return put_together(file) };
    file.prepare_cached(
        "INSERT INTO client_search(rowid, grams) SELECT rid, \
         char(1, 1) || replace(replace(searchable, char(10), char(2, 2)), ' ', char(3, 3)) || char(2, 2) \
         FROM clients WHERE rid > (SELECT done FROM search_state) AND rid <= ?1 ORDER BY rid",
    )?
    .execute([end])?;
    file.execute("UPDATE search_state SET done = ?1", [end])?;
    Ok(true)
}

/// Made in steps, the index is in many pieces, each of which every search would ask. They become one in steps too
/// (<https://sqlite.org/fts5.html#the_merge_command>).
fn put_together(file: &Connection) -> Result<bool, CacheFault> {
    let (complete, begun): (bool, bool) = file
        .prepare_cached("SELECT done = 9223372036854775807, done = 9223372036854775806 FROM search_state")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if complete {
        return Ok(false);
    }
    if !begun && pieces(file)? <= FEW_PIECES {
        file.execute("UPDATE search_state SET done = ?1", [i64::MAX])?;
        return Ok(false);
    }
    let before = file.total_changes();
    let pages = if begun { MERGED_PAGES } else { -MERGED_PAGES };
    file.prepare_cached("INSERT INTO client_search(client_search, rank) VALUES ('merge', ?1)")?.execute([pages])?;
    // The command itself counts as one change.
    let done = begun && file.total_changes() - before < 2;
    let state = if done { i64::MAX } else { i64::MAX - 1 };
    file.execute("UPDATE search_state SET done = ?1", [state])?;
    Ok(!done)
}

fn pieces(file: &Connection) -> Result<i64, CacheFault> {
    let count = "SELECT count(DISTINCT segid) FROM client_search_idx";
    Ok(file.prepare_cached(count)?.query_row([], |row| row.get(0))?)
}
