//! How good the line of a call is: what each device measures, and one word for the whole call.

use super::attendee::Attendee;
use super::command::look;
use crate::actor::Scope;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::Served;
use leadline_domain::call::LineQuality;
use leadline_protocol::Code;
use leadline_protocol::call::CallQuality;
use std::collections::HashMap;
use uuid::Uuid;

/// What is not measured this time counts as the mean so far.
const MEASURED: &str = "update call_legs set measured = measured + 1,
        mos = coalesce(mos + ($3 - mos) / (measured + 1), $3, mos),
        jitter_ms = coalesce(jitter_ms + ($4 - jitter_ms) / (measured + 1), $4, jitter_ms),
        loss_pct = coalesce(loss_pct + ($5 - loss_pct) / (measured + 1), $5, loss_pct),
        rtt_ms = coalesce(rtt_ms + ($6 - rtt_ms) / (measured + 1), $6, rtt_ms),
        mos_least = least(mos_least, $3), loss_pct_most = greatest(loss_pct_most, $5),
        rtt_ms_most = greatest(rtt_ms_most, $6)
    where org_id = $1 and id = $2";

/// Notes how good the line of this device is; numbers outside what is possible are brought inside.
pub async fn note(app: &App, who: &Attendee, call: Uuid, quality: CallQuality) -> Served<()> {
    let leg = look(app, who, call).await?.leg.ok_or(Code::NotFound)?.id;
    let within = |measured: Option<f32>, most: f32| measured.filter(|m| m.is_finite()).map(|m| m.clamp(0.0, most));
    let mos = quality.mos.filter(|mos| mos.is_finite()).map(|mos| mos.clamp(1.0, 5.0));
    let (jitter, loss) = (within(quality.jitter_ms, 1e6), within(quality.loss_pct, 100.0));
    let round_trip = within(quality.rtt_ms, 1e6);
    app.database
        .run(Scope::System { org_id: who.org_id }, Access::Write, |tx| {
            Box::pin(async move {
                let query = sqlx::query(MEASURED).bind(who.org_id).bind(leg).bind(mos).bind(jitter).bind(loss);
                query.bind(round_trip).execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await
}

/// How good the line of each of these calls was for whoever had the worst, so far or over the whole call; those nobody
/// measured are left out. The transaction must be in the system's scope.
pub(super) async fn of(tx: &mut Tx<'_>, org: Uuid, calls: &[Uuid]) -> Served<HashMap<Uuid, LineQuality>> {
    let sql = "select call_id, min(mos) from call_legs where org_id = $1 and call_id = any($2) and mos is not null
        group by call_id";
    let worst: Vec<(Uuid, f32)> = sqlx::query_as(sql).bind(org).bind(calls).fetch_all(&mut **tx).await?;
    Ok(worst.into_iter().map(|(call, mos)| (call, LineQuality::of_mos(mos))).collect())
}
