//! Writing what followed from a command: the call, its devices, its events, its people.

use super::people::Device;
use super::store::{StoredCall, look_again};
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_domain::call::{EndReason, Happening, Leg, LegState, Patience, Purpose, StopReason};
use leadline_protocol::Code;
use uuid::Uuid;

/// How long an agent is shown as writing down what was said, unless they say before that they are done.
const WRAP_UP_MS: Millis = 60_000;

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
            answered_leg = $9, seq = $10, caller_gone_at = $11, waiting = $12, ring_until = $13, passed_on_at = $14
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
        .bind(call.waiting)
        .bind(call.ring_until)
        .bind(call.passed_on_at)
        .execute(&mut **tx)
        .await?;
    if written.rows_affected() != 1 {
        return Err(Code::Conflict.into());
    }
    if stored.group.is_some() && happened.iter().any(|happening| matches!(happening, Happening::Answered(_))) {
        called_side(tx, stored).await?;
    }
    let mut changed: Vec<Uuid> = happened.iter().filter_map(leg_of).collect();
    changed.sort_unstable();
    changed.dedup();
    if happened.iter().any(|happening| invite_of(happening).is_some()) {
        invites(tx, stored).await?;
    }
    legs(tx, stored, &changed, now).await?;
    events(tx, stored, before, happened, now).await?;
    participants(tx, stored, happened, now).await?;
    look_again(tx, stored, patience).await
}

/// Whoever of several answered is the called side of everything that is kept of the call; what happened before stays as
/// it was told.
async fn called_side(tx: &mut Tx<'_>, stored: &StoredCall) -> Served<()> {
    let sql = "with taking_part as (
            update call_participants set callee_id = $3 where org_id = $1 and call_id = $2),
        ringing as (update call_legs set callee_id = $3 where org_id = $1 and call_id = $2)
        update calls set callee_id = $3 where org_id = $1 and id = $2";
    sqlx::query(sql).bind(stored.org_id).bind(stored.id).bind(stored.callee.id).execute(&mut **tx).await?;
    Ok(())
}

fn leg_of(happening: &Happening) -> Option<Uuid> {
    match happening {
        Happening::Leg(leg, _)
        | Happening::Stopped(leg, _)
        | Happening::Answered(leg)
        | Happening::PassedOn(leg)
        | Happening::Holds(leg, _) => Some(*leg),
        _ => None,
    }
}

fn invite_of(happening: &Happening) -> Option<Uuid> {
    match happening {
        Happening::Invited(invite, _)
        | Happening::Taken(invite)
        | Happening::Meant(invite, _)
        | Happening::InviteOver(invite, _) => Some(*invite),
        _ => None,
    }
}

/// Everybody who was asked in, as it stands. A person who is in another call is refused by the index of who takes part.
async fn invites(tx: &mut Tx<'_>, stored: &StoredCall) -> Served<()> {
    for (nth, (invite, guest)) in stored.call.invites.iter().zip(&stored.guests).enumerate() {
        let sql = "with asked as (
                insert into call_invites (org_id, id, call_id, nth, purpose, by_leg, party_type, party_id, asked_at,
                    ring_until, answered_at, answered_leg, over_at, outcome, caller_id, callee_id, updated_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15)
                on conflict (org_id, id) do update set purpose = excluded.purpose,
                    answered_at = excluded.answered_at, answered_leg = excluded.answered_leg,
                    over_at = excluded.over_at, outcome = excluded.outcome),
            takes_part as (
                insert into call_participants (org_id, call_id, side, party_type, party_id, name, caller_id, callee_id,
                    live, updated_by)
                values ($1, $3, 'guest', $7, $8, $17, $15, $16, $18, $15)
                on conflict (org_id, call_id, party_id) do nothing)
            update calls set guest_ids = guest_ids || $8 where org_id = $1 and id = $3 and not $8 = any(guest_ids)";
        sqlx::query(sql)
            .bind(stored.org_id)
            .bind(invite.id)
            .bind(stored.id)
            .bind(i32::try_from(nth).unwrap_or(i32::MAX))
            .bind(invite.purpose.word())
            .bind(invite.by)
            .bind(guest.party.kind.word())
            .bind(guest.party.id)
            .bind(invite.asked_at)
            .bind(invite.ring_until)
            .bind(invite.answered_at)
            .bind(invite.answered_leg)
            .bind(invite.over_at)
            .bind(invite.outcome.map(EndReason::word))
            .bind(stored.caller.id)
            .bind(stored.callee.id)
            .bind(&guest.name)
            .bind(stored.holds_the_line(guest.party))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn legs(tx: &mut Tx<'_>, stored: &StoredCall, ids: &[Uuid], now: Millis) -> Served<()> {
    let legs: Vec<&Leg> = stored.call.legs.iter().filter(|leg| ids.contains(&leg.id)).collect();
    if legs.is_empty() {
        return Ok(());
    }
    let devices: Option<Vec<Device>> = legs.iter().map(|leg| stored.devices.get(&leg.id).copied()).collect();
    let devices = devices.ok_or(Code::Internal)?;
    let sql = "insert into call_legs (org_id, id, call_id, side, device_id, caller_id, callee_id, state, stopped,
            away_since, invite_id, left_at, party_id, holds, updated_by)
        select $1, l.id, $2, l.side, l.device, $3, $4, l.state, l.stopped, l.away_since, l.invite, l.left_at, l.party,
            l.holds, $3
        from unnest($5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::bigint[], $12::uuid[],
            $13::bigint[], $14::uuid[], $15::boolean[])
            as l (id, side, device, state, stopped, away_since, invite, left_at, party, holds)
        on conflict (org_id, id) do update set invite_id = excluded.invite_id, left_at = excluded.left_at,
            state = excluded.state, stopped = excluded.stopped,
            away_since = excluded.away_since, holds = excluded.holds,
            joined_at = coalesce(call_legs.joined_at, case when excluded.state = 'joined' then $11::bigint end)";
    sqlx::query(sql)
        .bind(stored.org_id)
        .bind(stored.id)
        .bind(stored.caller.id)
        .bind(stored.callee.id)
        .bind(legs.iter().map(|leg| leg.id).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.side.word()).collect::<Vec<_>>())
        .bind(devices.iter().map(|device| device.id).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.state.word()).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.stopped.map(StopReason::word)).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.away_since).collect::<Vec<_>>())
        .bind(now)
        .bind(legs.iter().map(|leg| leg.invite).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.left_at).collect::<Vec<_>>())
        .bind(devices.iter().map(|device| device.party.id).collect::<Vec<_>>())
        .bind(legs.iter().map(|leg| leg.holds).collect::<Vec<_>>())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn events(tx: &mut Tx<'_>, stored: &StoredCall, before: i64, happened: &[Happening], now: Millis) -> Served<()> {
    let (mut kinds, mut legs, mut details, mut invites) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for happening in happened {
        let (kind, detail) = match happening {
            Happening::Leg(_, state) => ("leg", Some(state.word())),
            Happening::Stopped(_, reason) => ("stopped", Some(reason.word())),
            Happening::Answered(_) => ("answered", None),
            Happening::Waits => ("waits", None),
            Happening::PassedOn(_) => ("passed_on", None),
            Happening::Holds(_, on) => (if *on { "holds" } else { "goes_on" }, None),
            Happening::Connected => ("connected", None),
            Happening::Invited(_, purpose) => ("invited", Some(Purpose::word(*purpose))),
            Happening::Taken(_) => ("taken", None),
            Happening::Meant(_, purpose) => ("meant", Some(Purpose::word(*purpose))),
            Happening::InviteOver(_, outcome) => ("invite_over", Some(outcome.word())),
            Happening::Ended(reason) => ("ended", Some(reason.word())),
        };
        kinds.push(kind);
        legs.push(leg_of(happening));
        invites.push(invite_of(happening));
        details.push(detail);
    }
    let sql =
        "insert into call_events (org_id, call_id, seq, kind, leg_id, detail, at, caller_id, callee_id, updated_by,
            invite_id)
        select $1, $2, $3 + e.nth, e.kind, e.leg, e.detail, $4, $5, $6, $5, e.invite
        from unnest($7::text[], $8::uuid[], $9::text[], $10::uuid[]) with ordinality as e (kind, leg, detail, invite, nth)";
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
        .bind(invites)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A person is in the call from when a device of theirs first joins until the last one leaves, and free for another one
