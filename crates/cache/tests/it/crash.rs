//! An edit that was acknowledged is there after the process was killed, whenever that was.

use crate::desk::*;
use leadline_cache::{Cache, Place};
use leadline_domain::Entity;
use leadline_protocol::sync::Outcome;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use uuid::Uuid;

const FOLDER: &str = "LEADLINE_CRASH_FOLDER";
const ROUND: &str = "LEADLINE_CRASH_ROUND";
const ROUNDS: u128 = 12;

fn record(round: u128, n: u128) -> Uuid {
    Uuid::from_u128((round << 32) + n)
}

/// The process that is killed: this test, run by the one below with a folder. It works until it dies.
#[test]
fn works_until_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let round: u128 = std::env::var(ROUND).unwrap().parse().unwrap();
    let desk = Desk::at(Place { file: PathBuf::from(folder).join("cache.db"), key: Some([7; 32]) }, None);
    desk.skip_ids(round << 32);
    let mut out = std::io::stdout();
    for n in 0.. {
        let written = desk.cache.write(&[create_client(record(round, n), "Anong")], &desk.author(), &mut || desk.id());
        assert_eq!(written.unwrap().count, 1);
        writeln!(out, "\nack {n}").unwrap();
        out.flush().unwrap();
        if n % 7 == 3 {
            desk.pull(|page| page.rows = (0..50).map(|_| client_row(desk.id(), 5, "Pulled")).collect());
        }
        if n % 11 == 5 {
            desk.push(|mutation| if mutation.seq % 5 == 0 { Outcome::Forked } else { Outcome::Applied });
        }
    }
}

/// Runs the worker, kills it after so many acknowledged edits, and returns how many it acknowledged before it died.
fn run_and_kill(folder: &TempDir, round: u128, after: usize) -> u128 {
    let mut worker = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::works_until_killed", "--nocapture"])
        .env(FOLDER, folder.path())
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(worker.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut acked = lines.by_ref().filter(|line| line.starts_with("ack ")).take(after).count();
    worker.kill().unwrap();
    worker.wait().unwrap();
    acked += lines.filter(|line| line.starts_with("ack ")).count();
    assert!(acked >= after, "the worker ended by itself");
    acked as u128
}

#[test]
fn every_acknowledged_edit_survives_a_kill() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, Some([7; 32]));
    for round in 0..ROUNDS {
        let acked = run_and_kill(&folder, round + 1, 1 + (round as usize * 7) % 30);
        let opened = Cache::open(&place, NOW).unwrap();
        assert_eq!(opened.set_aside, None);
        opened.cache.verify_fold().unwrap();
        assert!(opened.cache.check().unwrap());
        for n in 0..acked {
            assert!(opened.cache.peek(Entity::Client, record(round + 1, n)).unwrap().is_some(), "{round} {n}");
        }
        opened.cache.close();
    }
}
