//! Goal R1: kills the server, its PostgreSQL and the devices at random points under load, cuts the network, fills the
//! disks of server and devices, and then compares every device's journal with what the server holds.
//!
//! A device is a process of its own: this program with `device` as its first word. It writes a line into its journal
//! only after the cache has acknowledged an edit, so every line must be on the server in the end, once, and the last
//! line of a record must be its content.
//!
//! `torture ROUNDS [SEED]` needs `LEADLINE_SERVER`, the server's program; `cargo xtask torture` sets it.

#![allow(clippy::print_stdout, reason = "its report is for a terminal")]

mod cable;
mod device;
mod disk;
mod journal;
mod plant;

use cable::Cable;
use disk::Disk;
use plant::{Device, Plant};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

const DEVICES: usize = 3;
/// Megabytes. PostgreSQL keeps up to a gigabyte of its log.
const SERVER_DISK: u32 = 2_000;
const DEVICE_DISK: u32 = 200;

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
    let server_disk = Disk::mount(&folder.path().join("server-disk"), SERVER_DISK)?;
    let mut plant = Plant::build(&folder.path().join("server-disk")).await?;
    let cable = Cable::lay(plant.address()).await?;
    let (mut devices, mut device_disks) = (Vec::new(), Vec::new());
    for number in 0..DEVICES {
        let place = folder.path().join(format!("device-{number}"));
        device_disks.extend(Disk::mount(&device::disk_in(&place), DEVICE_DISK)?);
        devices.push(Device::start(place, cable.address())?);
    }
    let kinds = if server_disk.is_some() && device_disks.len() == DEVICES { 6 } else { 4 };
    if kinds == 4 {
        println!("torture: no disk is filled, because mounting small ones takes root");
    }
    let mut blows = [0_u32; 6];
    for _ in 0..rounds {
        tokio::time::sleep(Duration::from_millis(dice.random_range(100..900))).await;
        let kind = dice.random_range(0..kinds);
        blows[kind] += 1;
        match kind {
            0 => plant.kill_server().await?,
            1 => plant.kill_database().await?,
            2 => devices[dice.random_range(0..DEVICES)].kill_and_start()?,
            3 => {
                cable.cut();
                tokio::time::sleep(Duration::from_millis(dice.random_range(50..500))).await;
                cable.mend();
            }
            4 => {
                let full = &device_disks[dice.random_range(0..DEVICES)];
                full.fill()?;
                tokio::time::sleep(Duration::from_millis(dice.random_range(50..900))).await;
                full.clear()?;
            }
            _ => {
                let Some(full) = &server_disk else { continue };
                full.fill()?;
                tokio::time::sleep(Duration::from_millis(dice.random_range(50..2_000))).await;
                full.clear()?;
                plant.recover().await?;
            }
        }
    }
    let [servers, databases, apps, cuts, device_disks_full, server_disk_full] = blows;
    println!(
        "torture: killed the server {servers}×, PostgreSQL {databases}×, a device {apps}×; cut the network {cuts}×; \
         filled the disk of a device {device_disks_full}×, of the server {server_disk_full}×"
    );
    if plant.restarts_after_full() > 0 {
        println!(
            "torture: {}× the server had to be started again after its disk was full",
            plant.restarts_after_full()
        );
    }
    for device in &mut devices {
        device.still_runs()?;
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
