//! What this process holds.

use crate::party::PATIENCE;
use std::fs;
use std::time::Duration;

/// How often the threads are counted, and how many looks in a row must find as many.
const LOOK_EVERY: Duration = Duration::from_millis(500);
const ALIKE: u32 = 12;

/// Megabytes this process has in memory.
pub fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}

/// The same once nothing ends any more: the library looks names up in threads that outlive their room by some seconds.
pub async fn at_rest() -> f64 {
    let threads = || fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
    let ending = async {
        let (mut before, mut alike) = (threads(), 0);
        while alike < ALIKE {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = threads();
            alike = if now == before { alike + 1 } else { 0 };
            before = now;
        }
    };
    // Whatever still goes on then is measured as well.
    let _ = tokio::time::timeout(PATIENCE, ending).await;
    resident()
}
