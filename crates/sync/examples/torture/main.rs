//! Goal R1: kills the server, its PostgreSQL and the devices at random points under load, cuts the network, and then
//! compares every device's journal with what the server holds.
//!
//! A device is a process of its own: this program with `device` as its first word. It writes a line into its journal
//! only after the cache has acknowledged an edit, so every line must be on the server in the end, once, and the last
//! line of a record must be its content.
//!
//! `torture ROUNDS [SEED]` needs `LEADLINE_SERVER`, the server's program; `cargo xtask torture` sets it.

#![allow(clippy::print_stdout, reason = "its report is for a terminal")]

mod cable;
mod device;
mod journal;
mod plant;

use cable::Cable;
use plant::{Device, Plant};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

const DEVICES: usize = 3;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("device") => device::work(&words[1..]).await,
        rounds => {
            let rounds: u32 = rounds.unwrap_or("20").parse()?;
            let seed = words.get(1).map_or_else(|| Ok(rand::random()), |seed| seed.parse())?;
            torture(rounds, seed).await
        }
    }
}

async fn torture(rounds: u32, seed: u64) -> Result<(), Box<dyn std::error::Error>> {
    println!("torture: {rounds} rounds, seed {seed}");
    let mut dice = StdRng::seed_from_u64(seed);
    let folder = tempfile::Builder::new().prefix("leadline-torture").tempdir()?;
    // PostgreSQL does not run as root; the user it runs as then must be able to get to its data.
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o711))?;
    let mut plant = Plant::build(folder.path()).await?;
    let cable = Cable::lay(plant.address()).await?;
    let mut devices = Vec::new();
    for number in 0..DEVICES {
        devices.push(Device::start(folder.path().join(format!("device-{number}")), cable.address())?);
    }
    let mut blows = [0_u32; 4];
    for _ in 0..rounds {
        tokio::time::sleep(Duration::from_millis(dice.random_range(100..900))).await;
        let kind = dice.random_range(0..4_usize);
        blows[kind] += 1;
        match kind {
            0 => plant.kill_server().await?,
            1 => plant.kill_database().await?,
            2 => devices[dice.random_range(0..DEVICES)].kill_and_start()?,
            _ => {
                cable.cut();
                tokio::time::sleep(Duration::from_millis(dice.random_range(50..500))).await;
                cable.mend();
            }
        }
    }
    let [servers, databases, apps, cuts] = blows;
    println!(
        "torture: killed the server {servers}×, PostgreSQL {databases}×, a device {apps}×; cut the network {cuts}×"
    );
    for device in &mut devices {
        device.drain().await?;
    }
    let held = plant.all_clients().await?;
    let mut acknowledged = 0;
    for device in &devices {
        acknowledged += journal::compare(&device.journal()?, &held)?;
    }
    println!("torture: {acknowledged} acknowledged edits, every one on the server, once and in order");
    plant.stop().await
}
