//! Fields that a build learned of after a server had sent them: what was kept aside for them moves into their columns.

use crate::CacheFault;
use crate::table::stored;
use leadline_domain::{Entity, Value};
use rusqlite::types::{Null, ToSqlOutput};
use rusqlite::{Connection, params_from_iter};

/// The fields a step gave an entity, in stored order.
pub(crate) type Gained = (Entity, &'static [&'static str]);

/// Moves what stands in `extra` into the columns that were just made for it.
pub(crate) fn take_in(file: &Connection, (entity, fields): Gained) -> Result<(), CacheFault> {
    let table = entity.table();
    let mut ask = file.prepare(&format!("SELECT rid, extra FROM {table} WHERE extra IS NOT NULL"))?;
    let kept = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(i64, Vec<u8>)>, _>>()?;
    let set: Vec<String> = fields.iter().map(|field| format!("{field} = ?")).collect();
    let mut store = file.prepare(&format!("UPDATE {table} SET extra = ?, {} WHERE rid = ?", set.join(", ")))?;
    for (place, extra) in kept {
        let mut values: Vec<Value> = rmp_serde::from_slice(&extra)?;
        let rest = values.split_off(fields.len().min(values.len()));
        let rest = if rest.is_empty() { None } else { Some(crate::outbox::encode(&rest)?) };
        values.resize(fields.len(), Value::Null);
        let fitted: Vec<Value> = fields
            .iter()
            .zip(values)
            .map(|(name, value)| entity.field(name).and_then(|field| value.coerce(field.kind)).unwrap_or_default())
            .collect();
        let cells = std::iter::once(rest.map_or(ToSqlOutput::from(Null), ToSqlOutput::from))
            .chain(fitted.iter().map(stored))
            .chain([ToSqlOutput::from(place)]);
        store.execute(params_from_iter(cells))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newer_server_had_sent_stands_in_its_columns_and_what_is_newer_still_stays_aside() {
        let file = Connection::open_in_memory().unwrap();
        let table =
            "CREATE TABLE activities (rid INTEGER PRIMARY KEY, call_end TEXT, call_seconds INTEGER, extra BLOB)";
        file.execute_batch(table).unwrap();
        let pack = |values: &[Value]| rmp_serde::to_vec(values).unwrap();
        let came = [
            pack(&["missed".into()]),
            pack(&["completed".into(), Value::Int(61)]),
            pack(&[Value::Int(5), Value::Int(7), "of tomorrow".into()]),
        ];
        for extra in &came {
            file.execute("INSERT INTO activities (extra) VALUES (?1)", [extra]).unwrap();
        }
        take_in(&file, (Entity::Activity, &["call_end", "call_seconds"])).unwrap();
        let mut ask = file.prepare("SELECT call_end, call_seconds, extra FROM activities ORDER BY rid").unwrap();
        let found = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        type Row = (Option<String>, Option<i64>, Option<Vec<u8>>);
        let found: Vec<Row> = found.collect::<Result<_, _>>().unwrap();
        let wanted: [Row; 3] = [
            (Some("missed".to_owned()), None, None),
            (Some("completed".to_owned()), Some(61), None),
            (None, Some(7), Some(pack(&["of tomorrow".into()]))),
        ];
        assert_eq!(found, wanted);
    }
}
