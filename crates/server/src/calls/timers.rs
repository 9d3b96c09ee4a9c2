//! The clock of every call, in the database, so that it goes on when this process does not. Looked at each second by
//! every process; a call that one is at, the others leave to it.

use super::command::found;
use super::store::Lock;
use crate::actor::Scope;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use leadline_domain::call::Command;
use std::time::Duration;
use uuid::Uuid;

const EVERY: Duration = Duration::from_secs(1);
/// Calls looked at in one round; more wait for the next round, which follows at once.
const AT_ONCE: i64 = 200;

/// Looks each second, for as long as the server runs.
pub async fn run(app: &App) {
    loop {
        match sweep(app, Lock::Skip).await {
            Ok(moved) if moved == AT_ONCE.unsigned_abs() => continue,
            Ok(_) => {}
            Err(fault) => tracing::warn!(%fault, "the clocks of calls cannot be read for the moment"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Lets time pass for every call whose time has come. For how many it did. With [`Lock::Wait`] all of them know it when
/// this returns, also those that another process is at.
pub async fn sweep(app: &App, lock: Lock) -> Served<u64> {
    let now = app.clock.now();
    let due: Vec<(Uuid, Uuid)> = app
        .database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select org_id, call_id from call_rooms where next_look <= $1 order by next_look limit $2";
                Ok(sqlx::query_as(sql).bind(now).bind(AT_ONCE).fetch_all(&mut **tx).await?)
            })
        })
        .await?;
    let mut moved = 0;
    for (org, call) in &due {
        match found(app, *org, *call, lock, &[Command::Tick]).await {
            Ok(()) => moved += 1,
            Err(fault) => tracing::warn!(%fault, %call, "a call's clock waits for the next look"),
        }
    }
    Ok(moved)
}
