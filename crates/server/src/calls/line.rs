//! One device's open line: while its socket is open it can be reached, hears of its calls, and rings.

use super::attendee::Attendee;
use super::command::{Intent, apply, command, read};
use super::lease::LEASE_MS;
use super::news::{Ear, Word};
use super::people::Changed;
use super::store::{self, Lock};
use super::{invite, rooms, waiting};
use crate::actor::Scope;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::Served;
use crate::presence;
use leadline_domain::Millis;
use leadline_domain::call::{CallState, Command, Patience, Side};
use leadline_protocol::Code;
use leadline_protocol::realtime::FromServer;
use std::collections::HashMap;
use uuid::Uuid;

/// The line.
#[derive(Debug)]
pub struct Line {
    who: Attendee,
    ear: Ear,
    id: Uuid,
    /// The last event that the device was told of each call that is not over for it.
    told: HashMap<Uuid, u32>,
}

impl Line {
    /// Opens the line: from now on the device is asked to ring, also for what rings already.
    pub async fn open(app: &App, who: &Attendee) -> Served<Self> {
        // First the ear, so that nothing between the two is missed.
        let ear = app.calls.news.listen(who.org_id, who.party.id);
        let line = Self { who: *who, ear, id: Uuid::now_v7(), told: HashMap::new() };
        let (id, now, patience) = (line.id, app.clock.now(), &app.calls.patience);
        let process = app.calls.news.process();
        let changed = app
            .database
            .run(Scope::System { org_id: who.org_id }, Access::Write, |tx| {
                Box::pin(async move {
                    let sql = "with here as (
                            insert into server_processes (id, lease_until) values ($5, $6) on conflict (id) do nothing)
                        insert into reachable_devices (org_id, id, party_id, device_id, process_id, updated_by)
                        values ($1, $2, $3, $4, $5, $3)";
                    let query = sqlx::query(sql).bind(who.org_id).bind(id).bind(who.party.id).bind(who.device_id);
                    query.bind(process).bind(now + LEASE_MS).execute(&mut **tx).await?;
                    arrived(tx, who, now, patience).await
                })
            })
            .await?;
        for changed in changed {
            rooms::tell(app, who.org_id, changed).await;
        }
        line.tell_presence(app);
        Ok(line)
    }

    /// How the person is shown and the calls that are not over, as frames.
    pub async fn replay(&mut self, app: &App) -> Served<Vec<FromServer>> {
        let (who, now) = (&self.who, app.clock.now());
        let (shown, calls) = app
            .database
            .run(Scope::System { org_id: who.org_id }, Access::Read, |tx| {
                Box::pin(async move {
                    let shown = presence::shown(tx, who.org_id, &[who.party.id], now).await?;
                    Ok((shown, waiting::calls_of(tx, who).await?))
                })
            })
            .await?;
        let mut frames: Vec<_> = shown.into_iter().map(|of| FromServer::Presence { of }).collect();
        for call in calls {
            frames.extend(self.frame(app, Word::Call(call)).await?);
        }
        Ok(frames)
    }

    /// The next word; nothing once the device fell too far behind.
    pub async fn next(&mut self) -> Option<Word> {
        self.ear.next().await
    }

    /// A word as the frame that this device is sent; nothing if it knows already.
    pub async fn frame(&mut self, app: &App, word: Word) -> Served<Option<FromServer>> {
        match word {
            Word::Presence(of) => Ok(Some(FromServer::Presence { of: of.as_ref().clone() })),
            Word::Call(id) => {
                let stored = read(app, &self.who, id).await?;
                let call = stored.seen_by(&self.who);
                let known = match self.told.insert(id, call.seq) {
                    Some(told) => told >= call.seq,
                    // What others make of a ring that is over here says nothing to this device.
                    None => stored.is_left_to_others(self.who.party),
                };
                if call.state == CallState::Ended {
                    self.told.remove(&id);
                }
                Ok((!known).then(|| FromServer::Call { call: Box::new(call) }))
            }
        }
    }

    /// The ring has reached the device. For a call that is not there or not theirs nothing happens.
    pub async fn ring(&self, app: &App, call: Uuid, shown: bool) -> Served<()> {
        match command(app, &self.who, call, Intent::Ring { shown }, None).await {
            Err(fault) if matches!(fault.problem().code, Code::NotFound | Code::Forbidden | Code::Conflict) => Ok(()),
            other => other.map(|_| ()),
        }
    }

    /// Closes the line. A caller whose last line it was has some seconds to come back.
    pub async fn close(self, app: &App) -> Served<()> {
        let (who, id, now, patience) = (&self.who, self.id, app.clock.now(), &app.calls.patience);
        app.database
            .run(Scope::System { org_id: who.org_id }, Access::Write, |tx| {
                Box::pin(async move {
                    let sql = "delete from reachable_devices where org_id = $1 and id = $2";
                    sqlx::query(sql).bind(who.org_id).bind(id).execute(&mut **tx).await?;
                    note_caller(tx, who, Some(now), patience).await
                })
            })
            .await?;
        self.tell_presence(app);
        Ok(())
    }

    fn tell_presence(&self, app: &App) {
        if self.who.party.is_agent() {
            app.calls.news.tell_presence(self.who.org_id, self.who.party.id);
        }
    }
}

