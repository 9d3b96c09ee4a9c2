//! What the calls that are not over mean for a new one: two who call each other meet in one, a call whose other side is
//! gone makes room, and somebody who talks is busy or lets the new one wait.

use super::attendee::{Attendee, Party};
use super::called::Called;
use super::command::{Outcome, apply};
use super::start::News;
use super::store::{self, Lock, StoredCall};
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_domain::call::{CallState, Command, LegState, Patience};
use leadline_protocol::Code;
use uuid::Uuid;

/// What was found.
pub(super) enum Before {
    /// There is no new call: another one is answered instead, or has the caller's line.
    Taken(Outcome, News),
    /// A new call may begin.
    Free(Free),
}

/// What a new call is to know of the others.
#[derive(Default)]
pub(super) struct Free {
    /// Whether another call has the line of the one who is called.
    pub callee_talks: bool,
    /// How many wait for them already.
    pub waiting: usize,
    /// Calls that were ended to make room.
    pub superseded: Vec<StoredCall>,
}

/// Looks at the calls of both. Of several who are called, those between the caller and any of them count.
pub(super) async fn look(
    tx: &mut Tx<'_>,
    who: &Attendee,
    called: &Called,
    now: Millis,
    patience: &Patience,
) -> Served<Before> {
    let (callee, meant) = (called.callee.party, called.parties());
    let between_the_two = |other: &StoredCall| {
        let parties = [other.caller, other.callee];
        parties.contains(&who.party) && meant.iter().any(|party| parties.contains(party))
    };
    let others = live_calls(tx, who.org_id, [who.party, callee]).await?;
    if let Some(own) = others.iter().find(|other| other.holds_the_line(who.party) && !between_the_two(other)) {
        return Ok(Before::Taken(Outcome::refused(Code::Busy, own.seen_by(who)), News::new()));
    }
    let mut free = Free::default();
    for mut other in others {
        let between_the_two = between_the_two(&other);
        let in_it = other.holds_the_line(who.party) || other.waits_for(who.party);
        if between_the_two && in_it && other.callee == who.party && may_answer(&other, who) {
            let outcome = answer_instead(tx, &mut other, who, now, patience).await?;
            return Ok(Before::Taken(outcome, vec![other.changed()]));
        } else if between_the_two && in_it && other.guests.is_empty() && !peer_is_there(&other, who.party) {
            apply(tx, &mut other, Command::Supersede, now, patience).await?.map_err(|_| Code::Conflict)?;
            free.superseded.push(other);
        } else if between_the_two {
            // Also of a call they handed over to somebody who still talks in it.
            let news = free.superseded.iter().map(StoredCall::changed).collect();
            return Ok(Before::Taken(Outcome::refused(Code::Busy, other.seen_by(who)), news));
        } else if other.holds_the_line(callee) {
            free.callee_talks = true;
        } else {
            free.waiting += usize::from(other.waits_for(callee));
        }
    }
    Ok(Before::Free(free))
}

/// Whether starting a call the other way means answering this one, or has meant it before.
fn may_answer(other: &StoredCall, who: &Attendee) -> bool {
    other.call.state == CallState::Ringing || other.call.answered_leg == Some(who.leg_in(other.id))
}

async fn answer_instead(
    tx: &mut Tx<'_>,
    other: &mut StoredCall,
    who: &Attendee,
    now: Millis,
    patience: &Patience,
) -> Served<Outcome> {
    let leg = who.leg_in(other.id);
    if other.call.leg(leg).is_none() {
        other.devices.insert(leg, who.device());
        apply(tx, other, Command::Offer(leg), now, patience).await?.map_err(|_| Code::Conflict)?;
    }
    let accepted = apply(tx, other, Command::Accept(leg), now, patience).await?;
    let call = other.seen_by(who);
    Ok(match accepted {
        Ok(_) => Outcome::Done(Box::new(call)),
        Err(_) => Outcome::refused(Code::CallOver, call),
    })
}

/// Whether the other one is in the room of this call.
fn peer_is_there(call: &StoredCall, who: Party) -> bool {
    let own = call.side_of(who);
    call.call.legs.iter().any(|leg| Some(leg.side) != own && leg.state == LegState::Joined)
}

/// The calls of either that are not over, locked.
async fn live_calls(tx: &mut Tx<'_>, org: Uuid, parties: [Party; 2]) -> Served<Vec<StoredCall>> {
    let sql = "select call_id from call_participants where org_id = $1 and party_id = any($2) and (live or beside)
        order by call_id";
    let ids: Vec<Uuid> =
        sqlx::query_scalar(sql).bind(org).bind(parties.map(|party| party.id)).fetch_all(&mut **tx).await?;
    let mut calls = Vec::new();
    for id in ids {
        let call = store::load(tx, org, id, Lock::Wait).await?;
        let both = calls.iter().any(|known: &StoredCall| known.id == id);
        calls.extend(call.filter(|call| call.call.state != CallState::Ended && !both));
    }
    Ok(calls)
}
