//! `cargo xtask test`: every test there is, cheapest first.

use crate::arguments::Arguments;
use crate::step::{Failure, run as run_program, say, step};
use crate::workspace::{cargo, root, run_cargo};
use crate::{end_to_end, fuzz, livekit, machine, torture, ui};
use std::process::Command;
use std::time::Instant;

/// A part of the tests and what runs it.
type Part = (&'static str, fn() -> Result<(), Failure>);

const PARTS: &[Part] =
    &[("ui", test_ui), ("lint", lint), ("rust", test_rust), ("licences", licences), ("e2e", end_to_end::run)];

fn run_parts(only: Option<&str>) -> Result<(), Failure> {
    let start = Instant::now();
    machine::prepare(machine::EVERYTHING)?;
    for (name, part) in PARTS.iter().filter(|(name, _)| only.is_none_or(|wanted| wanted == *name)) {
        step(format!("Tests: {name}"), part)?;
    }
    say(format!("Every test passed, in {:.0} min", start.elapsed().as_secs_f32() / 60.0));
    Ok(())
}

/// Runs all parts, or the one named by `--only`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let only = arguments.option("only");
    if let Some(name) = only.filter(|name| PARTS.iter().all(|(part, _)| part != name)) {
        let parts: Vec<_> = PARTS.iter().map(|(part, _)| *part).collect();
        return Err(Failure::new(format!("there is no part `{name}`"), format!("Parts: {}", parts.join(", "))));
    }
    run_parts(only)
}

fn test_ui() -> Result<(), Failure> {
    ui::packages()?;
    ui::npm(&["run", "check"], "The UI's types do not fit; see above.")?;
    ui::npm(&["run", "i18n:check"], "A text is missing, unused or differs between the languages; see above.")?;
    ui::npm(&["run", "lint"], "A lint of the UI fails; see above.")?;
    ui::npm(&["test"], "A test of the UI failed; see above.")?;
    ui::build()?;
    ui::npm(&["run", "budget"], "The UI grew beyond its budget; see above.")?;
    ui::npm(&["run", "axe"], "A screen breaks a rule of accessibility; it is named above.")
}

fn lint() -> Result<(), Failure> {
    ui::build()?;
    run_cargo(&["fmt", "--all", "--check"])?;
    run_cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    check_livekit_sdk()
}

/// The calls over the `livekit` crate are type-checked only: with `DOCS_RS` its build script fetches no libwebrtc.
fn check_livekit_sdk() -> Result<(), Failure> {
    run_program(
        Command::new(cargo())
            .args(["check", "--quiet", "-p", "leadline-livekit-rtc", "--features", "livekit-sdk"])
            .env("DOCS_RS", "1")
            .current_dir(root()),
        "The calls over the `livekit` crate do not fit the seam any more; see above.",
    )
}

fn test_rust() -> Result<(), Failure> {
    livekit::prepare()?;
    ui::build()?;
    run_cargo(&["test", "--workspace", "--no-fail-fast"])?;
    fuzz::short()?;
    torture::short()
}

/// Licences and sources of everything we link, by `cargo deny` and the rules in deny.toml.
fn licences() -> Result<(), Failure> {
    let present = Command::new(cargo()).args(["deny", "--version"]).output().is_ok_and(|said| said.status.success());
    if !present {
        step("Installing cargo-deny (once)", || run_cargo(&["install", "cargo-deny", "--locked", "--quiet"]))?;
    }
    run_program(
        Command::new(cargo()).args(["deny", "check", "licenses", "bans", "sources"]).current_dir(root()),
        "deny.toml says which licences we accept and why.",
    )
}
