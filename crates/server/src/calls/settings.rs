//! What an organisation decides about calls.

use crate::actor::Actor;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::database::{Access, Tx};
use crate::failure::Served;
use leadline_domain::call::{CallOutcome, Patience};
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_protocol::Problem;
use leadline_protocol::video_session::CallSettings;
use uuid::Uuid;

/// What the organisation decided, or the program's own.
pub async fn read(app: &App, actor: &Actor) -> Served<CallSettings> {
    let patience = &app.calls.patience;
    app.database
        .run(actor, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select ring_seconds, outcomes, call_waiting from call_settings where org_id = $1";
                let found: Option<(i32, Vec<String>, bool)> =
                    sqlx::query_as(sql).bind(actor.org_id).fetch_optional(&mut **tx).await?;
                let (ring_seconds, outcomes) = (seconds(patience), CallOutcome::ALL.to_vec());
                let own = CallSettings { ring_seconds, outcomes, call_waiting: true };
                Ok(found.map_or(own, |(ring, outcomes, call_waiting)| CallSettings {
                    ring_seconds: ring.unsigned_abs(),
                    outcomes: outcomes.iter().filter_map(|word| CallOutcome::from_word(word)).collect(),
                    call_waiting,
                }))
            })
        })
        .await
}

/// Decides it anew; only administrators may.
pub async fn decide(app: &App, actor: &Actor, settings: &CallSettings) -> Served<()> {
    let mut outcomes = settings.outcomes.clone();
    outcomes.sort_unstable();
    outcomes.dedup();
    let mut problems = Vec::new();
    if !Patience::RING_SECONDS.contains(&settings.ring_seconds) {
        problems.push(FieldProblem { field: "ringSeconds".to_owned(), fault: FieldFault::OutOfRange });
    }
    if outcomes.is_empty() || outcomes.len() != settings.outcomes.len() {
        problems.push(FieldProblem { field: "outcomes".to_owned(), fault: FieldFault::OutOfRange });
    }
    if !problems.is_empty() {
        return Err(Problem::invalid(problems).into());
    }
    let now = app.clock.now();
    app.database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "insert into call_settings (org_id, ring_seconds, outcomes, updated_by, call_waiting)
                    values ($1, $2, $3, $4, $5)
                    on conflict (org_id) do update set ring_seconds = excluded.ring_seconds,
                        outcomes = excluded.outcomes, updated_by = excluded.updated_by,
                        call_waiting = excluded.call_waiting";
                let words: Vec<&str> = settings.outcomes.iter().map(|outcome| outcome.word()).collect();
                let query = sqlx::query(sql).bind(actor.org_id).bind(settings.ring_seconds.cast_signed());
                query.bind(words).bind(actor.user_id).bind(settings.call_waiting).execute(&mut **tx).await?;
                let entry = Entry::by(actor, "calls.decided", None).with(serde_json::json!(settings));
                audit::write(tx, now, &entry).await
            })
        })
        .await
}

/// How long calls of an organisation ring and wait. The transaction must be in the system's scope.
pub(super) async fn patience_of(tx: &mut Tx<'_>, org: Uuid, usual: &Patience) -> Served<Patience> {
    let sql = "select ring_seconds::bigint from call_settings where org_id = $1";
    let ring: Option<i64> = sqlx::query_scalar(sql).bind(org).fetch_optional(&mut **tx).await?;
    Ok(ring.map_or(*usual, |seconds| Patience { ring: seconds * 1000, ..*usual }))
}

/// Whether calls of an organisation wait for colleagues who talk. The transaction must be in the system's scope.
pub(crate) async fn call_waiting(tx: &mut Tx<'_>, org: Uuid) -> Served<bool> {
    let sql = "select call_waiting from call_settings where org_id = $1";
    let decided: Option<bool> = sqlx::query_scalar(sql).bind(org).fetch_optional(&mut **tx).await?;
    Ok(decided.unwrap_or(true))
}

fn seconds(patience: &Patience) -> u32 {
    u32::try_from(patience.ring / 1000).unwrap_or(*Patience::RING_SECONDS.end())
}
