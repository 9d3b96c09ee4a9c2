//! How fast a first sync fills the cache, against a bare prepared INSERT of the same rows into the same tables with the
//! same indexes, in the same process. Goal D4: at least half its rate, 100,000 clients in 2 s.
//!
//! `cargo bench -p leadline-cache --bench first_sync -- [CLIENTS] [plain]` prints one JSON line per round.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use leadline_cache::{Cache, Owner, Place};
use leadline_domain::{Entity, Value};
use leadline_protocol::sync::{Page, Row, Since};
use rusqlite::Connection;
use rusqlite::types::Value as Stored;
use std::time::Instant;
use tempfile::TempDir;
use uuid::Uuid;

const ME: Uuid = Uuid::from_u128(1);
const PAGE: usize = 2_000;
const ROUNDS: usize = 3;

fn client(n: usize) -> Row {
    let given = ["สมชาย", "อนงค์", "กานดา", "Daniel", "เกษม", "Priya", "แก้วตา"][n % 7];
    let family = ["บุญประเสริฐ", "พรหมมา", "Mercer", "ศรีสุวรรณ", "Novak"][n % 5];
    let mut values = vec![Value::Null; Entity::Client.fields().len()];
    for (field, value) in [
        ("kind", Value::from("person")),
        ("name", format!("{given} {family} {n}").into()),
        ("company_name", format!("บริษัท {family} จำกัด {}", n % 997).into()),
        ("client_type", ["lead", "prospect", "customer"][n % 3].into()),
        ("lifecycle_stage", ["lead", "mql", "sql", "customer"][n % 4].into()),
        ("lead_quality", ["hot", "warm", "cold"][n % 3].into()),
        ("score", Value::Int((n % 101) as i64)),
        ("owner_id", ME.into()),
        ("email", format!("person{n}@firm{}.example", n % 997).into()),
        ("phone", format!("+668{:08}", n % 100_000_000).into()),
        ("next_follow_up_at", Value::Int(1_750_000_000_000 + (n as i64 * 7919) % 1_000_000_000)),
    ] {
        values[Entity::Client.position(field).unwrap()] = value;
    }
    // Ids are made in time order, by different people.
    let id =
        Uuid::from_u128(((n as u128) << 64) | ((n as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15) & u128::from(u64::MAX)));
    Row {
        entity: Entity::Client,
        id,
        root: id,
        scope: ME,
        version: n as i64 + 1,
        enter: n as i64 + 1,
        created_at: n as i64,
        created_by: ME,
        updated_at: n as i64,
        updated_by: ME,
        values,
    }
}

fn place(folder: &TempDir, name: &str, key: Option<[u8; 32]>) -> Place {
    Place { file: folder.path().join(name), key }
}

fn open(place: &Place) -> Cache {
    let cache = Cache::open(place, 0).unwrap().cache;
    cache.claim(&Owner { org: ME, me: ME, client_id: ME }).unwrap();
    cache
}

/// Seconds by the clock on the wall and of this thread's own work: on a busy machine only the second compares.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    cpu: f64,
}

fn timed(work: impl FnOnce()) -> Took {
    let (started, before) = (Instant::now(), cpu_seconds());
    work();
    let wall = started.elapsed().as_secs_f64();
    Took { wall, cpu: before.zip(cpu_seconds()).map_or(wall, |(before, after)| after - before) }
}

fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Applies everything page by page.
fn sync(place: &Place, rows: &[Row]) -> Took {
    let cache = open(place);
    let pages = pages(rows);
    let took = timed(|| {
        for page in &pages {
            let asked = cache.pull_request(5_000).unwrap();
            assert_eq!(cache.apply_page(page, &asked, 0).unwrap().rows, page.rows.len());
        }
    });
    cache.close();
    took
}

fn pages(rows: &[Row]) -> Vec<Page> {
    let mut asked = Vec::new();
    let page = |chunk: &[Row]| {
        let cursors = vec![Since { scope: ME, version: chunk[chunk.len() - 1].version }];
        Page {
            epoch: ME,
            asked: std::mem::replace(&mut asked, cursors.clone()),
            revoked: vec![],
            reset: vec![],
            floor: 0,
            rows: chunk.to_vec(),
            gone: vec![],
            cursors,
            more: true,
            acked_seq: None,
            remaining: 0,
            now: 0,
        }
    };
    rows.chunks(PAGE).map(page).collect()
}

/// Every column of every row, as the sync stored it.
fn stored(file: &Connection) -> (usize, Vec<Vec<Stored>>) {
    let mut ask = file.prepare("SELECT * FROM clients ORDER BY rid").unwrap();
    let width = ask.column_count();
    let rows = ask.query_map([], |row| (0..width).map(|at| row.get(at)).collect()).unwrap();
    (width, rows.collect::<Result<_, _>>().unwrap())
}

fn connect(place: &Place) -> Connection {
    let file = Connection::open(&place.file).unwrap();
    if let Some(key) = place.key {
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        file.pragma_update(None, "key", format!("x'{hex}'")).unwrap();
    }
    file
}

/// The bare inserts, in transactions as large as the pages.
fn bare(place: &Place, width: usize, rows: &[Vec<Stored>]) -> Took {
    open(place).close();
    let mut file = connect(place);
    file.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;
         DROP TRIGGER client_search_insert;",
    )
    .unwrap();
    let sql = format!("INSERT INTO clients VALUES ({})", vec!["?"; width].join(", "));
    timed(|| {
        for chunk in rows.chunks(PAGE) {
            let page = file.transaction().unwrap();
            let mut insert = page.prepare_cached(&sql).unwrap();
            for row in chunk {
                insert.execute(rusqlite::params_from_iter(row)).unwrap();
            }
            drop(insert);
            page.commit().unwrap();
        }
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let key = if arguments.iter().any(|argument| argument == "plain") { None } else { Some([7; 32]) };
    let rows: Vec<Row> = (0..count).map(client).collect();
    for _ in 0..ROUNDS {
        let folder = TempDir::new().unwrap();
        let synced = place(&folder, "synced.db", key);
        let pipeline = sync(&synced, &rows);
        let (width, stored) = stored(&connect(&synced));
        let insert = bare(&place(&folder, "bare.db", key), width, &stored);
        println!(
            "{{\"clients\":{count},\"encrypted\":{},\"sync_s\":{:.3},\"sync_cpu_s\":{:.3},\"insert_s\":{:.3},\
             \"insert_cpu_s\":{:.3},\"ratio\":{:.2}}}",
            key.is_some(),
            pipeline.wall,
            pipeline.cpu,
            insert.wall,
            insert.cpu,
            insert.cpu / pipeline.cpu
        );
    }
}
