//! Forgetting deletions and pushes after ninety days. A device away for longer refills its scopes (R8).

use crate::actor::Scope;
use crate::database::{Access, Database, Tx};
use crate::failure::Served;
use crate::organizations;
use leadline_domain::Millis;
use leadline_protocol::sync::TOMBSTONE_DAYS;
use uuid::Uuid;

/// Forgets, in every organisation, what is older than [`TOMBSTONE_DAYS`].
pub async fn forget_old(database: &Database, now: Millis) -> Served<()> {
    for org in organizations::ids(database).await? {
        let system = Scope::System { org_id: org };
        database.run(system, Access::Write, |tx| Box::pin(forget_in(tx, org, now))).await?;
    }
    Ok(())
}

async fn forget_in(tx: &mut Tx<'_>, org: Uuid, now: Millis) -> Served<()> {
    let before = now - TOMBSTONE_DAYS * 86_400_000;
    // The pushes tell when versions were; a deletion over the API waits for the next push, which is late but safe.
    let sql = "select max(version) from mutation where org_id = $1 and at < $2";
    let floor: Option<i64> = sqlx::query_scalar(sql).bind(org).bind(before).fetch_one(&mut **tx).await?;
    let Some(floor) = floor else { return Ok(()) };
    // First the organisation's row, which every writer locks before it counts lines.
    let sql = "update org_sync set min_version = greatest(min_version, $2) where org_id = $1";
    sqlx::query(sql).bind(org).bind(floor).execute(&mut **tx).await?;
    let sql = "with gone as (delete from sync_log where org_id = $1 and version <= $2 and op <> 0 returning scope)
        update sync_scope s set lines = s.lines - g.lines
        from (select scope, count(*) as lines from gone group by scope) g
        where s.org_id = $1 and s.scope = g.scope";
    sqlx::query(sql).bind(org).bind(floor).execute(&mut **tx).await?;
    let sql = "delete from mutation where org_id = $1 and at < $2";
    sqlx::query(sql).bind(org).bind(before).execute(&mut **tx).await?;
    Ok(())
}
