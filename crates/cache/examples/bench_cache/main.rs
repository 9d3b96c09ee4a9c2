//! Goals D2 to D5: search, lists, first sync and edits over many leads, each beside its reference in the same file and
//! run. Prints JSON lines.
//!
//! `bench_cache [N] [FILE.db] [D2 D3 D4 D5]`, all goals by default, over 1,000,000 leads. A named file is kept, and is not
//! filled again if it is there.

mod leads;
mod lists;
mod search;
mod sync;
mod writes;

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

/// Times of one kind, to be told as percentiles: on the clock, and on the processor, which other programs do not
/// disturb.
#[derive(Default)]
pub(crate) struct Times {
    clock: Vec<Duration>,
    processor: Vec<Duration>,
}

impl Times {
    pub(crate) fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (begun, worked) = (Instant::now(), processor_time());
        let outcome = work();
        self.processor.push(processor_time().saturating_sub(worked));
        self.clock.push(begun.elapsed());
        outcome
    }

    pub(crate) fn total(&self) -> Duration {
        self.clock.iter().sum()
    }

    pub(crate) fn processor_total(&self) -> Duration {
        self.processor.iter().sum()
    }

    /// Median, 99th percentile and worst in milliseconds, on the clock and on the processor.
    pub(crate) fn percentiles(&mut self) -> serde_json::Value {
        let clock = [50, 99, 100].map(|percent| percentile(&mut self.clock, percent));
        let processor = [50, 99, 100].map(|percent| percentile(&mut self.processor, percent));
        serde_json::json!({
            "p50": clock[0], "p99": clock[1], "max": clock[2],
            "processor_p50": processor[0], "processor_p99": processor[1], "processor_max": processor[2],
        })
    }
}

/// The time that so many percent of all stay within, in milliseconds.
fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(at).map_or(f64::NAN, |time| millis(*time))
}

/// What this thread has worked so far; all calls of the cache work on the thread that calls.
#[cfg(unix)]
fn processor_time() -> Duration {
    let now = nix::time::clock_gettime(nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID);
    now.map_or(Duration::ZERO, Duration::from)
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    Duration::ZERO
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
    let mut kept = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            file if file.ends_with(".db") => kept = Some(std::path::PathBuf::from(file)),
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => count = number.parse()?,
            _ => goals.push(argument),
        }
    }
    let wanted = |goal: &str| goals.is_empty() || goals.iter().any(|named| named == goal);
    let folder = tempfile::tempdir()?;
    let file = kept.unwrap_or_else(|| folder.path().join("cache.db"));
    let filled = file.exists();
    let bench = Bench { place: Place { file, key: Some([7; 32]) }, count };
    if !filled {
        sync::run(&bench, wanted("D4"))?;
    }
    if wanted("D3") {
        lists::run(&bench)?;
    }
    if wanted("D2") {
        search::run(&bench)?;
    }
    if wanted("D5") {
        writes::run(&bench)?;
    }
    Ok(())
}
