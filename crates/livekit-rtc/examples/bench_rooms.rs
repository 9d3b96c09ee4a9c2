//! Goals C2, C4, C5 and C9 without sound cards: from joining to the first sound, what a call costs in processor time and
//! memory, and what two hundred of them leave behind. Both ends are in this process. Prints JSON lines:
//! `bench_rooms LEADS [NAME ...]`; the first word is for other benchmarks.

#![allow(clippy::print_stdout, reason = "its figures are for a terminal")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "../tests/it/memory.rs"]
mod memory;
#[path = "../tests/it/party.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod party;
#[path = "../tests/it/tone.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod tone;

use leadline_livekit_rtc::{AudioReceiver, BLOCK_SAMPLES, Microphone, live_handles};
use leadline_testkit::LiveKitServer;
use memory::{at_rest, resident};
use party::{Member, PATIENCE, new_room};
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tone::{Hum, measure};

const JOINS: usize = 30;
const CALLS: usize = 200;
/// Calls after which memory counts as settled.
const SETTLED: usize = 20;
const TALK: Duration = Duration::from_secs(20);
/// Root mean square of a block that is sound.
const SOUND: f64 = 500.0;
/// Clock ticks of `proc_pid_stat(5)` a second.
const TICKS: f64 = 100.0;

#[tokio::main]
async fn main() {
    let named: Vec<String> = std::env::args().skip(2).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|each| each == name);
    let server = LiveKitServer::shared().await;
    if wanted("C4") || wanted("C5") {
        cost_of_a_call(server).await;
    }
    if wanted("C2") {
        join_to_first_sound(server).await;
    }
    if wanted("C9") {
        many_calls(server).await;
    }
}

fn tell(line: Value) {
    println!("{line}");
}

/// Somebody who hums into a room.
async fn humming(member: &Member) -> Hum {
    let microphone: Arc<dyn Microphone> = member.microphone().await.into();
    Hum::into(microphone)
}

async fn first_sound(ears: &mut AudioReceiver) {
    let mut block = [0; BLOCK_SAMPLES];
    loop {
        let arrived = tokio::time::timeout(PATIENCE, ears.read_all(&mut block)).await.expect("sound arrives");
        assert!(arrived, "the track lasts");
        if measure(&block).level > SOUND {
            return;
        }
    }
}

async fn join_to_first_sound(server: &LiveKitServer) {
    let mut took = Vec::new();
    for _ in 0..JOINS {
        let room = new_room();
        let customer = Member::join(server, &room, "customer").await;
        let hum = humming(&customer).await;
        let start = Instant::now();
        let mut agent = Member::join(server, &room, "agent").await;
        let mut ears = agent.hears().await;
        first_sound(&mut ears).await;
        took.push(start.elapsed().as_secs_f64() * 1000.0);
        drop(hum);
        agent.leave().await;
        customer.leave().await;
    }
    took.sort_by(f64::total_cmp);
    let at = |share: f64| (took[(took.len() as f64 * share) as usize] * 10.0).round() / 10.0;
    tell(json!({"goal": "C2", "what": "native: joining to first sound, without sound cards",
        "ms": {"p50": at(0.5), "p95": at(0.95), "n": took.len()}}));
}

async fn cost_of_a_call(server: &LiveKitServer) {
    party::rtc();
    let (room, before) = (new_room(), resident());
    let mut sides = [Member::join(server, &room, "agent").await, Member::join(server, &room, "customer").await];
    let hums = [humming(&sides[0]).await, humming(&sides[1]).await];
    let mut ears = Vec::new();
    for side in &mut sides {
        ears.push(side.hears().await);
    }
    let (start, spent) = (Instant::now(), processor());
    let mut block = [0; BLOCK_SAMPLES];
    while start.elapsed() < TALK {
        for ear in &mut ears {
            assert!(ear.read_all(&mut block).await, "the track lasts");
        }
    }
    let share = (processor() - spent) / start.elapsed().as_secs_f64() / sides.len() as f64;
    let added = (resident() - before) / sides.len() as f64;
    tell(json!({"goal": "C4", "what": "native: processor of one side of an audio call, without sound cards",
        "percent_of_a_core": (share * 1000.0).round() / 10.0}));
    tell(json!({"goal": "C5", "what": "native: memory that one side of an audio call adds",
        "mb": (added * 10.0).round() / 10.0}));
    drop(hums);
    for side in sides {
        side.leave().await;
    }
}

async fn many_calls(server: &LiveKitServer) {
    let mut settled = 0.0;
    for call in 1..=CALLS {
        let room = new_room();
        let customer = Member::join(server, &room, "customer").await;
        let hum = humming(&customer).await;
        let mut agent = Member::join(server, &room, "agent").await;
        let mut ears = agent.hears().await;
        first_sound(&mut ears).await;
        drop(hum);
        agent.leave().await;
        customer.leave().await;
        if call == SETTLED {
            settled = at_rest().await;
        }
    }
    let growth = at_rest().await - settled;
    tell(json!({"goal": "C9", "what": "native: calls in a row", "calls": CALLS,
        "live_handles": live_handles().iter().map(|(_, count)| count).sum::<usize>(),
        "growth_mb_after_the_20th": (growth * 10.0).round() / 10.0}));
}

/// Seconds of processor this process has used.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit(") ").next().unwrap();
    after_name.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / TICKS
}