/// when nothing is wanted of them any more. An agent who leaves writes down what was said.
async fn participants(tx: &mut Tx<'_>, stored: &StoredCall, happened: &[Happening], now: Millis) -> Served<()> {
    let comes = |happening: &Happening| match happening {
        Happening::Leg(leg, LegState::Joined) => stored.call.leg(*leg).map(|leg| stored.party_of(leg)),
        _ => None,
    };
    let joined: Vec<_> = happened.iter().filter_map(comes).collect();
    let leaves = |happening: &Happening| matches!(happening, Happening::Leg(_, LegState::Left) | Happening::Ended(_));
    let leaves = happened.iter().any(leaves);
    let takes_no_part = |happening: &Happening| {
        let rings =
            matches!(happening, Happening::Leg(_, LegState::Offered | LegState::Delivered | LegState::Alerting));
        rings || matches!(happening, Happening::Holds(..))
    };
    if happened.iter().all(takes_no_part) {
        return Ok(());
    }
    let people = stored.people();
    let sql = "update call_participants p
        set joined_at = case when l.joins then coalesce(p.joined_at, $7) else p.joined_at end,
            left_at = case when not l.here and p.joined_at is not null then coalesce(p.left_at, $7) end,
            live = l.live, beside = l.beside
        from unnest($3::uuid[], $4::boolean[], $5::boolean[], $6::boolean[], $8::boolean[])
            as l (id, joins, here, live, beside)
        where p.org_id = $1 and p.call_id = $2 and p.party_id = l.id";
    sqlx::query(sql)
        .bind(stored.org_id)
        .bind(stored.id)
        .bind(people.iter().map(|party| party.id).collect::<Vec<_>>())
        .bind(people.iter().map(|party| joined.contains(party)).collect::<Vec<_>>())
        .bind(people.iter().map(|party| stored.is_here(*party)).collect::<Vec<_>>())
        .bind(people.iter().map(|party| stored.holds_the_line(*party)).collect::<Vec<_>>())
        .bind(now)
        .bind(people.iter().map(|party| stored.is_beside(*party)).collect::<Vec<_>>())
        .execute(&mut **tx)
        .await?;
    if leaves && stored.call.active_at.is_some() {
        begin_wrap_up(tx, stored, now).await?;
    }
    Ok(())
}

async fn begin_wrap_up(tx: &mut Tx<'_>, stored: &StoredCall, now: Millis) -> Served<()> {
    let sql = "insert into agent_presence (org_id, profile_id, presence, wrap_up_until, updated_by)
        select org_id, party_id, 'available', $4, party_id from call_participants
        where org_id = $1 and call_id = $2 and party_type = 'CRM_USER' and left_at = $3
        on conflict (org_id, profile_id) do update set wrap_up_until = excluded.wrap_up_until";
    let query = sqlx::query(sql).bind(stored.org_id).bind(stored.id).bind(now).bind(now + WRAP_UP_MS);
    query.execute(&mut **tx).await?;
    Ok(())
}
