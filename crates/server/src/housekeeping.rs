//! Forgetting what no longer matters, once a minute.

use crate::actor::Scope;
use crate::app::App;
use crate::auth::throttle;
use crate::calls::{lease, rooms};
use crate::database::Access;
use crate::failure::Served;
use crate::sync;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(60);
/// How many rounds go by between two looks for old deletions.
const ROUNDS_BETWEEN_FORGETTING: u32 = 60;
const IDEMPOTENCY_LIFE_MS: i64 = 24 * 60 * 60 * 1000;

/// Runs for as long as the server does.
pub async fn run(app: &App) {
    for round in 1u32.. {
        tokio::time::sleep(EVERY).await;
        app.limits.forget_idle();
        if let Err(fault) = tidy_database(app).await {
            tracing::warn!(%fault, "housekeeping waits for the next minute");
        }
        if let Err(fault) = rooms::forget_old(app).await {
            tracing::warn!(%fault, "old words of the media server are kept for another minute");
        }
        if let Err(fault) = lease::forget_old(app).await {
            tracing::warn!(%fault, "processes that ended are remembered for another minute");
        }
        if round % ROUNDS_BETWEEN_FORGETTING != 0 {
            continue;
        }
        if let Err(fault) = sync::forget_old(&app.database, app.clock.now()).await {
            tracing::warn!(%fault, "old deletions are kept for another hour");
        }
        if let Err(fault) = rooms::forget_old_commands(app).await {
            tracing::warn!(%fault, "old commands of calls are kept for another hour");
        }
    }
}

async fn tidy_database(app: &App) -> Served<()> {
    let now = app.clock.now();
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                throttle::forget_old(tx, now).await?;
                sqlx::query("delete from idempotency_keys where created_at < $1")
                    .bind(now - IDEMPOTENCY_LIFE_MS)
                    .execute(&mut **tx)
                    .await?;
                Ok(())
            })
        })
        .await
}
