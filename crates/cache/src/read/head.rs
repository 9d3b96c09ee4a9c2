//! The first clients of a long list, found without putting the rest in order: a walk over the sort column's index that
//! stops early. What a window shows at first is here in a few milliseconds, however long the list is.

use super::filter::Condition;
use super::order::{Key, Order};
use crate::CacheFault;
use rusqlite::{Connection, params_from_iter};

/// So many clients a head has at least: what a window shows at first.
const ENOUGH: usize = if cfg!(test) { 2 } else { 100 };
/// A list of fewer clients is put in order at once.
const LONG: u32 = if cfg!(test) { 6 } else { 20_000 };
/// So many clients are met before they are looked at, at first and if too few of those meet the condition.
const REACHES: [usize; 2] = if cfg!(test) { [3, 6] } else { [150, 1_000] };
/// So far the walk goes at most: each client that it meets is read.
const FARTHEST: usize = if cfg!(test) { 10 } else { 2_000 };

/// The beginning of a list.
pub(super) struct Head {
    /// The places of the first clients, in order.
    pub(super) rids: Vec<u32>,
    /// How many clients are in the whole list.
    pub(super) total: u32,
}

/// The head of a list that is worth one; `None` if it is as quick, or only possible, to put all of it in order.
pub(super) fn of(from: &Connection, order: &Order, condition: &Condition) -> Result<Option<Head>, CacheFault> {
    if !order.is_walked(from)? {
        return Ok(None);
    }
    let total = count(from, condition)?;
    if total < LONG {
        return Ok(None);
    }
    for reach in REACHES {
        let met = first_met(from, order, reach)?;
        let standings = order.standings(from, condition, Some(&met))?;
        if standings.len() >= ENOUGH {
            return Ok(Some(Head { rids: order.sorted(standings), total }));
        }
    }
    Ok(None)
}

/// How many clients meet the condition.
pub(super) fn count(from: &Connection, condition: &Condition) -> Result<u32, CacheFault> {
    let sql = format!("SELECT count(*) FROM clients WHERE hidden = 0 AND ({})", condition.sql);
    Ok(from.prepare_cached(&sql)?.query_row(params_from_iter(&condition.values), |row| row.get(0))?)
}

/// At least `reach` clients that the walk meets before all others, or as many as there are before it went too far.
/// Those who share a value are met together or not at all.
fn first_met(from: &Connection, order: &Order, reach: usize) -> Result<Vec<u32>, CacheFault> {
    let mut statement = from.prepare_cached(&order.walking())?;
    let mut rows = statement.query([])?;
    let mut met = Vec::with_capacity(reach);
    let mut last = None;
    let mut together = 0;
    while let Some(row) = rows.next()? {
        let key = row.get_ref(1)?;
        if !last.as_ref().is_some_and(|last: &Key| last.is(key)) {
            together = met.len();
            last = Some(Key::read(key));
        }
        // Empty text is nothing, which comes last, but an index holds it before all other text.
        if together >= reach || met.len() == FARTHEST || last == Some(Key::Nothing) {
            break;
        }
        met.push(row.get(0)?);
    }
    met.truncate(together);
    Ok(met)
}
