//! `cargo xtask bench`: the goals, measured in release builds, each with its reference in the same run.

use crate::arguments::Arguments;
use crate::step::{Failure, say, step};
use crate::workspace::run_cargo;

/// A benchmark: its names, the package with its example, the example, and its words.
type Bench = (&'static [&'static str], &'static str, &'static str);

const BENCHES: &[Bench] =
    &[(&["D2", "D3", "D4"], "leadline-cache", "bench_cache"), (&["S1", "S5"], "leadline-server", "bench_server")];

/// Runs the named benchmarks, or all. `--leads N` sets the size (1,000,000).
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let leads = arguments.number("leads", 1_000_000)?.to_string();
    let named: Vec<&str> =
        arguments.rest().iter().map(String::as_str).filter(|word| word.starts_with(['D', 'S'])).collect();
    let chosen = BENCHES.iter().filter(|(names, ..)| named.is_empty() || names.iter().any(|name| named.contains(name)));
    let mut ran = false;
    for (names, package, example) in chosen {
        ran = true;
        step(format!("Measuring {}", names.join(", ")), || {
            run_cargo(&["run", "--release", "--quiet", "-p", package, "--example", example, "--", &leads])
        })?;
    }
    if ran {
        say("Figures above are JSON lines; the last honest ones are in docs/benchmarks.md");
        return Ok(());
    }
    let known: Vec<_> = BENCHES.iter().flat_map(|(names, ..)| *names).copied().collect();
    Err(Failure::new(format!("no benchmark is named {}", named.join(", ")), format!("There are: {}", known.join(", "))))
}