/// A device that comes while its person's phone rings, rings too; a caller's that comes back goes on calling.
async fn arrived(tx: &mut Tx<'_>, who: &Attendee, now: Millis, patience: &Patience) -> Served<Vec<Changed>> {
    note_caller(tx, who, None, patience).await?;
    let mut calls = waiting::calls_of(tx, who).await?;
    calls.sort_unstable();
    let mut news = Vec::new();
    for call in calls {
        news.extend(arrived_during(tx, who, call, now, patience).await?);
    }
    Ok(news)
}

async fn arrived_during(
    tx: &mut Tx<'_>,
    who: &Attendee,
    call: Uuid,
    now: Millis,
    patience: &Patience,
) -> Served<Option<Changed>> {
    let Some(mut stored) = store::load(tx, who.org_id, call, Lock::Wait).await? else { return Ok(None) };
    let leg = who.leg_in(call);
    if let Some(asked) = stored.invite_of(who.party).copied() {
        let rings = asked.rings() && invite::offer(tx, &mut stored, (asked.id, who.device()), now, patience).await?;
        return Ok(rings.then(|| stored.changed()));
    }
    let called = stored.side_of(who.party) == Some(Side::Callee) && !stored.has_passed(who.party);
    if !called || stored.call.leg(leg).is_some() {
        return Ok(None);
    }
    stored.devices.insert(leg, who.device());
    let offered = apply(tx, &mut stored, Command::Offer(leg), now, patience).await?;
    Ok((offered == Ok(true)).then(|| stored.changed()))
}

/// Notes since when the calling device has no line, or that it has one.
async fn note_caller(tx: &mut Tx<'_>, who: &Attendee, gone_at: Option<Millis>, patience: &Patience) -> Served<()> {
    let sql = "select call_id from call_participants where org_id = $1 and party_id = $2 and live";
    let query = sqlx::query_scalar(sql).bind(who.org_id).bind(who.party.id);
    let Some(call) = query.fetch_optional(&mut **tx).await? else { return Ok(()) };
    let Some(mut stored) = store::load(tx, who.org_id, call, Lock::Wait).await? else { return Ok(()) };
    let calls_from_here = stored.caller == who.party && stored.call.leg(who.leg_in(call)).is_some();
    if !calls_from_here || stored.call.state != CallState::Ringing {
        return Ok(());
    }
    let sql = "select true from reachable_devices where org_id = $1 and party_id = $2 and device_id = $3 limit 1";
    let query = sqlx::query_scalar(sql).bind(who.org_id).bind(who.party.id).bind(who.device_id);
    let has_line: Option<bool> = query.fetch_optional(&mut **tx).await?;
    stored.caller_gone_at = gone_at.filter(|_| has_line.is_none());
    store::note_caller(tx, &stored, patience).await
}
