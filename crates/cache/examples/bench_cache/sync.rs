//! D4: pages of a first sync against a bare prepared INSERT of the same rows into the same tables and indexes.

use crate::leads::{lead, owner};
use crate::{Bench, Times, millis, tell};
use leadline_cache::{Cache, Owner};
use leadline_domain::{Entity, Value, text};
use leadline_protocol::sync::{Page, Row, Since};
use rusqlite::types::Value as Stored;
use rusqlite::{Connection, params_from_iter};
use serde_json::json;
use std::error::Error;
use uuid::Uuid;

const PAGE: u64 = 2_000;
/// Rows of a page when only the filled cache counts: large ones fill it much sooner.
const LARGE_PAGE: u64 = 20_000;
const ORG: Uuid = Uuid::from_u128(1);

/// Fills the cache, measured against the reference if `measured`.
pub(crate) fn run(bench: &Bench, measured: bool) -> Result<(), Box<dyn Error>> {
    let cache = bench.open()?;
    cache.claim(&Owner { org: ORG, me: owner(0), client_id: Uuid::from_u128(2) })?;
    let reference = bench.place.file.with_file_name("reference.db");
    let mut reference = if measured { Some(bare(bench, &reference)?) } else { None };
    let (mut ours, mut theirs) = (Times::default(), Times::default());
    let page = if measured { PAGE } else { LARGE_PAGE };
    for first in (0..bench.count).step_by(page as usize) {
        let rows: Vec<Row> = (first..bench.count.min(first + page)).map(lead).collect();
        if let Some(reference) = &mut reference {
            let bound: Vec<Vec<Stored>> = rows.iter().map(columns).collect();
            theirs.time(|| insert(reference, &bound))?;
        }
        ours.time(|| apply(&cache, rows, first + page < bench.count))?;
    }
    let mut index = Times::default();
    while index.time(|| cache.index_more(PAGE as u32))? {}
    let size = |file: &std::path::Path| std::fs::metadata(file).map_or(0, |file| file.len());
    if measured {
        let (applied, inserted) = (ours.total(), theirs.total());
        tell(&json!({
            "goal": "D4", "leads": bench.count, "seconds": applied.as_secs_f64(), "page_ms": ours.percentiles(),
            "processor_seconds": ours.processor_total().as_secs_f64(),
            "reference": "bare prepared INSERT", "reference_seconds": inserted.as_secs_f64(),
            "reference_processor_seconds": theirs.processor_total().as_secs_f64(),
            "share_of_reference_rate": inserted.as_secs_f64() / applied.as_secs_f64(),
            "bytes": size(&bench.place.file),
        }))?;
    }
    tell(&json!({
        "goal": "D4", "what": "search index behind the sync", "seconds": index.total().as_secs_f64(),
        "processor_seconds": index.processor_total().as_secs_f64(), "step_ms": index.percentiles(),
    }))?;
    let mut open = Times::default();
    drop(cache);
    open.time(|| bench.open())?;
    tell(&json!({ "goal": "D1", "what": "open the file", "ms": millis(open.total()) }))?;
    Ok(())
}

fn apply(cache: &Cache, rows: Vec<Row>, more: bool) -> Result<(), Box<dyn Error>> {
    let asked = cache.pull_request(PAGE as u32)?;
    let version = rows.last().map_or(0, |row| row.version);
    let page = Page {
        epoch: Uuid::from_u128(3),
        asked: asked.since.clone(),
        revoked: Vec::new(),
        reset: Vec::new(),
        floor: 0,
        rows,
        gone: Vec::new(),
        cursors: vec![Since { scope: ORG, version }],
        more,
        acked_seq: None,
        remaining: 0,
        now: 0,
    };
    cache.apply_page(&page, &asked, 0)?;
    Ok(())
}

/// The tables and indexes of the cache and nothing else.
fn bare(bench: &Bench, file: &std::path::Path) -> Result<Connection, Box<dyn Error>> {
    let connection = bench.connect(file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;",
    )?;
    connection.execute_batch(include_str!("../../../../migrations/cache/0001_records.sql"))?;
    connection
        .execute_batch("CREATE INDEX clients_by_source ON clients (source) WHERE hidden = 0 AND source IS NOT NULL")?;
    Ok(connection)
}

fn insert(into: &mut Connection, rows: &[Vec<Stored>]) -> rusqlite::Result<()> {
    let fields: Vec<&str> = Entity::Client.fields().iter().map(|field| field.name).collect();
    let sql = format!(
        "INSERT INTO clients (id, root, scope, version, enter, created_at, created_by, updated_at, updated_by, {}, \
         name_key, company_key, searchable) VALUES ({})",
        fields.join(", "),
        vec!["?"; fields.len() + 12].join(", ")
    );
    let page = into.transaction()?;
    {
        let mut statement = page.prepare_cached(&sql)?;
        for row in rows {
            statement.execute(params_from_iter(row))?;
        }
    }
    page.commit()
}

fn columns(row: &Row) -> Vec<Stored> {
    let id = |id: Uuid| Stored::Blob(id.as_bytes().to_vec());
    let text = |field: &str| {
        let at = Entity::Client.position(field).unwrap_or_default();
        row.values[at].as_text().unwrap_or_default()
    };
    let mut columns = vec![
        id(row.id),
        id(row.root),
        id(row.scope),
        row.version.into(),
        row.enter.into(),
        row.created_at.into(),
        id(row.created_by),
        row.updated_at.into(),
        id(row.updated_by),
    ];
    columns.extend(row.values.iter().map(|value| match value {
        Value::Null => Stored::Null,
        Value::Bool(flag) => Stored::Integer(i64::from(*flag)),
        Value::Int(number) => Stored::Integer(*number),
        Value::Text(text) => Stored::Text(text.clone()),
        Value::Id(uuid) => id(*uuid),
    }));
    let searchable = text::of_client(text("name"), text("company_name"), text("email"), text("phone"), text("phone2"));
    columns.extend([
        text::sort_key(text("name")).into(),
        text::sort_key(text("company_name")).into(),
        searchable.into(),
    ]);
    columns
}
