//! Starting a call: who is meant, whether they are free, which of their devices ring.

use super::attendee::{Attendee, Party, leg_id};
use super::before::{self, Before, Free};
use super::command::{Outcome, apply};
use super::people::Changed;
use super::store::{self, Begins, Lock, StoredCall};
use super::{ended, rooms, settings, waiting};
use crate::actor::Scope;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use leadline_domain::Millis;
use leadline_domain::call::{Call, Command, Media, PartyKind, Patience};
use leadline_protocol::Code;
use uuid::Uuid;

/// How often a start that met another one is tried again; each time the other one is in the database.
const ATTEMPTS: u32 = 6;

/// Who is to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callee {
    /// A colleague or a portal customer.
    Party(Uuid),
    /// The portal customer of a client.
    CustomerOf(Uuid),
}

/// A call somebody wants to make.
#[derive(Clone, Debug)]
pub struct Start {
    /// Chosen by the caller; the same id again is the same call.
    pub id: Uuid,
    /// Whom.
    pub callee: Callee,
    /// The client it is about, for calls between colleagues.
    pub client_id: Option<Uuid>,
    /// What both sides send.
    pub media: Media,
}

/// Somebody with what they are called and the client they belong to.
pub(super) struct Known {
    pub party: Party,
    pub name: String,
    pub client_id: Option<Uuid>,
}

/// What a transaction found to tell afterwards.
pub(super) type News = Vec<Changed>;

/// Starts a call. One between the same two that rings the other way is answered instead, so that two who call each other
/// meet; to somebody in another call it is over at once, and they find it in their history.
pub async fn start(app: &App, who: &Attendee, start: &Start) -> Served<Outcome> {
    if !who.may_call() {
        return Err(Code::Forbidden.into());
    }
    let mut attempt = 1;
    loop {
        let now = app.clock.now();
        let patience = &app.calls.patience;
        let begun =
            app.database.run(who.scope(), Access::Write, |tx| Box::pin(begin(tx, who, start, now, patience))).await;
        match begun {
            Err(fault) if attempt < ATTEMPTS && met_another(&fault) => attempt += 1,
            Err(fault) => return Err(fault),
            Ok((outcome, news)) => {
                for changed in news {
                    rooms::tell(app, who.org_id, changed).await;
                }
                return Ok(outcome);
            }
        }
    }
}

/// Whether another start between the look and the write was what failed this one.
fn met_another(fault: &Failure) -> bool {
    let expected = ["call_participants_one_call_each", "calls_one_between_two", "calls_pkey"];
    fault.constraint().is_some_and(|constraint| expected.contains(&constraint))
}

async fn begin(
    tx: &mut Tx<'_>,
    who: &Attendee,
    start: &Start,
    now: Millis,
    patience: &Patience,
) -> Served<(Outcome, News)> {
    let caller = known(tx, who, Callee::Party(who.party.id)).await?.ok_or(Code::Forbidden)?;
    let mut callee = known(tx, who, start.callee).await?;
    if callee.is_none() && !who.party.is_agent() {
        callee = colleague_for_a_customer(tx, who, start.callee).await?;
    }
    let callee = callee.filter(|callee| callee.party != who.party).ok_or(Code::NotFound)?;
    let client_id = match (caller.client_id, callee.client_id, start.client_id) {
        (Some(own), _, _) | (None, Some(own), _) => Some(own),
        (None, None, Some(named)) => Some(visible_client(tx, who, named).await?),
        (None, None, None) => None,
    };
    tx.enter(Scope::System { org_id: who.org_id }).await?;
    if let Some(stored) = store::load(tx, who.org_id, start.id, Lock::Wait).await? {
        let same = stored.caller == who.party && stored.callee == callee.party;
        return if same { Ok((again(&stored, who), News::new())) } else { Err(Code::Conflict.into()) };
    }
    let Free { callee_talks, waiting, superseded } = match before::look(tx, who, callee.party, now, patience).await? {
        Before::Taken(outcome, news) => return Ok((outcome, news)),
        Before::Free(free) => free,
    };
    let mut news: News = superseded.iter().map(StoredCall::changed).collect();
    let waits = callee_talks && callee.party.is_agent() && waiting < waiting::MOST_WAITING;
    let waits = waits && settings::call_waiting(tx, who.org_id).await?;
    let wants_quiet = does_not_want_to_be_disturbed(tx, who.org_id, callee.party, now).await?;
    let callee_is_busy = wants_quiet || (callee_talks && !waits);
    let patience = &settings::patience_of(tx, who.org_id, patience).await?;
    let mut stored = new_call(tx, who, start, (caller, callee, client_id), now, patience).await?;
    stored.waiting = waits;
    if callee_is_busy {
        store::create(tx, &stored, patience, Begins::Over).await?;
        apply(tx, &mut stored, Command::Busy, now, patience).await?.map_err(|_| Code::Conflict)?;
    } else {
        store::create(tx, &stored, patience, Begins::Live).await?;
    }
    news.push(stored.changed());
    let over: Vec<&StoredCall> = superseded.iter().chain([&stored]).collect();
    ended::leave_behind(tx, &over, now).await?;
    let call = stored.seen_by(who);
    let outcome = if callee_is_busy { Outcome::refused(Code::Busy, call) } else { Outcome::Done(Box::new(call)) };
    Ok((outcome, news))
}

