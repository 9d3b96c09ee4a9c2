//! What each figure is to reach. The numbers are the product's goals; a line of a benchmark is held to every row here
//! that names its goal and a part of what it says it measured.

use serde_json::Value;

/// One bound on one figure.
pub struct Wanted {
    goal: &'static str,
    /// A part of the line's `what`.
    what: &'static str,
    /// Where the figure stands in the line, `ms.p50`.
    figure: &'static str,
    bound: Bound,
}

/// How a figure is held.
#[derive(Clone, Copy)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
    /// As much as another figure of the same line.
    All(&'static str),
    /// At most this share of the same figure in the line of the same goal that speaks of this.
    ShareOf(f64, &'static str),
}

use Bound::{All, AtLeast, AtMost, ShareOf};

const fn wants(goal: &'static str, what: &'static str, figure: &'static str, bound: Bound) -> Wanted {
    Wanted { goal, what, figure, bound }
}

const WANTED: &[Wanted] = &[
    wants("C1", "", "p95_ms", AtMost(300.0)),
    wants("C2", "native", "ms.p50", AtMost(160.0)),
    wants("C2", "native", "ms.p95", AtMost(300.0)),
    wants("C3", "app to app", "ms.p50", AtMost(110.0)),
    wants("C3", "app to app", "ms.p95", AtMost(130.0)),
    wants("C3", "app to app", "ms.p50", ShareOf(0.85, "Chromium to Chromium")),
    wants("C4", "native", "percent_of_a_core", ShareOf(0.6, "Chromium")),
    wants("C5", "native", "mb", AtMost(40.0)),
    wants("C6", "", "frames_per_second", AtLeast(25.0)),
    wants("C6", "", "ms.p95", AtMost(120.0)),
    wants("C7", "", "ms.max", AtMost(500.0)),
    wants("C8", "", "ms.max", AtMost(2_000.0)),
    wants("C9", "", "live_handles", AtMost(0.0)),
    wants("C9", "", "growth_mb_after_the_20th", AtMost(5.0)),
    wants("C10", "", "count", AtLeast(10_000.0)),
    wants("D1", "start to drawn list", "ms.p50", AtMost(1_000.0)),
    wants("D1", "start to drawn list", "ratio", AtMost(1.5)),
    wants("D2", "", "ms.p50", AtMost(5.0)),
    wants("D2", "", "ms.p99", AtMost(20.0)),
    wants("D2", "right record", "right", All("asked")),
    wants("D3", "", "cold_ms.p99", AtMost(10.0)),
    wants("D3", "", "warm_ms.p99", AtMost(3.0)),
    wants("D4", "", "bare_insert_indexes_after.our_share_of_its_rate", AtLeast(0.5)),
    wants("D5", "commit", "ms.p50", AtMost(10.0)),
    wants("D5", "commit", "ms.p99", AtMost(10.0)),
    wants("D5", "painted", "ms.p50", AtMost(50.0)),
    wants("D6", "", "ms.p50", AtMost(10.0)),
    wants("D6", "", "ms.p95", AtMost(20.0)),
    wants("D6", "", "ms.p99", AtMost(60.0)),
    wants("D7", "window open", "mb", AtMost(280.0)),
    wants("D7", "scrolling", "mb", AtMost(280.0)),
    wants("D7", "hidden", "mb", AtMost(150.0)),
    wants("D7", "panel", "mb", AtMost(150.0)),
    wants("D8", "", "frames_per_second", AtLeast(45.0)),
    wants("D8", "", "slowest_ms", AtMost(100.0)),
    wants("D9", "", "mb", AtMost(30.0)),
    wants("D10", "first load", "kb", AtMost(330.0)),
    wants("D10", "ring window", "kb", AtMost(100.0)),
    wants("S1", "one", "per_s", AtLeast(6_000.0)),
    wants("S1", "list", "per_s", AtLeast(3_000.0)),
    wants("S1", "", "p99_ms", AtMost(15.0)),
    wants("S1", "", "ratio", AtLeast(1.4)),
    wants("S3", "", "kib_each", AtMost(12.0)),
    wants("S3", "", "idle_cpu_percent", AtMost(3.0)),
    wants("S4", "team", "p50_ms", AtMost(8.0)),
    wants("S4", "team", "p99_ms", AtMost(50.0)),
    wants("S4", "", "lost", AtMost(0.0)),
    wants("S5", "", "ratio", AtMost(1.3)),
    wants("S6", "", "ready_p50_ms", AtMost(3_000.0)),
    wants("S6", "", "idle_mib", AtMost(60.0)),
];
/// The time of a first sync is wanted of a hundred thousand leads alone.
const LEADS_OF_D4: u64 = 100_000;
const SECONDS_OF_D4: Wanted = wants("D4", "", "seconds", AtMost(2.0));

/// A figure beside what is wanted of it.
#[derive(Debug, PartialEq)]
pub struct Held {
    /// The goal, and what was measured.
    pub of: String,
    /// The figure's name in the line.
    pub figure: &'static str,
    /// What was reached.
    pub reached: f64,
    /// What is wanted, `≤ 50`.
    pub wanted: String,
    /// What was measured beside it.
    pub reference: String,
    /// Whether the goal is met.
    pub met: bool,
}

/// Every figure in these lines that something is wanted of.
pub fn held(lines: &[Value]) -> Vec<Held> {
    let of_line = |line: &Value| -> Vec<Held> {
        let first_sync = line["leads"] == LEADS_OF_D4 && line["page_ms"].is_object();
        let more = first_sync.then_some(&SECONDS_OF_D4);
        WANTED.iter().chain(more).filter_map(|wanted| hold(wanted, line, lines)).collect()
    };
    lines.iter().flat_map(of_line).collect()
}

fn hold(wanted: &Wanted, line: &Value, lines: &[Value]) -> Option<Held> {
    let what = line["what"].as_str().unwrap_or_default();
    if line["goal"] != wanted.goal || !what.contains(wanted.what) {
        return None;
    }
    let reached = figure(line, wanted.figure)?;
    let (met, limit) = match wanted.bound {
        AtMost(limit) => (reached <= limit, format!("≤ {limit}")),
        AtLeast(limit) => (reached >= limit, format!("≥ {limit}")),
        All(other) => {
            let limit = figure(line, other)?;
            (reached >= limit, format!("all {limit}"))
        }
        ShareOf(share, other) => {
            let speaks = |line: &&Value| {
                line["goal"] == wanted.goal && line["what"].as_str().is_some_and(|what| what.starts_with(other))
            };
            let limit = figure(lines.iter().find(speaks)?, wanted.figure)? * share;
            (reached <= limit, format!("≤ {limit:.1}, {:.0} % of {other}", share * 100.0))
        }
    };
    let about = [what, line["list"].as_str().unwrap_or_default()].into_iter().find(|words| !words.is_empty());
    let size = line["characters"].as_u64().map(|many| format!("{many} characters"));
    let of = [Some(wanted.goal.to_owned()), about.map(str::to_owned), size].into_iter().flatten();
    let reference = line["reference"].as_str().unwrap_or_default().to_owned();
    Some(Held { of: of.collect::<Vec<_>>().join(" "), figure: wanted.figure, reached, wanted: limit, reference, met })
}

fn figure(line: &Value, path: &str) -> Option<f64> {
    path.split('.').try_fold(line, |value, name| value.get(name))?.as_f64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn verdicts(lines: &[Value]) -> Vec<(&'static str, bool)> {
        held(lines).into_iter().map(|held| (held.figure, held.met)).collect()
    }

    #[test]
    fn a_figure_is_held_to_its_own_goal_alone() {
        let start = json!({ "goal": "D1", "what": "start to drawn list", "ms": { "p50": 900 }, "ratio": 3.2 });
        assert_eq!(verdicts(&[start]), [("ms.p50", true), ("ratio", false)]);
        let open = json!({ "goal": "D1", "what": "open the file", "ms": 12 });
        assert_eq!(verdicts(&[open]), []);
        let panel = json!({ "goal": "D7", "what": "started hidden, 1 min", "mb": 151 });
        assert_eq!(verdicts(&[panel]), [("mb", false)]);
    }

    #[test]
    fn some_figures_are_held_to_others_of_the_same_run() {
        let right = json!({ "goal": "D2", "what": "right record in the first three", "asked": 343, "right": 342 });
        assert_eq!(verdicts(&[right]), [("right", false)]);
        let ours = json!({ "goal": "C4", "what": "native: one side", "percent_of_a_core": 3.9 });
        let chromium = json!({ "goal": "C4", "what": "Chromium: one side", "percent_of_a_core": 9.3 });
        assert_eq!(verdicts(&[ours.clone(), chromium]), [("percent_of_a_core", true)]);
        assert_eq!(verdicts(&[ours]), [], "without its reference there is nothing to say");
    }

    #[test]
    fn the_time_of_a_first_sync_is_wanted_of_a_hundred_thousand_leads() {
        let sync = |leads| {
            json!({ "goal": "D4", "leads": leads, "seconds": 3.4, "page_ms": {},
            "bare_insert_indexes_after": { "our_share_of_its_rate": 0.72 } })
        };
        assert_eq!(
            verdicts(&[sync(100_000)]),
            [("bare_insert_indexes_after.our_share_of_its_rate", true), ("seconds", false)]
        );
        assert_eq!(verdicts(&[sync(1_000_000)]), [("bare_insert_indexes_after.our_share_of_its_rate", true)]);
    }
}
