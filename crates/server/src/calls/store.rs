//! Calls in the database: reading one under its lock, writing what followed from a command.

use super::attendee::Party;
use super::people::{Device, Group, Guest, Member};
use super::written;
use crate::database::Tx;
use crate::failure::{Failure, Served};
use leadline_domain::Millis;
use leadline_domain::call::{
    Call, CallState, EndReason, Invite, Leg, LegState, Media, PartyKind, Patience, Purpose, Side, StopReason,
};
use leadline_protocol::Code;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};
use std::collections::HashMap;
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
    /// The group that is called. Whoever of it answers is the called side from then on; until then one of them stands
    /// for all.
    pub group: Option<Group>,
    /// What the first group is called in which somebody else may take the ring from whoever is called.
    pub next_in_line: Option<String>,
    pub call: Call,
    /// The device behind each leg.
    pub devices: HashMap<Uuid, Device>,
    /// Who was asked in, in this order; the same person may be asked again.
    pub guests: Vec<Guest>,
}

impl StoredCall {
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
pub enum Lock {
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
    c.end_reason, c.answered_leg, c.seq, c.waiting, c.passed_on_at, c.group_id, c.group_name,
    case when c.state = 'ringing' and c.group_id is null and c.callee_type = 'CRM_USER' then
        (select g.name from ring_groups g where g.org_id = c.org_id and c.callee_id = any(g.members)
            and cardinality(g.members) > 1 order by g.position limit 1) end as next_in_line,
    c.guest_ids <> '{}' as has_guests,
    (select p.name from call_participants p where p.org_id = c.org_id and p.call_id = c.id and p.side = 'caller')
        as caller_name,
    (select p.name from call_participants p
        where p.org_id = c.org_id and p.call_id = c.id and p.side = 'callee' and p.party_id = c.callee_id)
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
    if row.try_get("has_guests")? {
        read_members(tx, &mut stored).await?;
        read_guests(tx, &mut stored).await?;
    }
    let sql =
        "select id, side, invite_id, state, stopped, away_since, left_at, holds, device_id, party_id from call_legs
        where org_id = $1 and call_id = $2 order by side desc, id";
    for row in sqlx::query(sql).bind(org).bind(id).fetch_all(&mut **tx).await? {
        let leg = Leg {
            id: row.try_get("id")?,
            side: word(&row, "side", Side::from_word)?,
            invite: row.try_get("invite_id")?,
            state: word(&row, "state", LegState::from_word)?,
            stopped: optional_word(&row, "stopped", StopReason::from_word)?,
            away_since: row.try_get("away_since")?,
            left_at: row.try_get("left_at")?,
            holds: row.try_get("holds")?,
        };
        let party = stored.person(row.try_get("party_id")?).ok_or(Code::Internal)?;
        stored.devices.insert(leg.id, Device { id: row.try_get("device_id")?, party });
        stored.call.legs.push(leg);
    }
    Ok(Some(stored))
}

async fn read_members(tx: &mut Tx<'_>, stored: &mut StoredCall) -> Served<()> {
    let Some(group) = &mut stored.group else { return Ok(()) };
    let sql = "select party_id, name from call_participants
        where org_id = $1 and call_id = $2 and side = 'callee' order by party_id";
    let members: Vec<(Uuid, String)> =
        sqlx::query_as(sql).bind(stored.org_id).bind(stored.id).fetch_all(&mut **tx).await?;
    group.members = members.into_iter().map(|(id, name)| Member { party: Party::agent(id), name }).collect();
    Ok(())
}

async fn read_guests(tx: &mut Tx<'_>, stored: &mut StoredCall) -> Served<()> {
    let sql = "select i.id, i.purpose, i.by_leg, i.party_type, i.party_id, i.asked_at, i.ring_until, i.answered_at,
            i.answered_leg, i.over_at, i.outcome, p.name
        from call_invites i join call_participants p
            on p.org_id = i.org_id and p.call_id = i.call_id and p.party_id = i.party_id
        where i.org_id = $1 and i.call_id = $2 order by i.nth";
    for row in sqlx::query(sql).bind(stored.org_id).bind(stored.id).fetch_all(&mut **tx).await? {
        let id = row.try_get("id")?;
        let party = party(&row, "party_type", "party_id")?;
        stored.guests.push(Guest { invite: id, party, name: row.try_get("name")? });
        stored.call.invites.push(Invite {
            id,
            purpose: word(&row, "purpose", Purpose::from_word)?,
            by: row.try_get("by_leg")?,
            asked_at: row.try_get("asked_at")?,
            ring_until: row.try_get("ring_until")?,
            answered_at: row.try_get("answered_at")?,
            answered_leg: row.try_get("answered_leg")?,
            over_at: row.try_get("over_at")?,
            outcome: optional_word(&row, "outcome", EndReason::from_word)?,
        });
    }
    Ok(())
}

fn party(row: &PgRow, kind: &str, id: &str) -> Served<Party> {
    Ok(Party { kind: word(row, kind, PartyKind::from_word)?, id: row.try_get(id)? })
}

fn group(row: &PgRow, id: Uuid) -> Served<Group> {
    let name: Option<String> = row.try_get("group_name")?;
    Ok(Group { id, name: name.unwrap_or_default(), members: Vec::new() })
}

fn read(row: &PgRow) -> Served<StoredCall> {
    let party = |kind, id| party(row, kind, id);
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
        group: row.try_get::<Option<Uuid>, _>("group_id")?.map(|id| group(row, id)).transpose()?,
        next_in_line: row.try_get("next_in_line")?,
        call: Call {
            state: word(row, "state", CallState::from_word)?,
            started_at: row.try_get("started_at")?,
            ring_until: row.try_get("ring_until")?,
            answered_at: row.try_get("answered_at")?,
            active_at: row.try_get("active_at")?,
            ended_at: row.try_get("ended_at")?,
            end_reason: optional_word(row, "end_reason", EndReason::from_word)?,
            answered_leg: row.try_get("answered_leg")?,
            waiting: row.try_get("waiting")?,
            passed_on_at: row.try_get("passed_on_at")?,
            legs: Vec::new(),
            invites: Vec::new(),
            seq: u32::try_from(seq).map_err(Failure::inside("reading a call's number of events"))?,
        },
        devices: HashMap::new(),
        guests: Vec::new(),
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
    /// Nobody of it can be in another call; the called side only once it has answered, if it waits.
    Live,
    /// It is only written down, because the line is taken; the transaction must end it.
    Over,
}

/// Makes a call that was just started, as it stands.
pub(super) async fn create(tx: &mut Tx<'_>, stored: &StoredCall, patience: &Patience, begins: Begins) -> Served<()> {
    let call = &stored.call;
    let (people, live) = (stored.people(), begins == Begins::Live);
    let members = stored.group.iter().flat_map(|group| &group.members);
    let members = members.map(|member| member.party.id);
    let sql = "with made as (
            insert into calls (org_id, id, room_name, media, caller_type, caller_id, callee_type, callee_id, client_id,
                state, started_at, ring_until, waiting, group_id, group_name, guest_ids, updated_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'ringing', $10, $11, $12, $13, $14, $15, $6)),
        taking_part as (
            insert into call_participants (org_id, call_id, side, party_type, party_id, name, caller_id, callee_id, live,
                beside, updated_by)
            select $1, $2, p.side, p.kind, p.id, p.name, $6, $8, p.live, p.beside, $6
            from unnest($16::text[], $17::text[], $18::uuid[], $19::text[], $20::boolean[], $21::boolean[])
                as p (side, kind, id, name, live, beside)),
        begun as (
            insert into call_events (org_id, call_id, seq, kind, at, caller_id, callee_id, updated_by)
            values ($1, $2, 0, 'started', $10, $6, $8, $6))
        insert into call_rooms (room_name, org_id, call_id, next_look, over) values ($3, $1, $2, $22, false)";
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
        .bind(call.waiting)
        .bind(stored.group.as_ref().map(|group| group.id))
        .bind(stored.group.as_ref().map(|group| &group.name))
        .bind(members.collect::<Vec<_>>())
        .bind(people.iter().map(|party| if *party == stored.caller { "caller" } else { "callee" }).collect::<Vec<_>>())
        .bind(people.iter().map(|party| party.kind.word()).collect::<Vec<_>>())
        .bind(people.iter().map(|party| party.id).collect::<Vec<_>>())
        .bind(people.iter().map(|party| stored.name_of(*party)).collect::<Vec<_>>())
        .bind(people.iter().map(|party| live && stored.holds_the_line(*party)).collect::<Vec<_>>())
        .bind(people.iter().map(|party| live && stored.is_beside(*party)).collect::<Vec<_>>())
        .bind(stored.next_look(patience))
        .execute(&mut **tx)
        .await?;
    let legs: Vec<Uuid> = call.legs.iter().map(|leg| leg.id).collect();
    written::legs(tx, stored, &legs, call.started_at).await
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
