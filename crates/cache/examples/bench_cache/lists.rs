//! D3: pages at random offsets of open lists against OFFSET on the same file. Cold means that nothing of the file is in the
//! system's memory; what the cache itself keeps of it, a sixtieth at a million, it has as in the app.

use crate::leads::{Numbers, owner};
use crate::{Bench, Times, tell};
use leadline_domain::Value;
use leadline_domain::filter::{Filter, Operand, Sort, Viewpoint};
use serde_json::json;
use std::error::Error;
use std::fs::File;
use std::path::Path;

const ROWS: u32 = 50;
const PAGES: usize = 400;
const REFERENCE_PAGES: usize = 5;

pub(crate) fn run(bench: &Bench) -> Result<(), Box<dyn Error>> {
    let one_of =
        |field: &str, value: Value| Filter::OneOf { field: field.into(), values: vec![Operand::Value { value }] };
    let mine = Filter::OneOf { field: "owner_id".into(), values: vec![Operand::Me] };
    let everything = Filter::everything();
    for (name, filter, field, descending, condition) in [
        ("everything, changed last", everything.clone(), "updated_at", true, "1"),
        ("everything, by name", everything.clone(), "name", false, "1"),
        ("everything, by stage", everything, "lifecycle_stage", false, "1"),
        ("mine, changed last", mine, "updated_at", true, "owner_id = x'0000000000000000000000000a000000'"),
        ("hot, by name", one_of("lead_quality", "hot".into()), "name", false, "lead_quality = 'hot'"),
    ] {
        let sort = Sort { field: field.into(), descending };
        list(bench, name, &filter, &sort, condition)?;
    }
    Ok(())
}

/// Takes the file out of the system's memory, so that what is read next comes from the disk.
fn forget(file: &Path) -> Result<(), Box<dyn Error>> {
    let file = File::open(file)?;
    file.sync_all()?;
    #[cfg(target_os = "linux")]
    nix::fcntl::posix_fadvise(&file, 0, 0, nix::fcntl::PosixFadviseAdvice::POSIX_FADV_DONTNEED)?;
    Ok(())
}

fn list(bench: &Bench, name: &str, filter: &Filter, sort: &Sort, condition: &str) -> Result<(), Box<dyn Error>> {
    forget(&bench.place.file)?;
    let cache = bench.open()?;
    let at = Viewpoint { me: owner(0), today: 0 };
    let (mut opening, mut again) = (Times::default(), Times::default());
    let view = opening.time(|| {
        let view = cache.open_view(filter, sort, at)?;
        cache.view_rows(view.view, 0, ROWS)?;
        Ok::<_, leadline_cache::CacheFault>(view)
    })?;
    again.time(|| cache.open_view(filter, sort, at))?;
    let mut numbers = Numbers(42);
    let last = u64::from(view.total.saturating_sub(ROWS)).max(1);
    let offsets: Vec<u32> = (0..PAGES).map(|_| numbers.below(last) as u32).collect();
    let (mut cold, mut warm, mut reference) = (Times::default(), Times::default(), Times::default());
    for offset in &offsets {
        forget(&bench.place.file)?;
        cold.time(|| cache.view_rows(view.view, *offset, ROWS))?;
        warm.time(|| cache.view_rows(view.view, *offset, ROWS))?;
    }
    let file = bench.connect(&bench.place.file)?;
    let column = if sort.field == "name" { "name_key" } else { sort.field.as_str() };
    let direction = if sort.descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT * FROM clients WHERE hidden = 0 AND {condition} ORDER BY {column} {direction} LIMIT {ROWS} OFFSET ?1"
    );
    for offset in offsets.iter().take(REFERENCE_PAGES) {
        reference.time(|| {
            let mut statement = file.prepare_cached(&sql)?;
            let rows = statement.query_map([offset], |row| row.get::<_, i64>(0))?;
            rows.collect::<Result<Vec<_>, _>>()
        })?;
    }
    tell(&json!({
        "goal": "D3", "list": name, "clients": view.total,
        "open_with_first_page_ms": opening.percentiles(), "open_again_ms": again.percentiles(),
        "cold_ms": cold.percentiles(), "warm_ms": warm.percentiles(),
        "reference": "OFFSET", "reference_ms": reference.percentiles(),
    }))?;
    Ok(())
}
