//! Video sessions agreed for a time. The two meet in ordinary calls: whoever comes first calls the other, and whoever
//! comes while it rings answers, so that a session has everything a call has.

use super::attendee::{Attendee, Party};
use super::called::{Callee, known};
use super::command::{Intent, Outcome, command, look};
use super::start::{Start, visible_client};
use super::store::optional_word;
use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use crate::records::{self, NewRecord, Writing};
use leadline_domain::call::{CallState, EndReason, LegState, Media, PartyKind, SessionState};
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::{ActivityKind, ActivityStatus, Entity, Millis, Value};
use leadline_protocol::video_session::{NewVideoSession, VideoSession};
use leadline_protocol::{Code, Problem};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

const PAGE: i64 = 50;
/// A session nobody came to stays on the list of those to come for this long, for whoever is late.
const LATE_MS: Millis = 12 * 60 * 60 * 1000;
const LONGEST_SUBJECT: usize = 300;
const SELECT: &str =
    "select s.id, s.client_id, s.caller_id, s.callee_type, s.callee_id, s.scheduled_at, s.cancelled_at,
        s.call_id, s.activity_id, c.state, c.end_reason, c.room_name, c.active_at, c.ended_at
    from video_sessions s left join calls c on c.org_id = s.org_id and c.id = s.call_id
    where s.org_id = $1 and ";

/// Agrees a session between the host and the client's customer, or a colleague. It stands in the host's day.
pub async fn agree(app: &App, host: &Actor, new: &NewVideoSession) -> Served<VideoSession> {
    let (who, now) = (Attendee::agent(host), app.clock.now());
    if !who.may_call() {
        return Err(Code::Forbidden.into());
    }
    let wrong = |field: &str| {
        let problem = FieldProblem { field: field.to_owned(), fault: FieldFault::OutOfRange };
        Err(Failure::from(Problem::invalid(vec![problem])))
    };
    let callee = match new.participant_ids[..] {
        [] => Callee::CustomerOf(new.lead_id),
        [one] => Callee::Party(one),
        _ => return wrong("participant_ids"),
    };
    if new.scheduled_at.is_some_and(|at| at < now) {
        return wrong("scheduled_at");
    }
    let (who, id) = (&who, new.session_id.unwrap_or_else(Uuid::now_v7));
    app.database
        .run(host, Access::Write, |tx| {
            Box::pin(async move {
                let client = visible_client(tx, who, new.lead_id).await?;
                let callee = known(tx, who, callee).await?.filter(|callee| callee.party != who.party);
                let callee = callee.filter(|callee| callee.client_id.is_none_or(|of| of == client));
                let callee = callee.ok_or(Code::NotFound)?;
                tx.enter(Scope::System { org_id: host.org_id }).await?;
                let activity = new.scheduled_at.map(|_| Uuid::new_v5(&id, b"activity"));
                let sql = "insert into video_sessions (org_id, id, client_id, caller_id, callee_type, callee_id,
                        scheduled_at, activity_id, updated_by)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $4) on conflict (org_id, id) do nothing";
                let query = sqlx::query(sql).bind(host.org_id).bind(id).bind(client).bind(host.user_id);
                let query = query.bind(callee.party.kind.word()).bind(callee.party.id);
                let query = query.bind(new.scheduled_at.unwrap_or(now)).bind(activity);
                if query.execute(&mut **tx).await?.rows_affected() == 0 {
                    // Agreed before, as an answer that was lost; or somebody else's, which is not theirs to see.
                    return Ok(());
                }
                if let (Some(activity), Some(at)) = (activity, new.scheduled_at) {
                    let values = meeting(&callee.name, client, host.user_id, at);
                    let mut writing = Writing::new(host.org_id, host.user_id, now);
                    let record = NewRecord { id: activity, by: host.user_id, at: now, values };
                    writing.insert(tx, Entity::Activity, vec![record]).await?;
                    writing.finish(tx).await?;
                }
                Ok(())
            })
        })
        .await?;
    one(app, who, id).await
}

