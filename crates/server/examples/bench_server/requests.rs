//! S1: signed-in requests for one lead and for a list of fifty, over sixteen connections. Ours and the reference take
//! turns every second, so that what else the machine does weighs on both.

use crate::{Bench, Times, four_round_trips, tell};
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 16;
const TURN: Duration = Duration::from_secs(1);
const TURNS: usize = 6;

pub async fn measure(bench: &Bench) -> Result<(), Box<dyn std::error::Error>> {
    let me = &bench.admin.session().me;
    let address = four_round_trips::serve(bench.server.login(), bench.org, me.profile_id).await?;
    let http = reqwest::Client::new();
    let one = |at: usize| bench.clients[at % bench.clients.len()];
    for (what, goal, request, reference) in [
        (
            "one lead",
            6_000,
            &(|at| bench.admin.request(Method::GET, &format!("/api/leads/{}", one(at))))
                as &dyn Fn(usize) -> RequestBuilder,
            &(|at| http.get(format!("http://{address}/one/{}", one(at)))) as &dyn Fn(usize) -> RequestBuilder,
        ),
        ("a list of 50", 3_000, &|_| bench.admin.request(Method::GET, "/api/leads?limit=50"), &|_| {
            http.get(format!("http://{address}/list"))
        }),
    ] {
        load(reference).await?;
        load(request).await?;
        let (mut times, mut theirs) = (Times::default(), Times::default());
        for _ in 0..TURNS {
            theirs.0.extend(load(reference).await?);
            times.0.extend(load(request).await?);
        }
        let per_s = |times: &Times| times.0.len() as f64 / (TURN.as_secs_f64() * TURNS as f64);
        let (ours, theirs) = (per_s(&times), per_s(&theirs));
        tell(&json!({
            "goal": "S1", "what": what, "leads": bench.count, "connections": CONNECTIONS, "per_s": ours.round(),
            "p50_ms": times.percentile(50), "p99_ms": times.percentile(99), "goal_per_s": goal, "goal_p99_ms": 15,
            "reference": "four round trips", "reference_per_s": theirs.round(), "ratio": ours / theirs, "goal_ratio": 1.4,
        }))?;
    }
    Ok(())
}

/// Requests as fast as they are answered, for one turn; how long each took.
async fn load(request: &dyn Fn(usize) -> RequestBuilder) -> Result<Vec<Duration>, reqwest::Error> {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let connection = async || {
        let mut times = Vec::new();
        while begun.elapsed() < TURN {
            let asked = Instant::now();
            let answer = request(next.fetch_add(1, Ordering::Relaxed)).send().await?.error_for_status()?;
            answer.bytes().await?;
            times.push(asked.elapsed());
        }
        Ok::<_, reqwest::Error>(times)
    };
    let all = futures_util::future::try_join_all((0..CONNECTIONS).map(|_| connection())).await?;
    Ok(all.into_iter().flatten().collect())
}
