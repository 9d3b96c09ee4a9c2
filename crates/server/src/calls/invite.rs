//! Asking a further person into a call that goes on, and ringing back whoever handed it over to nobody.

use super::attendee::{Attendee, Party, leg_id};
use super::called::{Callee, does_not_want_to_be_disturbed, known, reachable};
use super::command::{Outcome, carry_out, locked};
use super::people::{Device, Guest};
use super::store::StoredCall;
use super::{rooms, settings};
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use leadline_domain::Millis;
use leadline_domain::call::{Command, Patience, Purpose, Refusal};
use leadline_protocol::Code;
use uuid::Uuid;

/// Whom somebody in a call asks in.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// Chosen by whoever asks; the same id again is the same invite.
    pub id: Uuid,
    /// A colleague, or another customer of the same client.
    pub party: Uuid,
    /// Why.
    pub purpose: Purpose,
}

/// Asks somebody into a call. Only colleagues ask, and only a colleague can take a call over.
pub async fn ask_in(app: &App, who: &Attendee, call: Uuid, asking: &Asking) -> Served<Outcome> {
    if !who.may_call() || !who.party.is_agent() || asking.purpose == Purpose::Return {
        return Err(Code::Forbidden.into());
    }
    let (now, patience) = (app.clock.now(), &app.calls.patience);
    let asked =
        app.database.run(who.scope(), Access::Write, |tx| Box::pin(ask(tx, who, (call, asking), now, patience))).await;
    let (outcome, changed) = match asked {
        // Somebody else rang them between the look and the write.
        Err(fault) if fault.constraint() == Some("call_participants_one_call_each") => {
            return Ok(Outcome::refused(Code::Busy, super::look(app, who, call).await?));
        }
        other => other?,
    };
    if let Some(changed) = changed {
        rooms::tell(app, who.org_id, changed).await;
    }
    Ok(outcome)
}

async fn ask(
    tx: &mut Tx<'_>,
    who: &Attendee,
    (call, asking): (Uuid, &Asking),
    now: Millis,
    patience: &Patience,
) -> Served<(Outcome, Option<super::people::Changed>)> {
    let asked = known(tx, who, Callee::Party(asking.party)).await?.ok_or(Code::NotFound)?;
    let mut stored = locked(tx, who, call).await?;
    let takes_over = asking.purpose != Purpose::Join;
    if asked.client_id.is_some() && (takes_over || asked.client_id != stored.client_id) {
        return Err(Code::NotFound.into());
    }
    let refused = |stored: &StoredCall, code| (Outcome::refused(code, stored.seen_by(who)), None);
    if stored.call.invite(asking.id).is_some() {
        return Ok((Outcome::Done(Box::new(stored.seen_by(who))), None));
    }
    if stored.holds_the_line(asked.party) {
        return Ok(refused(&stored, Code::CallNotNow));
    }
    if is_in_a_call(tx, who.org_id, asked.party).await?
        || does_not_want_to_be_disturbed(tx, who.org_id, asked.party, now).await?
    {
        return Ok(refused(&stored, Code::Busy));
    }
    let patience = settings::patience_of(tx, who.org_id, patience).await?;
    let command = Command::Invite { id: asking.id, by: who.leg_in(call), purpose: asking.purpose };
    let guest = Guest { invite: asking.id, party: asked.party, name: asked.name };
    match ring(tx, &mut stored, command, guest, now, &patience).await? {
        Ok(()) => {
            let seen = Outcome::Done(Box::new(stored.seen_by(who)));
            Ok((seen, Some(stored.changed())))
        }
        Err(Refusal::Ended(_)) => Ok(refused(&stored, Code::CallOver)),
        Err(_) => Ok(refused(&stored, Code::CallNotNow)),
    }
}

/// Asks a person in and rings their devices.
async fn ring(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    command: Command,
    guest: Guest,
    now: Millis,
    patience: &Patience,
) -> Served<Result<(), Refusal>> {
    let (invite, party) = (guest.invite, guest.party);
    stored.guests.push(guest);
    if let Err(refusal) = carry_out(tx, stored, command, now, patience).await? {
        stored.guests.pop();
        return Ok(Err(refusal));
    }
    for device in reachable(tx, stored.org_id, &[party], now).await? {
        offer(tx, stored, (invite, device), now, patience).await?;
    }
    Ok(Ok(()))
}

/// One more device of whoever is asked in. Whether it rings now.
pub(super) async fn offer(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    (invite, device): (Uuid, Device),
    now: Millis,
    patience: &Patience,
) -> Served<bool> {
    let leg = leg_id(stored.id, device.party.id, device.id);
    stored.devices.entry(leg).or_insert(device);
    let offered = carry_out(tx, stored, Command::OfferTo { invite, leg }, now, patience).await?;
    Ok(offered == Ok(true))
}

/// Rings whoever handed the call over to nobody, so that the one who is left is not left alone.
pub(super) async fn ring_back(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    now: Millis,
    patience: &Patience,
) -> Served<()> {
    let Some(by) = stored.call.wants_back().and_then(|invite| stored.call.leg(invite.by)) else { return Ok(()) };
    let (leg, party) = (by.id, stored.party_of(by));
    let patience = settings::patience_of(tx, stored.org_id, patience).await?;
    let id = Uuid::new_v5(&stored.id, format!("back {}", stored.call.invites.len()).as_bytes());
    let guest = Guest { invite: id, party, name: stored.name_of(party).to_owned() };
    let command = Command::Invite { id, by: leg, purpose: Purpose::Return };
    ring(tx, stored, command, guest, now, &patience).await?.map_err(|_| Failure::from(Code::Conflict))
}

async fn is_in_a_call(tx: &mut Tx<'_>, org: Uuid, party: Party) -> Served<bool> {
    let sql = "select true from call_participants where org_id = $1 and party_id = $2 and live limit 1";
    let found: Option<bool> = sqlx::query_scalar(sql).bind(org).bind(party.id).fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}
