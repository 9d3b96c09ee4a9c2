//! `cargo xtask bench`: the goals, measured in release builds, each with its reference in the same run.

use crate::arguments::Arguments;
use crate::desktop_session::DesktopSession;
use crate::end_to_end::{node, run_node};
use crate::livekit;
use crate::server::programs;
use crate::step::{Failure, run as run_program, say, step};
use crate::workspace::{run_cargo, scratch, target};

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

/// Runs the named benchmarks, or all. `--leads N` sets the size (1,000,000).
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let leads = arguments.number("leads", 1_000_000)?.to_string();
    let named: Vec<&str> =
        arguments.rest().iter().map(String::as_str).filter(|word| word.starts_with(['C', 'D', 'S'])).collect();
    let chosen = |names: &[&str]| named.is_empty() || names.iter().any(|name| named.contains(name));
    let known: Vec<_> = BENCHES.iter().flat_map(|(names, ..)| *names).chain(IN_THE_WINDOW).copied().collect();
    if let Some(unknown) = named.iter().find(|name| !known.contains(name)) {
        let there_are = format!("There are: {}", known.join(", "));
        return Err(Failure::new(format!("no benchmark is named {unknown}"), there_are));
    }
    if chosen(CALLS) {
        livekit::prepare()?;
    }
    for (names, package, example) in BENCHES.iter().filter(|(names, ..)| chosen(names)) {
        step(format!("Measuring {}", names.join(", ")), || {
            let mut words = vec!["run", "--release", "--quiet", "-p", package, "--example", example, "--", &leads];
            words.extend(named.iter().filter(|name| names.contains(name)));
            run_cargo(&words)
        })?;
    }
    if chosen(CALLS) {
        measure_chromium(&named)?;
    }
    if chosen(IN_THE_WINDOW) {
        measure_window(&leads, &named)?;
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

/// Measures the release build in its real window on a virtual screen.
fn measure_window(leads: &str, named: &[&str]) -> Result<(), Failure> {
    let programs = programs(true)?;
    run_cargo(&["build", "--release", "-p", "leadline", "--features", "empty-window", "--example", "empty_window"])?;
    let place = scratch("bench")?;
    let session = DesktopSession::open_virtual(&place)?;
    step(format!("Measuring the window with {leads} leads"), || {
        let mut words = vec!["e2e/bench/window.mjs", leads];
        words.extend(named);
        run_node(&session, &programs, &place, &words)
    })
}
