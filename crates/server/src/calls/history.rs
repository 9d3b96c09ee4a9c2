//! Calls that were, newest first.

use super::attendee::Attendee;
use super::quality;
use super::store::optional_word;
use crate::actor::Scope;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use leadline_domain::call::{EndReason, Media, PartyKind};
use leadline_protocol::Code;
use leadline_protocol::call::{CallGroup, CallRecord};
use sqlx::Row;
use uuid::Uuid;

/// Longest answer.
pub const PAGE: i64 = 50;

/// The calls somebody may see, of one client if one is named, older than the call `before` if one is.
pub async fn history(app: &App, who: &Attendee, client: Option<Uuid>, before: Option<Uuid>) -> Served<Vec<CallRecord>> {
    app.database
        .run(who.scope(), Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select id, caller_id, callee_id, caller_type, callee_type, room_name, started_at, ended_at,
                        active_at, state, media, end_reason, client_id, group_id, group_name
                    from calls c
                    where org_id = $1 and state <> 'scheduled' and ($2::uuid is null or client_id = $2)
                        and ($3::uuid is null or (started_at, id)
                            < (select b.started_at, b.id from calls b where b.org_id = $1 and b.id = $3))
                    order by started_at desc, id desc limit $4";
                let query = sqlx::query(sql).bind(who.org_id).bind(client).bind(before).bind(PAGE);
                let rows = query.fetch_all(&mut **tx).await?;
                let mut calls = rows.iter().map(record).collect::<Served<Vec<_>>>()?;
                // Whoever was asked in sees the call, but not the devices of the others in it.
                tx.enter(Scope::System { org_id: who.org_id }).await?;
                let ids: Vec<Uuid> = calls.iter().map(|call| call.id).collect();
                let mut qualities = quality::of(tx, who.org_id, &ids).await?;
                calls.iter_mut().for_each(|call| call.quality = qualities.remove(&call.id));
                Ok(calls)
            })
        })
        .await
}

fn record(row: &sqlx::postgres::PgRow) -> Served<CallRecord> {
    let kind =
        |column| Ok::<_, crate::Failure>(optional_word(row, column, PartyKind::from_word)?.ok_or(Code::Internal)?);
    let (ended_at, active_at): (Option<i64>, Option<i64>) = (row.try_get("ended_at")?, row.try_get("active_at")?);
    let (group_id, group_name): (Option<Uuid>, Option<String>) = (row.try_get("group_id")?, row.try_get("group_name")?);
    let end_reason = optional_word(row, "end_reason", EndReason::from_word)?;
    let state: String = row.try_get("state")?;
    Ok(CallRecord {
        id: row.try_get("id")?,
        from_user_id: row.try_get("caller_id")?,
        to_user_id: row.try_get("callee_id")?,
        group: group_id.zip(group_name).map(|(id, name)| CallGroup { id, name }),
        from_user_type: kind("caller_type")?,
        to_user_type: kind("callee_type")?,
        room_name: row.try_get("room_name")?,
        started_at: row.try_get("started_at")?,
        ended_at,
        duration: ended_at.map(|ended| active_at.map_or(0, |active| (ended - active).max(0) / 1000)),
        status: status(&state, end_reason, active_at.is_some()).to_owned(),
        media: optional_word(row, "media", Media::from_word)?.ok_or(Code::Internal)?,
        end_reason,
        client_id: row.try_get("client_id")?,
        quality: None,
    })
}

/// The original interface's word for where a call stands; the view `call_logs` says the same.
fn status(state: &str, end_reason: Option<EndReason>, talked: bool) -> &'static str {
    match (state, end_reason) {
        ("ringing", _) => "RINGING",
        (_, None) => "ACTIVE",
        (_, Some(EndReason::Completed)) => "COMPLETED",
        (_, Some(EndReason::Dropped | EndReason::Superseded | EndReason::AdminEnded)) if talked => "COMPLETED",
        (_, Some(EndReason::Missed | EndReason::Unreachable | EndReason::Busy)) => "MISSED",
        (_, Some(EndReason::Declined)) => "DECLINED",
        (_, Some(EndReason::Cancelled | EndReason::Superseded)) => "CANCELLED",
        (_, Some(_)) => "FAILED",
    }
}
