//! `cargo xtask torture`: kills the parts at random points under load and compares every client's journal with the
//! database afterwards (goal R1).

use crate::arguments::Arguments;
use crate::step::{Failure, step};
use crate::workspace::{cargo, root, run_cargo, target};
use std::process::Command;

/// Rounds of a short run, as part of the tests: each kind of blow once.
const SHORT: u64 = 6;

/// Runs `--rounds N` rounds (50); 850 are the counts of goal R1. `--seed N` deals the blows of an earlier run.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    crate::machine::prepare(crate::machine::EVERYTHING)?;
    let seed = arguments.option("seed").map(|_| arguments.number("seed", 0)).transpose()?;
    rounds(arguments.number("rounds", 50)?, seed)
}

/// The short run of the test command.
pub fn short() -> Result<(), Failure> {
    rounds(SHORT, None)
}

fn rounds(count: u64, seed: Option<u64>) -> Result<(), Failure> {
    run_cargo(&["build", "--quiet", "-p", "leadline-server"])?;
    let server = target()?.join("debug/leadline-server");
    step(format!("Torture: {count} rounds of kills, cuts and full disks under load"), || {
        crate::step::run(
            Command::new(cargo())
                .args(["run", "--quiet", "-p", "leadline-sync", "--example", "torture", "--", &count.to_string()])
                .args(seed.map(|seed| seed.to_string()))
                .env("LEADLINE_SERVER", &server)
                .current_dir(root()),
            "A journal differs from the database; the seed and the difference are above.",
        )
    })
}
