//! Goals D2, D3 and D4: search, lists and first sync over many leads, each beside its reference in the same file and
//! run. Prints JSON lines.
//!
//! `bench_cache [N] [D2 D3 D4]`, all goals by default, over 1,000,000 leads.

mod leads;
mod lists;
mod search;
mod sync;

use leadline_cache::{Cache, CacheFault, Place};
use std::io::Write;
use std::time::{Duration, Instant};

/// What every measurement needs.
pub(crate) struct Bench {
    pub(crate) place: Place,
    pub(crate) count: u64,
}

impl Bench {
    pub(crate) fn open(&self) -> Result<Cache, CacheFault> {
        Ok(Cache::open(&self.place, 0)?.cache)
    }

    /// A plain connection to a file with the cache's key, for references.
    pub(crate) fn connect(&self, file: &std::path::Path) -> rusqlite::Result<rusqlite::Connection> {
        let connection = rusqlite::Connection::open(file)?;
        let key: String = self.place.key.iter().flatten().map(|byte| format!("{byte:02x}")).collect();
        connection.pragma_update(None, "key", format!("x'{key}'"))?;
        connection.execute_batch("PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;")?;
        Ok(connection)
    }
}

/// Times of one kind, to be told as percentiles.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let outcome = work();
        self.0.push(begun.elapsed());
        outcome
    }

    pub(crate) fn total(&self) -> Duration {
        self.0.iter().sum()
    }

    /// The time that so many percent of all stay within, in milliseconds.
    pub(crate) fn percentile(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(at).map_or(f64::NAN, |time| millis(*time))
    }
}

pub(crate) fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

pub(crate) fn tell(line: &serde_json::Value) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut count = 1_000_000;
    let mut goals = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => count = number.parse()?,
            _ => goals.push(argument),
        }
    }
    let wanted = |goal: &str| goals.is_empty() || goals.iter().any(|named| named == goal);
    let folder = tempfile::tempdir()?;
    let bench = Bench { place: Place { file: folder.path().join("cache.db"), key: Some([7; 32]) }, count };
    sync::run(&bench, wanted("D4"))?;
    if wanted("D3") {
        lists::run(&bench)?;
    }
    if wanted("D2") {
        search::run(&bench)?;
    }
    Ok(())
}
