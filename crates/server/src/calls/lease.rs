//! This process's word that it is there: the devices with a socket to it count as reachable for as long as it is heard
//! of. One row stands for all of them, so that a socket nobody uses costs the database nothing.

use crate::actor::Scope;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use leadline_domain::Millis;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long devices count as reachable after their process was last heard of.
pub(super) const LEASE_MS: Millis = 90_000;
const RENEWED_EVERY: Duration = Duration::from_secs(30);
/// A process that was not heard of for this long has ended.
const FORGOTTEN_AFTER_MS: Millis = 60 * 60 * 1000;

/// Whether this process has said that it is there.
#[derive(Debug, Default)]
pub struct Lease {
    held: AtomicBool,
}

/// Renews the lease, for as long as the server runs.
pub async fn run(app: &App) {
    loop {
        if let Err(fault) = renew(app).await {
            tracing::warn!(%fault, "the other processes are not told that this one is there");
        }
        tokio::time::sleep(RENEWED_EVERY).await;
    }
}

/// Says that this process is there. If it was taken for gone, its devices come back and are entered again.
pub async fn renew(app: &App) -> Served<()> {
    let (process, until) = (app.calls.news.process(), app.clock.now() + LEASE_MS);
    let anew: bool = app
        .database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "insert into server_processes (id, lease_until) values ($1, $2)
                    on conflict (id) do update set lease_until = excluded.lease_until returning xmax = 0";
                Ok(sqlx::query_scalar(sql).bind(process).bind(until).fetch_one(&mut **tx).await?)
            })
        })
        .await?;
    if app.calls.lease.held.swap(true, Ordering::Relaxed) && anew {
        tracing::warn!("this process was taken for gone; its devices connect again");
        app.calls.news.send_away();
    }
    Ok(())
}

/// Takes the word back, when the process ends in order.
pub async fn give_up(app: &App) -> Served<()> {
    let process = app.calls.news.process();
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                sqlx::query("delete from server_processes where id = $1").bind(process).execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await
}

/// Forgets processes that ended without a word, and with them the devices they held.
pub async fn forget_old(app: &App) -> Served<()> {
    let before = app.clock.now() - FORGOTTEN_AFTER_MS;
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "delete from server_processes where lease_until < $1";
                sqlx::query(sql).bind(before).execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await
}
