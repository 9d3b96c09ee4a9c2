//! Calls in the database: reading one under its lock, writing what followed from a command.

use super::attendee::Party;
use crate::database::Tx;
use crate::failure::{Failure, Served};
use leadline_domain::Millis;
use leadline_domain::call::{
    Call, CallState, EndReason, Happening, Leg, LegState, Media, PartyKind, Patience, Side, StopReason,
};
use leadline_protocol::Code;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

/// A caller whose device has no socket for this long has given up.
const CALLER_LOST_AFTER_MS: Millis = 10_000;

/// A call as it stands in the database.
#[derive(Clone, Debug)]
pub(crate) struct StoredCall {
    pub id: Uuid,
    pub org_id: Uuid,
    pub room_name: String,
    pub media: Media,
    pub caller: Party,
    pub caller_name: String,
    pub callee: Party,
    pub callee_name: String,
    pub client_id: Option<Uuid>,
    pub caller_gone_at: Option<Millis>,
    pub call: Call,
    /// The device behind each leg.
    pub devices: Vec<(Uuid, Uuid)>,
}

impl StoredCall {
    /// The party on one side.
    pub fn party(&self, side: Side) -> Party {
        if side == Side::Caller { self.caller } else { self.callee }
    }

    /// The side a party is on.
    pub fn side_of(&self, party: Party) -> Option<Side> {
        [Side::Caller, Side::Callee].into_iter().find(|side| self.party(*side) == party)
    }

    /// When the caller counts as gone, if nothing changes.
    pub fn caller_lost_at(&self) -> Option<Millis> {
        let ringing = self.call.state == CallState::Ringing;
        self.caller_gone_at.filter(|_| ringing).map(|at| at + CALLER_LOST_AFTER_MS)
    }

    /// When the clock must look at it next.
    pub fn next_look(&self, patience: &Patience) -> Option<Millis> {
        self.call.next_tick(patience).into_iter().chain(self.caller_lost_at()).min()
    }
}

/// What a reader does about a call that somebody else holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// Reads it as it was.
    None,
    /// Waits for it.
    Wait,
    /// Leaves it to the one who has it.
    Skip,
}

const SELECT: &str =
    "select c.id, c.org_id, c.room_name, c.media, c.caller_type, c.caller_id, c.callee_type, c.callee_id,
    c.client_id, c.caller_gone_at, c.state, c.started_at, c.ring_until, c.answered_at, c.active_at, c.ended_at,
    c.end_reason, c.answered_leg, c.seq,
    (select p.name from call_participants p where p.org_id = c.org_id and p.call_id = c.id and p.side = 'caller')
        as caller_name,
    (select p.name from call_participants p where p.org_id = c.org_id and p.call_id = c.id and p.side = 'callee')
        as callee_name
    from calls c where c.org_id = $1 and c.id = $2 and c.state <> 'scheduled'";

/// Reads a call; scheduled ones have not begun and are none.
pub(crate) async fn load(tx: &mut Tx<'_>, org: Uuid, id: Uuid, lock: Lock) -> Served<Option<StoredCall>> {
    let locking = match lock {
        Lock::None => "",
        Lock::Wait => " for update of c",
        Lock::Skip => " for update of c skip locked",
    };
    let sql = AssertSqlSafe(format!("{SELECT}{locking}"));
    let Some(row) = sqlx::query(sql).bind(org).bind(id).fetch_optional(&mut **tx).await? else { return Ok(None) };
    let mut stored = read(&row)?;
    let sql = "select id, side, state, stopped, away_since, device_id from call_legs
        where org_id = $1 and call_id = $2 order by side desc, id";
    for row in sqlx::query(sql).bind(org).bind(id).fetch_all(&mut **tx).await? {
        let leg = Leg {
            id: row.try_get("id")?,
            side: word(&row, "side", Side::from_word)?,
            state: word(&row, "state", LegState::from_word)?,
            stopped: optional_word(&row, "stopped", StopReason::from_word)?,
            away_since: row.try_get("away_since")?,
        };
        stored.devices.push((leg.id, row.try_get("device_id")?));
        stored.call.legs.push(leg);
    }
    Ok(Some(stored))
}

fn read(row: &PgRow) -> Served<StoredCall> {
    let party =
        |kind, id| Ok::<_, Failure>(Party { kind: word(row, kind, PartyKind::from_word)?, id: row.try_get(id)? });
    let seq: i64 = row.try_get("seq")?;
    Ok(StoredCall {
        id: row.try_get("id")?,
        org_id: row.try_get("org_id")?,
        room_name: row.try_get("room_name")?,
        media: word(row, "media", Media::from_word)?,
        caller: party("caller_type", "caller_id")?,
        caller_name: row.try_get::<Option<String>, _>("caller_name")?.unwrap_or_default(),
        callee: party("callee_type", "callee_id")?,
        callee_name: row.try_get::<Option<String>, _>("callee_name")?.unwrap_or_default(),
        client_id: row.try_get("client_id")?,
        caller_gone_at: row.try_get("caller_gone_at")?,
        call: Call {
            state: word(row, "state", CallState::from_word)?,
            started_at: row.try_get("started_at")?,
            ring_until: row.try_get("ring_until")?,
            answered_at: row.try_get("answered_at")?,
            active_at: row.try_get("active_at")?,
            ended_at: row.try_get("ended_at")?,
            end_reason: optional_word(row, "end_reason", EndReason::from_word)?,
            answered_leg: row.try_get("answered_leg")?,
            legs: Vec::new(),
            seq: u32::try_from(seq).map_err(Failure::inside("reading a call's number of events"))?,
        },
        devices: Vec::new(),
    })
}

