//! Starting a call: who is meant, whether they are free, which of their devices ring.

use super::attendee::{Attendee, leg_id};
use super::before::{self, Before, Free};
use super::called::{self, Called, Callee, Known, does_not_want_to_be_disturbed, known, reachable};
use super::command::{Outcome, apply};
use super::people::{Changed, Device};
use super::store::{self, Begins, Lock, StoredCall};
use super::{ended, group_call, rooms, settings, waiting};
use crate::actor::Scope;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use leadline_domain::Millis;
use leadline_domain::call::{Call, Command, Media, Patience};
use leadline_protocol::Code;
use uuid::Uuid;

/// How often a start that met another one is tried again; each time the other one is in the database.
const ATTEMPTS: u32 = 6;

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
    let one = match start.callee {
        Callee::Group(_) => None,
        callee => Some(called::one(tx, who, callee).await?.ok_or(Code::NotFound)?),
    };
    let client_id = match (caller.client_id, one.as_ref().and_then(|one| one.client_id), start.client_id) {
        (Some(own), _, _) | (None, Some(own), _) => Some(own),
        (None, None, Some(named)) => Some(visible_client(tx, who, named).await?),
        (None, None, None) => None,
    };
    tx.enter(Scope::System { org_id: who.org_id }).await?;
    if let Some(stored) = store::load(tx, who.org_id, start.id, Lock::Wait).await? {
        let same = match (&stored.group, &one) {
            (Some(group), _) => start.callee == Callee::Group(group.id),
            (None, one) => one.as_ref().is_some_and(|one| stored.callee == one.party),
        };
        let same = same && stored.caller == who.party;
        return if same { Ok((again(&stored, who), News::new())) } else { Err(Code::Conflict.into()) };
    }
    let called = match (start.callee, one) {
        (_, Some(callee)) => Called { callee, group: None },
        (Callee::Group(group), None) => group_call::several(tx, who, group, client_id, now).await?,
        (_, None) => return Err(Code::NotFound.into()),
    };
    let free = match before::look(tx, who, &called, now, patience).await? {
        Before::Taken(outcome, news) => return Ok((outcome, news)),
        Before::Free(free) => free,
    };
    let mut news: News = free.superseded.iter().map(StoredCall::changed).collect();
    let (waits, busy) = room_for(tx, who, &called, &free, now).await?;
    let patience = &settings::patience_of(tx, who.org_id, patience).await?;
    let mut stored = new_call(tx, who, start, (caller, called, client_id), now, patience).await?;
    stored.call.waiting = waits;
    if busy {
        store::create(tx, &stored, patience, Begins::Over).await?;
        apply(tx, &mut stored, Command::Busy, now, patience).await?.map_err(|_| Code::Conflict)?;
    } else {
        store::create(tx, &stored, patience, Begins::Live).await?;
    }
    news.push(stored.changed());
    let over: Vec<&StoredCall> = free.superseded.iter().chain([&stored]).collect();
    ended::leave_behind(tx, &over, now).await?;
    let call = stored.seen_by(who);
    let outcome = if busy { Outcome::refused(Code::Busy, call) } else { Outcome::Done(Box::new(call)) };
    Ok((outcome, news))
}

/// Whether the call waits beside another one, and whether those who are called are busy.
async fn room_for(tx: &mut Tx<'_>, who: &Attendee, called: &Called, free: &Free, now: Millis) -> Served<(bool, bool)> {
    if let Some(group) = &called.group {
        return Ok((false, group.members.is_empty()));
    }
    let callee = called.callee.party;
    let waits = free.callee_talks && callee.is_agent() && free.waiting < waiting::MOST_WAITING;
    let waits = waits && settings::call_waiting(tx, who.org_id).await?;
    let wants_quiet = does_not_want_to_be_disturbed(tx, who.org_id, callee, now).await?;
    Ok((waits, wants_quiet || (free.callee_talks && !waits)))
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
    (caller, called, client_id): (Known, Called, Option<Uuid>),
    now: Millis,
    patience: &Patience,
) -> Served<StoredCall> {
    let own = who.leg_in(start.id);
    let ringing: Vec<(Uuid, Device)> = reachable(tx, who.org_id, &called.parties(), now)
        .await?
        .into_iter()
        .map(|device| (leg_id(start.id, device.party.id, device.id), device))
        .collect();
    let legs: Vec<Uuid> = ringing.iter().map(|(leg, _)| *leg).collect();
    let callee = called.callee;
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
        group: called.group,
        // Nobody is told before it is read again.
        next_in_line: None,
        call: Call::start(own, &legs, now, patience),
        devices: std::iter::once((own, who.device())).chain(ringing).collect(),
        guests: Vec::new(),
    })
}

pub(super) async fn visible_client(tx: &mut Tx<'_>, who: &Attendee, client: Uuid) -> Served<Uuid> {
    let sql = "select id from clients where org_id = $1 and id = $2 and deleted_at is null";
    let found = sqlx::query_scalar(sql).bind(who.org_id).bind(client).fetch_optional(&mut **tx).await?;
    Ok(found.ok_or(Code::NotFound)?)
}
