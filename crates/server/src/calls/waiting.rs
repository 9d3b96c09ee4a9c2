//! A second call to somebody who talks: it rings beside the first, and whoever answers it lets the first wait.

use super::attendee::Attendee;
use super::command::{apply, may_see};
use super::store::{self, Lock, StoredCall};
use crate::actor::Scope;
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_domain::call::{CallState, Command, Patience, Refusal};
use leadline_protocol::Code;
use uuid::Uuid;

/// How many calls may wait for one person.
pub(super) const MOST_WAITING: usize = 3;

/// A call that somebody wants to talk in, and the calls that have their line meanwhile.
pub(super) struct Turn {
    /// The call.
    pub call: StoredCall,
    /// What has the line.
    pub line: Vec<StoredCall>,
}

/// Locks a call that somebody wants to talk in, with whatever has their line; in the order of ids, as everybody does who
/// locks two calls.
pub(super) async fn locked_with_line(tx: &mut Tx<'_>, who: &Attendee, call: Uuid) -> Served<Turn> {
    may_see(tx, who, call).await?;
    tx.enter(Scope::System { org_id: who.org_id }).await?;
    let sql = "select call_id from call_participants where org_id = $1 and party_id = $2 and live
        union select $3 order by call_id";
    let query = sqlx::query_scalar(sql).bind(who.org_id).bind(who.party.id).bind(call);
    let ids: Vec<Uuid> = query.fetch_all(&mut **tx).await?;
    let mut locked = Vec::new();
    for id in ids {
        locked.extend(store::load(tx, who.org_id, id, Lock::Wait).await?);
    }
    let at = locked.iter().position(|stored| stored.id == call).ok_or(Code::Conflict)?;
    let call = locked.remove(at);
    locked.retain(|other| other.holds_the_line(who.party));
    Ok(Turn { call, line: locked })
}

/// Frees somebody's line for another call: a call they talk in is parked, one that rings at theirs rings on beside, one
/// they make is given up, one they are asked into is declined. Why it cannot be, if they would leave others alone by it.
pub(super) async fn free_the_line(
    tx: &mut Tx<'_>,
    line: &mut [StoredCall],
    who: &Attendee,
    now: Millis,
    patience: &Patience,
) -> Served<Result<(), Refusal>> {
    for other in line {
        let talking = other.call.legs.iter().find(|leg| leg.is_admitted() && other.party_of(leg) == who.party);
        let command = match (other.call.state, talking.map(|leg| leg.id)) {
            (CallState::Ringing, _) if other.callee == who.party => Command::Wait,
            (CallState::Ringing, _) => Command::Cancel,
            (_, Some(leg)) => Command::Park(leg),
            (_, None) => match other.ringing_at(who.party).into_iter().max_by_key(|leg| *leg == who.leg_in(other.id)) {
                Some(leg) => Command::Decline(leg),
                // Handed over and taken by nobody yet, it may come back to them.
                None => return Ok(Err(Refusal::NotNow)),
            },
        };
        if let Err(refusal) = apply(tx, other, command, now, patience).await? {
            return Ok(Err(refusal));
        }
    }
    Ok(Ok(()))
}

/// The calls of a person that are not over: the one that has their line first, then what rings or waits beside it.
pub(super) async fn calls_of(tx: &mut Tx<'_>, who: &Attendee) -> Served<Vec<Uuid>> {
    let sql = "select call_id from call_participants where org_id = $1 and party_id = $2 and (live or beside)
        order by live desc, call_id";
    Ok(sqlx::query_scalar(sql).bind(who.org_id).bind(who.party.id).fetch_all(&mut **tx).await?)
}