fn word<T>(row: &PgRow, column: &str, from_word: impl Fn(&str) -> Option<T>) -> Served<T> {
    optional_word(row, column, from_word)?.ok_or_else(|| Code::Internal.into())
}

pub(super) fn optional_word<T>(row: &PgRow, column: &str, from_word: impl Fn(&str) -> Option<T>) -> Served<Option<T>> {
    let stored: Option<String> = row.try_get(column)?;
    stored.map(|stored| from_word(&stored).ok_or_else(|| Code::Internal.into())).transpose()
}

/// Whether a new call takes its people's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// Nobody of it can be in another call.
    Live,
    /// It is only written down, because the line is taken; the transaction must end it.
    Over,
}

/// Makes a call that was just started, as it stands.
pub(super) async fn create(tx: &mut Tx<'_>, stored: &StoredCall, patience: &Patience, begins: Begins) -> Served<()> {
    let call = &stored.call;
    let sql = "with made as (
            insert into calls (org_id, id, room_name, media, caller_type, caller_id, callee_type, callee_id, client_id,
                state, started_at, ring_until, updated_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'ringing', $10, $11, $6)),
        taking_part as (
            insert into call_participants (org_id, call_id, side, party_type, party_id, name, caller_id, callee_id, live,
                updated_by)
            values ($1, $2, 'caller', $5, $6, $12, $6, $8, $15, $6), ($1, $2, 'callee', $7, $8, $13, $6, $8, $15, $6)),
        begun as (
            insert into call_events (org_id, call_id, seq, kind, at, caller_id, callee_id, updated_by)
            values ($1, $2, 0, 'started', $10, $6, $8, $6))
        insert into call_rooms (room_name, org_id, call_id, next_look, over) values ($3, $1, $2, $14, false)";
    sqlx::query(sql)
        .bind(stored.org_id)
        .bind(stored.id)
        .bind(&stored.room_name)
        .bind(stored.media.word())
        .bind(stored.caller.kind.word())
        .bind(stored.caller.id)
        .bind(stored.callee.kind.word())
        .bind(stored.callee.id)
        .bind(stored.client_id)
        .bind(call.started_at)
        .bind(call.ring_until)
        .bind(&stored.caller_name)
        .bind(&stored.callee_name)
        .bind(stored.next_look(patience))
        .bind(begins == Begins::Live)
        .execute(&mut **tx)
        .await?;
    let legs: Vec<Uuid> = call.legs.iter().map(|leg| leg.id).collect();
    write_legs(tx, stored, &legs, call.started_at).await
}

/// Writes what followed from a command. The number of the last event guards it a second time, besides the row's lock.
pub(super) async fn save(
    tx: &mut Tx<'_>,
    stored: &StoredCall,
    happened: &[Happening],
    patience: &Patience,
    now: Millis,
) -> Served<()> {
    let call = &stored.call;
    let before = i64::from(call.seq) - i64::try_from(happened.len()).unwrap_or(i64::MAX);
    let sql = "update calls set state = $4, answered_at = $5, active_at = $6, ended_at = $7, end_reason = $8,
            answered_leg = $9, seq = $10, caller_gone_at = $11
        where org_id = $1 and id = $2 and seq = $3";
    let written = sqlx::query(sql)
        .bind(stored.org_id)
        .bind(stored.id)
        .bind(before)
        .bind(call.state.word())
        .bind(call.answered_at)
        .bind(call.active_at)
        .bind(call.ended_at)
        .bind(call.end_reason.map(EndReason::word))
        .bind(call.answered_leg)
        .bind(i64::from(call.seq))
        .bind(stored.caller_gone_at)
        .execute(&mut **tx)
        .await?;
    if written.rows_affected() != 1 {
        return Err(Code::Conflict.into());
    }
    let mut changed: Vec<Uuid> = happened.iter().filter_map(leg_of).collect();
    changed.sort_unstable();
    changed.dedup();
    write_legs(tx, stored, &changed, now).await?;
    write_events(tx, stored, before, happened, now).await?;
    write_participants(tx, stored, happened, now).await?;
    look_again(tx, stored, patience).await
}

/// Says when the clock must look at the call next.
pub(super) async fn look_again(tx: &mut Tx<'_>, stored: &StoredCall, patience: &Patience) -> Served<()> {
    let sql = "update call_rooms set next_look = $2, over = $3 where room_name = $1";
    let query = sqlx::query(sql).bind(&stored.room_name).bind(stored.next_look(patience));
    query.bind(stored.call.state == CallState::Ended).execute(&mut **tx).await?;
    Ok(())
}