fn meeting(with: &str, client: Uuid, host: Uuid, at: Millis) -> Vec<Value> {
    let subject: String = with.chars().take(LONGEST_SUBJECT).collect();
    let named: [(&str, Value); 6] = [
        ("kind", ActivityKind::Meeting.word().into()),
        ("subject", subject.into()),
        ("client_id", client.into()),
        ("assignee_id", host.into()),
        ("status", ActivityStatus::Open.word().into()),
        ("due_at", at.into()),
    ];
    let of = |field: &leadline_domain::Field| {
        named.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    Entity::Activity.fields().iter().map(of).collect()
}

/// A session somebody takes part in, or may see.
pub async fn one(app: &App, who: &Attendee, id: Uuid) -> Served<VideoSession> {
    app.database
        .run(who.scope(), Access::Read, |tx| {
            Box::pin(async move {
                let sql = AssertSqlSafe(format!("{SELECT} s.id = $2"));
                let found = sqlx::query(sql).bind(who.org_id).bind(id).fetch_optional(&mut **tx).await?;
                session(&found.ok_or(Code::NotFound)?)
            })
        })
        .await
}

/// Those of a client, the latest first.
pub async fn of_client(app: &App, who: &Attendee, client: Uuid) -> Served<Vec<VideoSession>> {
    app.database
        .run(who.scope(), Access::Read, |tx| {
            Box::pin(async move {
                let sql = format!("{SELECT} s.client_id = $2 order by s.scheduled_at desc, s.id limit $3");
                let sql = AssertSqlSafe(sql);
                let query = sqlx::query(sql).bind(who.org_id).bind(client).bind(PAGE);
                query.fetch_all(&mut **tx).await?.iter().map(session).collect()
            })
        })
        .await
}

/// Those somebody takes part in that are to come or go on, the next first.
pub async fn to_come(app: &App, who: &Attendee) -> Served<Vec<VideoSession>> {
    let since = app.clock.now() - LATE_MS;
    let sessions = app
        .database
        .run(who.scope(), Access::Read, |tx| {
            Box::pin(async move {
                let sql = format!(
                    "{SELECT} (s.caller_id = $2 or s.callee_id = $2) and s.cancelled_at is null
                        and s.scheduled_at >= $3 order by s.scheduled_at, s.id limit $4"
                );
                let query = sqlx::query(AssertSqlSafe(sql)).bind(who.org_id).bind(who.party.id).bind(since).bind(PAGE);
                query.fetch_all(&mut **tx).await?.iter().map(session).collect::<Served<Vec<_>>>()
            })
        })
        .await?;
    let open = |session: &VideoSession| matches!(session.status, SessionState::Scheduled | SessionState::Active);
    Ok(sessions.into_iter().filter(open).collect())
}

/// The view `video_call_sessions` says the same of where it stands: one that was cut off can be gone on with.
fn session(row: &PgRow) -> Served<VideoSession> {
    let (active_at, ended_at): (Option<i64>, Option<i64>) = (row.try_get("active_at")?, row.try_get("ended_at")?);
    let cancelled_at: Option<i64> = row.try_get("cancelled_at")?;
    let met = optional_word(row, "state", CallState::from_word)?;
    let end_reason = optional_word(row, "end_reason", EndReason::from_word)?;
    let status = match (met, end_reason) {
        _ if cancelled_at.is_some() => SessionState::Cancelled,
        (Some(CallState::Ringing | CallState::Connecting | CallState::Active), _) => SessionState::Active,
        (_, Some(EndReason::Completed | EndReason::AdminEnded)) if active_at.is_some() => SessionState::Completed,
        _ => SessionState::Scheduled,
    };
    Ok(VideoSession {
        id: row.try_get("id")?,
        lead_id: row.try_get("client_id")?,
        host_id: row.try_get("caller_id")?,
        participant_id: row.try_get("callee_id")?,
        participant_type: optional_word(row, "callee_type", PartyKind::from_word)?.ok_or(Code::Internal)?,
        status,
        scheduled_at: row.try_get("scheduled_at")?,
        call_id: row.try_get("call_id")?,
        room_name: row.try_get("room_name")?,
        started_at: active_at,
        ended_at,
        duration: ended_at.map(|ended| active_at.map_or(0, |active| (ended - active).max(0) / 1000)),
        activity_id: row.try_get("activity_id")?,
    })
}

/// What coming into a session takes.
#[derive(Clone, Debug)]
pub enum Coming {
    /// Nothing more: this is how the call became.
    There(Outcome),
    /// The other one must be called.
    Calls(Start),
}

/// What somebody who comes has to do: they are in the call already, answer it, or call the other.
pub async fn come(app: &App, who: &Attendee, session: &VideoSession) -> Served<Coming> {
    let host = Party::agent(session.host_id);
    let guest = Party { kind: session.participant_type, id: session.participant_id };
    let other = match who.party {
        party if party == host => guest,
        party if party == guest => host,
        _ => return Err(Code::Forbidden.into()),
    };
    match (session.status, session.call_id) {
        (SessionState::Cancelled | SessionState::Completed, _) => return Err(Code::CallOver.into()),
        (SessionState::Active, Some(call)) => {
            let call = look(app, who, call).await?;
            let state = call.leg.as_ref().map(|leg| leg.state);
            if matches!(state, Some(LegState::Accepted | LegState::Joined | LegState::Away)) {
                return Ok(Coming::There(Outcome::Done(Box::new(call))));
            }
            if call.callee.id == who.party.id {
                return command(app, who, call.id, Intent::Accept, None).await.map(Coming::There);
            }
        }
        _ => {}
    }
    let client_id = who.party.is_agent().then_some(session.lead_id);
    let (id, callee) = (Uuid::now_v7(), Callee::Party(other.id));
    Ok(Coming::Calls(Start { id, callee, client_id, media: Media::Video }))
}

/// Notes the call the two meet in.
pub async fn met_in(app: &App, who: &Attendee, session: Uuid, call: Uuid) -> Served<()> {
    app.database
        .run(Scope::System { org_id: who.org_id }, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "update video_sessions set call_id = $3, updated_by = $4 where org_id = $1 and id = $2";
                let query = sqlx::query(sql).bind(who.org_id).bind(session).bind(call).bind(who.party.id);
                query.execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await
}

/// Says that a session will not happen and takes it out of the host's day. Only colleagues may, and only before the two
/// have met.
pub async fn cancel(app: &App, who: &Attendee, session: &VideoSession) -> Served<()> {
    if !who.party.is_agent() || who.party.id != session.host_id {
        return Err(Code::Forbidden.into());
    }
    if session.status == SessionState::Cancelled {
        return Ok(());
    }
    if session.status != SessionState::Scheduled {
        return Err(Code::Conflict.into());
    }
    let (now, id) = (app.clock.now(), session.id);
    app.database
        .run(Scope::System { org_id: who.org_id }, Access::Write, |tx| Box::pin(call_off(tx, who, id, now)))
        .await
}

/// A session is when its meeting in the host's day is: moved with it, called off when it is put away, and agreed again
/// when it is brought back. The transaction must be in the system's scope.
pub(crate) async fn follow_meetings(tx: &mut Tx<'_>, org: Uuid, activities: &[Uuid]) -> Served<()> {
    if activities.is_empty() {
        return Ok(());
    }
    let sql = "update video_sessions s
        set scheduled_at = greatest(coalesce(a.due_at, s.scheduled_at), 0), cancelled_at = a.deleted_at,
            updated_by = a.updated_by
        from activities a where s.org_id = $1 and s.activity_id = any($2) and a.org_id = $1 and a.id = s.activity_id";
    sqlx::query(sql).bind(org).bind(activities).execute(&mut **tx).await?;
    Ok(())
}

async fn call_off(tx: &mut Tx<'_>, who: &Attendee, id: Uuid, now: Millis) -> Served<()> {
    let sql = "update video_sessions set cancelled_at = $3, updated_by = $4
        where org_id = $1 and id = $2 and cancelled_at is null returning activity_id";
    let query = sqlx::query_scalar(sql).bind(who.org_id).bind(id).bind(now).bind(who.party.id);
    let planned: Option<Option<Uuid>> = query.fetch_optional(&mut **tx).await?;
    let Some(activity) = planned.flatten() else { return Ok(()) };
    let stored = records::by_id(tx, Entity::Activity, who.org_id, activity, true).await?;
    if let Some(stored) = stored.filter(|stored| stored.deleted_at.is_none()) {
        let mut writing = Writing::new(who.org_id, who.party.id, now);
        writing.put_away(tx, Entity::Activity, &stored).await?;
        writing.finish(tx).await?;
    }
    Ok(())
}
