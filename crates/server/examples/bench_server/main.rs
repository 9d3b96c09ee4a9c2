//! Goals C1, S1 and S3 to S6 and the server's part of D4, each beside its reference in the same run. Prints JSON lines.
//!
//! `bench_server [N] [C1 S1 S3 S4 S5 S6 D4]`, all by default, over 100,000 leads; S3 and S4 are one measurement.

mod bare_broadcast;
mod cold_start;
mod first_pull;
mod four_round_trips;
mod leads;
mod lists;
mod process;
mod requests;
mod rings;
mod sockets;

use leadline_domain::Role;
use leadline_testkit::{Api, TestServer};
use serde_json::Value;
use std::io::Write;
use std::time::Duration;
use uuid::Uuid;

/// What every measurement needs.
struct Bench {
    server: TestServer,
    org: Uuid,
    admin: Api,
    agent: Api,
    /// Some of the clients the administrator sees.
    clients: Vec<Uuid>,
    count: u64,
}

/// Times of one kind, to be told as percentiles.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    /// The time that so many percent of all stay within, in milliseconds.
    fn percentile(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }
}

fn tell(line: &Value) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, data] = words.as_slice()
        && word == process::SERVE
    {
        return process::serve(data.into()).await;
    }
    if words == [bare_broadcast::BARE] {
        return bare_broadcast::serve().await;
    }
    let count = words.iter().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let named: Vec<&str> = words.iter().map(String::as_str).filter(|word| word.starts_with(['C', 'S', 'D'])).collect();
    let wanted = |name: &str| named.is_empty() || named.contains(&name);
    if wanted("C1") {
        rings::measure().await?;
    }
    if wanted("S6") {
        cold_start::measure().await?;
    }
    if wanted("S3") || wanted("S4") {
        sockets::measure().await?;
    }
    if !["S1", "S5", "D4"].into_iter().any(wanted) {
        return Ok(());
    }
    let server = TestServer::start_with(|config| config.database.connections = 16).await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let org = admin.session().me.org_id;
    let clients = leads::sow(&server, org, agent.session().me.profile_id, count).await?;
    let bench = Bench { server, org, admin, agent, clients, count };
    if wanted("D4") {
        first_pull::measure(&bench).await?;
    }
    if wanted("S1") {
        requests::measure(&bench).await?;
    }
    if wanted("S5") {
        lists::measure(&bench).await?;
    }
    Ok(())
}
