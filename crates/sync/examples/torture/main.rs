//! Goal R1: kills the server, its PostgreSQL and the devices at random points under load, cuts the network, fills the
//! disks of server and devices, and then compares every device's journal with what the server holds.
//!
//! A device is a process of its own: this program with `device` as its first word. It writes a line into its journal
//! only after the cache has acknowledged an edit, so every line must be on the server in the end: each as a note of its
//! own, once and in order, and the last of a record as its content.
//!
//! `torture ROUNDS [SEED]` needs `LEADLINE_SERVER`, the server's program; `cargo xtask torture` sets it.

#![allow(clippy::print_stdout, reason = "its report is for a terminal")]

mod blow;
mod cable;
mod device;
mod disk;
mod journal;
mod plant;
mod world;

use blow::Dealt;
use disk::Disk;
use rand::SeedableRng;
use rand::rngs::StdRng;
use world::World;

/// Afterwards the disks of a world are nearly full of what it made.
const ROUNDS_IN_A_WORLD: usize = 60;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("device") => device::work(&words[1..]).await,
        rounds => {
            let rounds: usize = rounds.unwrap_or("20").parse()?;
            let seed = words.get(1).map_or_else(|| Ok(rand::random()), |seed| seed.parse())?;
            torture(rounds, seed).await
        }
    }
}

/// Deals every blow, a world at a time.
async fn torture(rounds: usize, seed: u64) -> Result<(), Box<dyn std::error::Error>> {
    println!("torture: {rounds} rounds, seed {seed}");
    let mut dice = StdRng::seed_from_u64(seed);
    let with_disks = Disk::can_be_mounted()?;
    if !with_disks {
        println!("torture: no disk is filled, because mounting small ones takes root");
    }
    let blows = blow::deck(rounds, with_disks, &mut dice);
    let mut acknowledged = 0;
    for in_one_world in blows.chunks(ROUNDS_IN_A_WORLD) {
        let mut world = World::build().await?;
        for blow in in_one_world {
            world.strike(*blow, &mut dice).await?;
        }
        acknowledged += world.compare().await?;
        println!("torture: {}; {acknowledged} acknowledged edits so far", Dealt(in_one_world));
    }
    println!("torture: altogether {}", Dealt(&blows));
    println!("torture: {acknowledged} acknowledged edits, every one on the server, once and in order");
    Ok(())
}
