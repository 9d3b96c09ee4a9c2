//! The figures of a run: gathered from what the benchmarks print, and put beside what is wanted of them.

use super::wanted::{Held, held};
use crate::step::{Failure, say};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Set for the run that measures, whose lines are gathered.
pub const MEASURES: &str = "LEADLINE_BENCH_MEASURES";

/// Runs this command once more to measure, shows what it prints as it comes, and tells the figures in it as a table.
/// Fails where one misses its goal, if `check`.
pub fn gathered(check: bool) -> Result<(), Failure> {
    let myself = std::env::current_exe().map_err(|cause| broken(&cause))?;
    let mut run = Command::new(myself)
        .args(std::env::args_os().skip(1))
        .env(MEASURES, "1")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|cause| broken(&cause))?;
    let mut lines = Vec::new();
    for line in BufReader::new(run.stdout.take().expect("it is piped")).lines().map_while(Result::ok) {
        println!("{line}");
        lines.extend(serde_json::from_str::<Value>(&line).ok().filter(|line| line["goal"].is_string()));
    }
    let status = run.wait().map_err(|cause| broken(&cause))?;
    let figures = held(&lines);
    tell(&figures);
    if !status.success() {
        return Err(Failure::new("a benchmark did not come to its end", "What it says is above."));
    }
    let missed = figures.iter().filter(|figure| !figure.met).count();
    if check && missed > 0 {
        return Err(Failure::new(
            format!("{missed} of {} figures miss their goals", figures.len()),
            "They say “no” in the table; measure on a quiet machine before you look for the cause.",
        ));
    }
    Ok(())
}

fn broken(cause: &std::io::Error) -> Failure {
    Failure::new(format!("the benchmarks cannot be started: {cause}"), "Run `cargo xtask bench` again.")
}

fn tell(figures: &[Held]) {
    if figures.is_empty() {
        return;
    }
    say("What was reached, and what is wanted");
    println!("| what | figure | reached | wanted | beside | met |\n|---|---|---|---|---|---|");
    for Held { of, figure, reached, wanted, reference, met } in figures {
        let met = if *met { "yes" } else { "**no**" };
        println!("| {of} | {figure} | {} | {wanted} | {reference} | {met} |", (reached * 100.0).round() / 100.0);
    }
}