/// Notes that the caller's device has lost its socket, or has one again.
pub(super) async fn note_caller(tx: &mut Tx<'_>, stored: &StoredCall, patience: &Patience) -> Served<()> {
    let sql = "update calls set caller_gone_at = $3 where org_id = $1 and id = $2";
    let query = sqlx::query(sql).bind(stored.org_id).bind(stored.id).bind(stored.caller_gone_at);
    query.execute(&mut **tx).await?;
    look_again(tx, stored, patience).await
}

fn leg_of(happening: &Happening) -> Option<Uuid> {
    match happening {
        Happening::Leg(leg, _) | Happening::Stopped(leg, _) | Happening::Answered(leg) => Some(*leg),
        Happening::Connected | Happening::Ended(_) => None,
    }
}

async fn write_legs(tx: &mut Tx<'_>, stored: &StoredCall, ids: &[Uuid], now: Millis) -> Served<()> {
    let legs: Vec<&Leg> = stored.call.legs.iter().filter(|leg| ids.contains(&leg.id)).collect();
    if legs.is_empty() {
        return Ok(());
    }
    let device = |leg: &&Leg| stored.devices.iter().find(|(id, _)| *id == leg.id).map(|(_, device)| *device);
    let devices: Option<Vec<Uuid>> = legs.iter().map(device).collect();
    let sql = "insert into call_legs (org_id, id, call_id, side, device_id, caller_id, callee_id, state, stopped,
            away_since, updated_by)
        select $1, l.id, $2, l.side, l.device, $3, $4, l.state, l.stopped, l.away_since, $3
        from unnest($5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::bigint[])
            as l (id, side, device, state, stopped, away_since)
        on conflict (org_id, id) do update set state = excluded.state, stopped = excluded.stopped,
            away_since = excluded.away_since,
            joined_at = coalesce(call_legs.joined_at, case when excluded.state = 'joined' then $11::bigint end),
            left_at = case when excluded.state = 'left' and call_legs.joined_at is not null then $11::bigint end";
    sqlx::query(sql)
        .bind(stored.org_id)
        .bind(stored.id)
        .bind(stored.caller.id)
        .bind(stored.callee.id)
        .bind(legs.iter().map(|leg| leg.id).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.side.word()).collect::<Vec<_>>())
        .bind(devices.ok_or(Code::Internal)?)
        .bind(legs.iter().map(|leg| leg.state.word()).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.stopped.map(StopReason::word)).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.away_since).collect::<Vec<_>>())
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn write_events(
    tx: &mut Tx<'_>,
    stored: &StoredCall,
    before: i64,
    happened: &[Happening],
    now: Millis,
) -> Served<()> {
    let (mut kinds, mut legs, mut details) = (Vec::new(), Vec::new(), Vec::new());
    for happening in happened {
        let (kind, detail) = match happening {
            Happening::Leg(_, state) => ("leg", Some(state.word())),
            Happening::Stopped(_, reason) => ("stopped", Some(reason.word())),
            Happening::Answered(_) => ("answered", None),
            Happening::Connected => ("connected", None),
            Happening::Ended(reason) => ("ended", Some(reason.word())),
        };
        kinds.push(kind);
        legs.push(leg_of(happening));
        details.push(detail);
    }
    let sql =
        "insert into call_events (org_id, call_id, seq, kind, leg_id, detail, at, caller_id, callee_id, updated_by)
        select $1, $2, $3 + e.nth, e.kind, e.leg, e.detail, $4, $5, $6, $5
        from unnest($7::text[], $8::uuid[], $9::text[]) with ordinality as e (kind, leg, detail, nth)";
    sqlx::query(sql)
        .bind(stored.org_id)
        .bind(stored.id)
        .bind(before)
        .bind(now)
        .bind(stored.caller.id)
        .bind(stored.callee.id)
        .bind(kinds)
        .bind(legs)
        .bind(details)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A person is in the call from when a device of theirs first joins, and free again when it ends.
async fn write_participants(tx: &mut Tx<'_>, stored: &StoredCall, happened: &[Happening], now: Millis) -> Served<()> {
    let joined: Vec<&str> = happened
        .iter()
        .filter_map(|happening| match happening {
            Happening::Leg(leg, LegState::Joined) => stored.call.leg(*leg).map(|leg| leg.side.word()),
            _ => None,
        })
        .collect();
    let over = stored.call.state == CallState::Ended;
    if joined.is_empty() && !over {
        return Ok(());
    }
    let sql = "update call_participants
        set joined_at = case when side = any($3) then coalesce(joined_at, $4) else joined_at end,
            left_at = case when $5 and joined_at is not null then $4 else left_at end, live = live and not $5
        where org_id = $1 and call_id = $2";
    let query = sqlx::query(sql).bind(stored.org_id).bind(stored.id).bind(joined).bind(now).bind(over);
    query.execute(&mut **tx).await?;
    Ok(())
}
