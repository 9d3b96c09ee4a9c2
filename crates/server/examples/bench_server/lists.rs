//! S5: what row-level security costs on list queries. The reference is the same SQL with the condition written by hand,
//! asked by the database's administrator, for whom no policy counts.

use crate::{Bench, Times, tell};
use leadline_domain::scope;
use leadline_server::{Access, Scope};
use serde_json::json;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};
use std::time::Instant;
use uuid::Uuid;

const ROUNDS: usize = 200;

const LISTS: [(&str, &str, &str); 4] = [
    ("newest first", "", "updated_at desc, id"),
    ("by name", "", "name_key, id"),
    ("hot ones", "and lead_quality = 'hot'", "updated_at desc, id"),
    ("search", "and searchable like '%mercer 12%'", "updated_at desc, id"),
];

pub async fn measure(bench: &Bench) -> Result<(), Box<dyn std::error::Error>> {
    let mut administrator = bench.server.administrator().await;
    administrator.execute("vacuum analyze").await?;
    for (role, api) in [("admin", &bench.admin), ("agent", &bench.agent)] {
        let me = &api.session().me;
        let actor = bench.server.app().actor_of(&api.session().access_token)?;
        // Every statement takes the same arguments: organisation, person, pool.
        let whole = "org_id = $1 and $2::uuid is not null and $3::uuid is not null";
        let by_hand = if role == "admin" { whole } else { "org_id = $1 and scope in ($2, $3)" };
        for (what, filter, order) in LISTS {
            let query = |rows: &str| {
                format!("select * from clients where deleted_at is null and {rows} {filter} order by {order} limit 50")
            };
            let (plain, bare) = (query(whole), query(by_hand));
            let mut tx = bench.server.app().database.begin(Scope::Person(actor), Access::Read).await?;
            let mut bare_tx = administrator.begin().await?;
            let (mut with, mut without) = (Times::default(), Times::default());
            for _ in 0..ROUNDS {
                with.0.push(ask(&mut tx, &plain, bench.org, me.profile_id).await?);
                without.0.push(ask(&mut bare_tx, &bare, bench.org, me.profile_id).await?);
            }
            let (ours, theirs) = (with.percentile(50), without.percentile(50));
            tell(&json!({
                "goal": "S5", "what": what, "as": role, "leads": bench.count, "p50_ms": ours,
                "p99_ms": with.percentile(99), "reference": "filter by hand", "reference_p50_ms": theirs,
                "ratio": ours / theirs, "goal_ratio": 1.3,
            }))?;
        }
    }
    Ok(())
}

async fn ask(
    connection: &mut PgConnection,
    sql: &str,
    org: Uuid,
    me: Uuid,
) -> Result<std::time::Duration, sqlx::Error> {
    let begun = Instant::now();
    let query = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).bind(org).bind(me).bind(scope::pool(org));
    query.fetch_all(connection).await?;
    Ok(begun.elapsed())
}
