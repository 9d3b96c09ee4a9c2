//! D5: an edit with its outbox entry against the commit of a bare UPDATE.

use crate::leads::{lead, owner};
use crate::{Bench, Times, tell};
use leadline_cache::{Author, Intent, IntentOp};
use leadline_domain::{Entity, Value};
use serde_json::json;
use std::error::Error;
use uuid::Uuid;

const EDITS: u64 = 500;

pub(crate) fn run(bench: &Bench) -> Result<(), Box<dyn Error>> {
    let cache = bench.open()?;
    let author = Author { org: Uuid::from_u128(1), me: owner(0), now: 0 };
    let file = bench.place.file.with_file_name("bare.db");
    let bare = bench.connect(&file)?;
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE bare (id BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID;",
    )?;
    let (mut ours, mut reference) = (Times::default(), Times::default());
    for number in 0..EDITS.min(bench.count) {
        let record = lead(number * (bench.count / EDITS.min(bench.count))).id;
        bare.execute("INSERT INTO bare VALUES (?1, '')", [record.as_bytes().as_slice()])?;
        let name = format!("Renamed {number}");
        let values = vec![("name".to_owned(), Value::from(name.clone()))];
        let intent = Intent { entity: Entity::Client, record, op: IntentOp::Update { values } };
        ours.time(|| cache.write(&[intent], &author, &mut Uuid::new_v4))?;
        reference.time(|| {
            bare.prepare_cached("UPDATE bare SET name = ?1 WHERE id = ?2")?
                .execute(rusqlite::params![name, record.as_bytes().as_slice()])
        })?;
    }
    tell(&json!({
        "goal": "D5", "what": "commit of an edit", "leads": bench.count, "ms": ours.percentiles(),
        "reference": "commit of a bare UPDATE", "reference_ms": reference.percentiles(),
    }))?;
    Ok(())
}
