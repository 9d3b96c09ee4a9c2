//! `cargo xtask fuzz`: coverage-guided fuzzing for a bounded time (goal R7).
//!
//! libFuzzer needs the compiler's edge counters, not a sanitizer, so the stable compiler will do.

use crate::arguments::Arguments;
use crate::step::{Failure, run as run_program, step};
use crate::workspace::scratch;
use crate::workspace::{cargo, root};
use std::fs;
use std::process::Command;

/// Seconds per target in the test command.
const SHORT: u64 = 5;
const TARGETS: [&str; 5] = ["frames", "push", "import", "pages", "events"];
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// Runs every target for `--seconds N` (60).
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    targets(arguments.number("seconds", 60)?)
}

/// The short run of the test command.
pub fn short() -> Result<(), Failure> {
    targets(SHORT)
}

fn targets(seconds: u64) -> Result<(), Failure> {
    let target = scratch("fuzz")?;
    step("Building the fuzz targets", || {
        run_program(
            Command::new(cargo())
                // Naming the target keeps build scripts and macros free of the instrumentation.
                .args(["build", "--release", "--quiet", "--target", &host()?])
                .current_dir(root().join("fuzz"))
                .env("RUSTFLAGS", COVERAGE)
                .env("CARGO_TARGET_DIR", &target),
            "The compiler says above what is wrong.",
        )
    })?;
    for name in TARGETS {
        let corpus = scratch(&format!("fuzz-corpus/{name}"))?;
        let findings = scratch("fuzz-findings")?;
        step(format!("Fuzzing {name} for {seconds} s"), || {
            let mut command = Command::new(target.join(host()?).join("release").join(name));
            command.arg(&corpus).arg(format!("-max_total_time={seconds}")).args([
                "-len_control=0",
                "-print_final_stats=0",
                "-verbosity=0",
            ]);
            command.arg(format!("-artifact_prefix={}/{name}-", findings.display()));
            let seeds = root().join("fuzz/seeds").join(name);
            if fs::exists(&seeds).unwrap_or(false) {
                command.arg(seeds);
            }
            run_program(&mut command, "The input that broke it is named above; run the target with it to see again.")
        })?;
    }
    Ok(())
}

fn host() -> Result<String, Failure> {
    let said = crate::step::output(Command::new("rustc").arg("-vV"), "Is rustc installed?")?;
    said.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("rustc names no host", "Is rustc up to date?"))
}
