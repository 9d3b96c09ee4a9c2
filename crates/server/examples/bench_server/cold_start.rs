//! S6: from an empty directory to ready, beside what PostgreSQL alone takes to make and start a cluster, and the memory
//! of a server that nobody asks anything.

use crate::process::Process;
use crate::{Times, tell};
use leadline_server::private_postgres::{Durability, PrivatePostgres};
use serde_json::json;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const IDLE: Duration = Duration::from_secs(5);

pub async fn measure() -> Result<(), Box<dyn std::error::Error>> {
    let (mut ready, mut bare, mut warm, mut memory) = (Times::default(), Times::default(), Times::default(), 0.0);
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir()?;
        let begun = Instant::now();
        let cluster = PrivatePostgres::start(folder.path(), Durability::Full).await?;
        bare.0.push(begun.elapsed());
        cluster.stop().await?;

        let folder = tempfile::tempdir()?;
        let server = Process::start(folder.path()).await?;
        ready.0.push(server.ready_after);
        server.stop()?;
        let server = Process::start(folder.path()).await?;
        warm.0.push(server.ready_after);
        tokio::time::sleep(IDLE).await;
        memory = server.memory_kib()?.max(memory);
        server.stop()?;
    }
    let (ours, theirs) = (ready.percentile(50), bare.percentile(50));
    tell(&json!({
        "goal": "S6", "ready_p50_ms": ours, "ready_worst_ms": ready.percentile(100), "warm_p50_ms": warm.percentile(50),
        "idle_mib": memory / 1024.0, "goal_ready_ms": 3000, "goal_idle_mib": 60,
        "reference": "PostgreSQL alone: initdb and start", "reference_p50_ms": theirs, "ratio": ours / theirs,
    }))?;
    Ok(())
}
