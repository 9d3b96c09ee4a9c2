//! Leads to measure with.

use crate::tell;
use leadline_domain::{Entity, Value, check};
use leadline_server::records::{BULK_ROWS, NewRecord, Writing};
use leadline_server::{Access, Scope};
use leadline_testkit::TestServer;
use serde_json::json;
use std::time::Instant;
use uuid::Uuid;

const OWNERS: usize = 25;
const FIRST: [&str; 8] = ["สมชาย", "อรุณ", "มาลี", "กานดา", "Daniel", "Priya", "Anong", "เกษม"];
const LAST: [&str; 8] = ["ใจดี", "พรหมมา", "Mercer", "Saelim", "บุญประเสริฐ", "Shah", "วงศ์ไทย", "Lindqvist"];
const STAGES: [&str; 4] = ["lead", "mql", "sql", "opportunity"];
const QUALITIES: [Option<&str>; 4] = [Some("hot"), Some("warm"), Some("cold"), None];

/// Makes the leads, a fifth of them in the pool, the rest spread over colleagues of whom `agent` is one. Returns some.
pub async fn sow(
    server: &TestServer,
    org: Uuid,
    agent: Uuid,
    count: u64,
) -> Result<Vec<Uuid>, Box<dyn std::error::Error>> {
    let begun = Instant::now();
    let now = server.clock().now();
    let owners: Vec<Uuid> = (1..OWNERS).map(|_| Uuid::now_v7()).chain([agent]).collect();
    let profiles = owners[..OWNERS - 1].iter().map(|id| NewRecord { id: *id, by: *id, at: now, values: profile(*id) });
    write(server, org, now, Entity::Profile, profiles.collect()).await?;
    let mut made = Vec::new();
    let numbers: Vec<u64> = (0..count).collect();
    for numbers in numbers.chunks(BULK_ROWS) {
        let records: Vec<NewRecord> = numbers
            .iter()
            .map(|n| {
                let at = now - i64::try_from(count - n).unwrap_or_default() * 60_000;
                NewRecord {
                    id: Uuid::now_v7(),
                    by: agent,
                    at,
                    values: lead(usize::try_from(*n).unwrap_or_default(), &owners),
                }
            })
            .collect();
        made.extend(records.first().map(|record| record.id));
        write(server, org, now, Entity::Client, records).await?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    tell(&json!({"what": "leads written", "rows": count, "rows_per_s": (count as f64 / seconds).round()}))?;
    Ok(made)
}

async fn write(
    server: &TestServer,
    org: Uuid,
    now: i64,
    entity: Entity,
    records: Vec<NewRecord>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut tx = server.app().database.begin(Scope::System { org_id: org }, Access::Write).await?;
    let mut writing = Writing::new(org, org, now);
    writing.reserve(&mut tx).await?;
    writing.insert(&mut tx, entity, records).await?;
    writing.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

fn profile(id: Uuid) -> Vec<Value> {
    let email = format!("{}@harbourside.example", id.simple());
    vec!["Somchai".into(), email.into(), "agent".into(), "active".into(), Value::Null]
}

fn lead(n: usize, owners: &[Uuid]) -> Vec<Value> {
    let owner = if n.is_multiple_of(5) { Value::Null } else { owners[n % owners.len()].into() };
    let given = [
        ("kind", Value::from("person")),
        ("name", format!("{} {} {n}", FIRST[n % 8], LAST[n / 8 % 8]).into()),
        ("company_name", format!("Harbour {}", n % 977).into()),
        ("client_type", "lead".into()),
        ("lifecycle_stage", STAGES[n % 4].into()),
        ("lead_quality", QUALITIES[n / 4 % 4].into()),
        ("score", Value::Int((n % 101) as i64)),
        ("email", format!("lead{n}@mail.example").into()),
        ("phone", format!("+668{:08}", n).into()),
        ("owner_id", owner),
    ];
    let given: Vec<(String, Value)> = given.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    check::new_record(Entity::Client, &given).expect("these leads can be stored")
}
