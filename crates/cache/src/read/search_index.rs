//! Keeping the search index with the clients. Triggers do it row by row; while a great many clients arrive at once,
//! the index waits behind them and catches up in steps that hold the file only briefly.

use crate::CacheFault;
use rusqlite::Transaction;

/// A page with more clients than this does not wait for the index.
pub(crate) const MOST_AT_ONCE: usize = 200;

/// Announces that more than [`MOST_AT_ONCE`] clients will be written by this transaction.
pub(crate) fn expect_many(tx: &Transaction<'_>) -> Result<(), CacheFault> {
    tx.prepare_cached(
        "UPDATE search_state SET done = coalesce((SELECT max(rid) FROM clients), 0) WHERE done = 9223372036854775807",
    )?
    .execute([])?;
    Ok(())
}

/// Empties the index before every client is erased, which is much faster than taking them out one by one.
pub(crate) fn forget_all(tx: &Transaction<'_>) -> Result<(), CacheFault> {
    tx.execute_batch(
        "INSERT INTO client_search(client_search) VALUES ('delete-all');
         UPDATE search_state SET done = 0;",
    )?;
    Ok(())
}

/// Takes the next clients into the index, and tells whether others wait.
pub(super) fn catch_up(tx: &Transaction<'_>, most: u32) -> Result<bool, CacheFault> {
    let next = "SELECT max(rid) FROM (SELECT rid FROM clients \
        WHERE rid > (SELECT done FROM search_state) ORDER BY rid LIMIT ?1)";
    let end: Option<i64> = tx.prepare_cached(next)?.query_row([most.max(1)], |row| row.get(0))?;
    let Some(end) = end else {
        tx.execute("UPDATE search_state SET done = 9223372036854775807", [])?;
        return Ok(false);
    };
    tx.prepare_cached(
        "INSERT INTO client_search(rowid, grams) SELECT rid, \
         char(1, 1) || replace(replace(searchable, char(10), char(2, 2)), ' ', char(3, 3)) || char(2, 2) \
         FROM clients WHERE rid > (SELECT done FROM search_state) AND rid <= ?1 ORDER BY rid",
    )?
    .execute([end])?;
    tx.execute("UPDATE search_state SET done = ?1", [end])?;
    Ok(true)
}
