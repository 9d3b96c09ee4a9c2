//! D4: pages of a first sync against a bare prepared INSERT of the same rows into the same tables and indexes: once with
//! every index kept row by row, once with those made afterwards that the cache makes afterwards.

use crate::leads::{lead, owner};
use crate::{Bench, Times, millis, tell};
use leadline_cache::{Cache, Owner};
use leadline_domain::{Entity, Value, text};
use leadline_protocol::sync::{MAX_PULL_ROWS, Page, Row, Since};
use rusqlite::types::Value as Stored;
use rusqlite::{Connection, params_from_iter};
use serde_json::json;
use std::error::Error;
use uuid::Uuid;

/// As many as the sync asks for.
const PAGE: u64 = MAX_PULL_ROWS as u64;
/// Clients the search index takes in at a time.
const INDEX_STEP: u32 = 2_000;
/// Rows of a page when only the filled cache counts: large ones fill it much sooner.
const LARGE_PAGE: u64 = 20_000;
const ORG: Uuid = Uuid::from_u128(1);

/// Fills the cache, measured against the references if `measured`.
pub(crate) fn run(bench: &Bench, measured: bool) -> Result<(), Box<dyn Error>> {
    let cache = bench.open()?;
    cache.claim(&Owner { org: ORG, me: owner(0), client_id: Uuid::from_u128(2) })?;
    let mut references =
        if measured { Some([Reference::new(bench, "kept")?, Reference::new(bench, "late")?]) } else { None };
    let mut pages = Times::default();
    let page = if measured { PAGE } else { LARGE_PAGE };
    for first in (0..bench.count).step_by(page as usize) {
        let rows: Vec<Row> = (first..bench.count.min(first + page)).map(lead).collect();
        let bound: Vec<Vec<Stored>> = if measured { rows.iter().map(columns).collect() } else { Vec::new() };
        pages.time(|| apply(&cache, rows, bench.count.saturating_sub(first + page)))?;
        if let Some([kept, late]) = &mut references {
            if first == 0 {
                late.put_off(&waiting_indexes(bench)?)?;
            }
            kept.insert(&bound)?;
            late.insert(&bound)?;
        }
    }
    let mut indexes = Times::default();
    for _ in waiting_indexes(bench)? {
        indexes.time(|| cache.index_more(INDEX_STEP))?;
    }
    if let Some([kept, late]) = &mut references {
        late.make_indexes()?;
        tell_compared(bench, &mut pages, &mut indexes, [kept, late])?;
    }
    let mut search = Times::default();
    while search.time(|| cache.index_more(INDEX_STEP))? {}
    tell(&json!({
        "goal": "D4", "what": "search index behind the sync", "seconds": search.total().as_secs_f64(),
        "processor_seconds": search.processor_total().as_secs_f64(), "step_ms": search.percentiles(),
    }))?;
    let mut open = Times::default();
    drop(cache);
    open.time(|| bench.open())?;
    tell(&json!({ "goal": "D1", "what": "open the file", "ms": millis(open.total()) }))?;
    Ok(())
}

fn tell_compared(
    bench: &Bench,
    pages: &mut Times,
    indexes: &mut Times,
    [kept, late]: [&Reference; 2],
) -> Result<(), Box<dyn Error>> {
    let seconds = pages.processor_total() + indexes.processor_total();
    let share = |reference: &Reference| reference.took.processor_total().as_secs_f64() / seconds.as_secs_f64();
    let told = |reference: &Reference| {
        json!({
            "seconds": reference.took.total().as_secs_f64(),
            "processor_seconds": reference.took.processor_total().as_secs_f64(),
            "our_share_of_its_rate": share(reference),
        })
    };
    tell(&json!({
        "goal": "D4", "leads": bench.count, "seconds": (pages.total() + indexes.total()).as_secs_f64(),
        "processor_seconds": seconds.as_secs_f64(), "page_ms": pages.percentiles(),
        "index_seconds": indexes.processor_total().as_secs_f64(), "index_ms": indexes.percentiles(),
        "bare_insert_indexes_kept": told(kept), "bare_insert_indexes_after": told(late),
        "bytes": std::fs::metadata(&bench.place.file)?.len(),
    }))?;
    Ok(())
}

/// The indexes that the cache has put off, with what makes them.
fn waiting_indexes(bench: &Bench) -> rusqlite::Result<Vec<(String, String)>> {
    let file = bench.connect(&bench.place.file)?;
    let mut ask = file.prepare("SELECT name, sql FROM late_indexes")?;
    ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn apply(cache: &Cache, rows: Vec<Row>, remaining: u64) -> Result<(), Box<dyn Error>> {
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
        more: remaining > 0,
        acked_seq: None,
        remaining,
        now: 0,
    };
    cache.apply_page(&page, &asked, 0)?;
    Ok(())
}

/// A bare prepared INSERT into the tables and indexes of the cache and nothing else, made as the cache makes them.
struct Reference {
    file: Connection,
    late: Vec<(String, String)>,
    took: Times,
}

impl Reference {
    fn new(bench: &Bench, name: &str) -> Result<Self, Box<dyn Error>> {
        let file = bench.connect(&bench.place.file.with_file_name(format!("reference-{name}.db")))?;
        file.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;",
        )?;
        file.execute_batch(include_str!("../../../../migrations/cache/0001_records.sql"))?;
        file.execute_batch(
            "CREATE INDEX clients_by_source ON clients (source) WHERE hidden = 0 AND source IS NOT NULL",
        )?;
        Ok(Self { file, late: Vec::new(), took: Times::default() })
    }

    fn put_off(&mut self, late: &[(String, String)]) -> rusqlite::Result<()> {
        self.late = late.to_vec();
        self.late.iter().try_for_each(|(name, _)| self.file.execute_batch(&format!("DROP INDEX {name}")))
    }

    fn insert(&mut self, rows: &[Vec<Stored>]) -> rusqlite::Result<()> {
        self.took.time(|| insert(&mut self.file, rows))
    }

    fn make_indexes(&mut self) -> rusqlite::Result<()> {
        self.late.iter().try_for_each(|(_, sql)| self.took.time(|| self.file.execute_batch(sql)))
    }
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