/// The answer to a start that came before.
fn again(stored: &StoredCall, who: &Attendee) -> Outcome {
    let call = stored.seen_by(who);
    match call.end_reason {
        None => Outcome::Done(Box::new(call)),
        Some(leadline_domain::call::EndReason::Busy) => Outcome::refused(Code::Busy, call),
        Some(_) => Outcome::refused(Code::CallOver, call),
    }
}

async fn new_call(
    tx: &mut Tx<'_>,
    who: &Attendee,
    start: &Start,
    (caller, callee, client_id): (Known, Known, Option<Uuid>),
    now: Millis,
    patience: &Patience,
) -> Served<StoredCall> {
    let own = who.leg_in(start.id);
    let ringing: Vec<(Uuid, Uuid)> = reachable(tx, who.org_id, callee.party, now)
        .await?
        .into_iter()
        .map(|device| (leg_id(start.id, callee.party.id, device), device))
        .collect();
    let legs: Vec<Uuid> = ringing.iter().map(|(leg, _)| *leg).collect();
    let short = |id: Uuid| id.simple().to_string()[..8].to_owned();
    // The end tells apart calls between the same two in the same millisecond.
    let tail = &start.id.simple().to_string()[26..];
    Ok(StoredCall {
        id: start.id,
        org_id: who.org_id,
        room_name: format!("call-{}-{}-{now}-{tail}", short(caller.party.id), short(callee.party.id)),
        media: start.media,
        caller: caller.party,
        caller_name: caller.name,
        callee: callee.party,
        callee_name: callee.name,
        client_id,
        caller_gone_at: None,
        waiting: false,
        call: Call::start(own, &legs, now, patience),
        devices: std::iter::once((own, who.device_id)).chain(ringing).collect(),
        guests: Vec::new(),
    })
}

/// Somebody who can take part in calls, if the transaction's scope may see them.
pub(super) async fn known(tx: &mut Tx<'_>, who: &Attendee, callee: Callee) -> Served<Option<Known>> {
    if let (Callee::Party(id), true) = (callee, who.party.is_agent())
        && let Some(name) = colleague(tx, who.org_id, id).await?
    {
        return Ok(Some(Known { party: Party::agent(id), name, client_id: None }));
    }
    let column = match callee {
        Callee::Party(_) => "id",
        Callee::CustomerOf(_) => "client_id",
    };
    let (Callee::Party(id) | Callee::CustomerOf(id)) = callee;
    let sql = format!(
        "select id, name, client_id from portal_customers where org_id = $1 and {column} = $2 and not blocked
         order by created_at, id limit 1"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(who.org_id).bind(id);
    let found: Option<(Uuid, String, Uuid)> = query.fetch_optional(&mut **tx).await?;
    Ok(found.map(|(id, name, client)| Known { party: Party::customer(id), name, client_id: Some(client) }))
}

/// Customers see nobody's profile; the server looks for them.
async fn colleague_for_a_customer(tx: &mut Tx<'_>, who: &Attendee, callee: Callee) -> Served<Option<Known>> {
    let Callee::Party(id) = callee else { return Ok(None) };
    tx.enter(Scope::System { org_id: who.org_id }).await?;
    let name = colleague(tx, who.org_id, id).await?;
    Ok(name.map(|name| Known { party: Party::agent(id), name, client_id: None }))
}

async fn colleague(tx: &mut Tx<'_>, org: Uuid, id: Uuid) -> Served<Option<String>> {
    let sql = "select name from profiles where org_id = $1 and id = $2 and status = 'active' and role <> 'viewer'";
    Ok(sqlx::query_scalar(sql).bind(org).bind(id).fetch_optional(&mut **tx).await?)
}

pub(super) async fn visible_client(tx: &mut Tx<'_>, who: &Attendee, client: Uuid) -> Served<Uuid> {
    let sql = "select id from clients where org_id = $1 and id = $2 and deleted_at is null";
    let found = sqlx::query_scalar(sql).bind(who.org_id).bind(client).fetch_optional(&mut **tx).await?;
    Ok(found.ok_or(Code::NotFound)?)
}

/// The devices with an open socket.
pub(super) async fn reachable(tx: &mut Tx<'_>, org: Uuid, party: Party, now: Millis) -> Served<Vec<Uuid>> {
    let sql = "select distinct d.device_id from reachable_devices d join server_processes s on s.id = d.process_id
        where d.org_id = $1 and d.party_id = $2 and s.lease_until > $3";
    Ok(sqlx::query_scalar(sql).bind(org).bind(party.id).bind(now).fetch_all(&mut **tx).await?)
}

pub(super) async fn does_not_want_to_be_disturbed(
    tx: &mut Tx<'_>,
    org: Uuid,
    party: Party,
    now: Millis,
) -> Served<bool> {
    if party.kind != PartyKind::CrmUser {
        return Ok(false);
    }
    let sql = "select true from agent_presence where org_id = $1 and profile_id = $2 and presence = 'do_not_disturb'
        and (until is null or until > $3)";
    let found: Option<bool> =
        sqlx::query_scalar(sql).bind(org).bind(party.id).bind(now).fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}
