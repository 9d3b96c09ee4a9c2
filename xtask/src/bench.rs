//! `cargo xtask bench`: the goals, measured in release builds, each with its reference in the same run.

mod figures;
mod wanted;

use crate::arguments::Arguments;
use crate::desktop_session::DesktopSession;
use crate::end_to_end::{node, run_node};
use crate::server::programs;
use crate::step::{Failure, run as run_program, say, step};
use crate::workspace::{run_cargo, run_cargo_with, scratch, target};
use crate::{bundle, livekit, ui};
use std::collections::BTreeSet;

/// A benchmark: its names, the package with its example, the example, and its words.
type Bench = (&'static [&'static str], &'static str, &'static str);

const BENCHES: &[Bench] = &[
    (&["D2", "D3", "D4", "D5"], "leadline-cache", "bench_cache"),
    (&["D2", "D4", "D6"], "leadline-sync", "bench_sync"),
    (CALLS, "leadline-livekit-rtc", "bench_rooms"),
    (&["C1", "S1", "S3", "S4", "S5", "S6"], "leadline-server", "bench_server"),
];

/// What calls cost, beside two Chromium pages in a room of the same LiveKit.
const CALLS: &[&str] = &["C2", "C4", "C5", "C9"];

/// What is measured in the real window, beside an empty one.
const IN_THE_WINDOW: &[&str] = &["D1", "D4", "D5", "D6", "D7", "D8"];

/// What is measured in calls of the real app, beside Chromium where there is a reference.
const IN_CALLS: &[&str] = &["C3", "C6", "C7", "C8"];

/// Whether calls stay right in every order of events; no figure, but a goal of the same list.
const RACED: &[&str] = &["C10"];
/// How many orders of events the goal names.
const SCHEDULES: &str = "10000";
const RACES: &str = "in_any_order_one_device_answers_every_call_ends_once_and_leaves_one_activity";

/// What packages weigh, beside an empty window.
const PACKAGED: &[&str] = &["D9"];

/// What the windows load.
const LOADED: &[&str] = &["D10"];

/// Runs the named benchmarks, or all, and tells what is reached beside what is wanted. `--leads N` sets the size
/// (1,000,000); with `--check` the command fails where a figure misses its goal.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let leads = arguments.number("leads", 1_000_000)?.to_string();
    let named = names(arguments)?;
    if std::env::var_os(figures::MEASURES).is_none() {
        return figures::gathered(arguments.flag("check"));
    }
    measure(&leads, &named.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The benchmarks that were named, in whatever letters; every other word must be known.
fn names(arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let mut named = Vec::new();
    let mut words = arguments.rest().iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--check" => {}
            "--leads" => drop(words.next()),
            word if word.starts_with("--leads=") => {}
            word => named.push(word.to_uppercase()),
        }
    }
    let known = known();
    match named.iter().find(|name| !known.contains(&name.as_str())) {
        None => Ok(named),
        Some(unknown) => {
            let there_are = format!("There are: {}; --leads N and --check", known.join(", "));
            Err(Failure::new(format!("no benchmark is named {unknown}"), there_are))
        }
    }
}

fn known() -> Vec<&'static str> {
    let named = BENCHES.iter().flat_map(|(names, ..)| *names).chain(IN_THE_WINDOW).chain(IN_CALLS);
    let known: BTreeSet<_> = named.chain(RACED).chain(PACKAGED).chain(LOADED).copied().collect();
    known.into_iter().collect()
}

fn measure(leads: &str, named: &[&str]) -> Result<(), Failure> {
    let chosen = |names: &[&str]| named.is_empty() || names.iter().any(|name| named.contains(name));
    if chosen(CALLS) {
        livekit::prepare()?;
    }
    for (names, package, example) in BENCHES.iter().filter(|(names, ..)| chosen(names)) {
        step(format!("Measuring {}", names.join(", ")), || {
            let mut words = vec!["run", "--release", "--quiet", "-p", package, "--example", example, "--", leads];
            words.extend(named.iter().filter(|name| names.contains(name)));
            run_cargo(&words)
        })?;
    }
    if chosen(CALLS) {
        measure_chromium(named)?;
    }
    if chosen(IN_THE_WINDOW) {
        let words: Vec<&str> = ["e2e/bench/window.mjs", leads].into_iter().chain(named.iter().copied()).collect();
        measure_in_session(&format!("the window with {leads} leads"), &words)?;
    }
    if chosen(IN_CALLS) {
        let words: Vec<&str> = ["e2e/bench/calls.mjs"].into_iter().chain(named.iter().copied()).collect();
        measure_in_session("calls of the app", &words)?;
    }
    if chosen(RACED) {
        race()?;
    }
    if chosen(PACKAGED) {
        weigh_packages()?;
    }
    if chosen(LOADED) {
        ui::build()?;
        ui::npm(&["run", "--silent", "budget", "--", "--json"], "The UI grew beyond its budget; see above.")?;
    }
    say("Figures above are JSON lines; the last honest ones are in docs/benchmarks.md");
    Ok(())
}

/// Measures the same calls between two pages of Chromium.
fn measure_chromium(named: &[&str]) -> Result<(), Failure> {
    let (programs, place) = (target()?, scratch("bench-rooms")?);
    step("Measuring the same calls in Chromium", || {
        run_program(
            node(&programs, &place).args(["e2e/bench/rooms.mjs", "0"]).args(named),
            "What Chromium or LiveKit said is above; are chromedriver and the UI's packages there?",
        )
    })
}

/// Measures the release build on a virtual screen.
fn measure_in_session(what: &str, words: &[&str]) -> Result<(), Failure> {
    livekit::prepare()?;
    let programs = programs(true)?;
    build_empty_window()?;
    let place = scratch("bench")?;
    let session = DesktopSession::open_virtual(&place)?;
    step(format!("Measuring {what}"), || run_node(&session, &programs, &place, words))
}

fn build_empty_window() -> Result<(), Failure> {
    // Beside the server, as the programs are built: alone it would want most libraries with other features.
    let what = ["-p", "leadline-server", "-p", "leadline", "--features", "leadline/empty-window"];
    run_cargo(&[&["build", "--release"][..], &what, &["--example", "empty_window"]].concat())
}

/// Plays the schedules of the races; the test fails where one of them does not hold.
fn race() -> Result<(), Failure> {
    step(format!("Playing {SCHEDULES} schedules of races between calls"), || {
        let words = ["test", "--quiet", "-p", "leadline-server", "--test", "it", "--", RACES];
        run_cargo_with(&words, &[("LEADLINE_CALL_SCHEDULES", SCHEDULES.to_owned())])
    })?;
    println!(r#"{{"goal":"C10","what":"schedules of races that hold","count":{SCHEDULES}}}"#);
    Ok(())
}

/// What a person downloads, beside the program of an empty window alone.
fn weigh_packages() -> Result<(), Failure> {
    let programs = programs(true)?;
    build_empty_window()?;
    let empty = bundle::size(&programs.join("examples/empty_window"))?;
    let megabytes = |bytes: u64| (bytes as f64 / 1e5).round() / 10.0;
    for package in bundle::downloads(programs)? {
        let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (mb, reference_mb) = (megabytes(bundle::size(&package)?), megabytes(empty));
        println!(
            r#"{{"goal":"D9","what":"{name}","mb":{mb},"reference":"program of an empty window, not compressed","reference_mb":{reference_mb}}}"#
        );
    }
    Ok(())
}
