//! What people do in a call, carried out under the call's lock.

use super::attendee::Attendee;
use super::people::Changed;
use super::store::{self, Lock, StoredCall};
use super::waiting::Turn;
use super::{ended, group_call, invite, rooms, waiting, written};
use crate::actor::Scope;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_domain::call::{CallState, Command, Patience, Refusal, Side};
use leadline_protocol::Code;
use leadline_protocol::call::{CallRefused, CallSnapshot};
use uuid::Uuid;

/// What somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Their device has the ring.
    Ring {
        /// Whether a person can see it.
        shown: bool,
    },
    /// Answer.
    Accept,
    /// Not answer.
    Decline,
    /// Let colleagues answer.
    PassOn,
    /// Give up before the answer.
    Cancel,
    /// End it, or leave those who go on with it.
    HangUp,
    /// No longer ask in whom they asked, or end the consulting.
    Withdraw,
    /// Leave the call to whom they have consulted.
    HandOver,
    /// Talk with all of them.
    Together,
    /// Come back to a call that waits.
    Resume,
    /// Put the others on hold, or go on with them.
    Hold {
        /// Whether they hold from now on.
        on: bool,
    },
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is so; the call as it is now.
    Done(Box<CallSnapshot>),
    /// It cannot be; the call as it has become.
    Refused(Box<CallRefused>),
}

impl Outcome {
    /// A refusal with the call.
    pub(super) fn refused(code: Code, call: CallSnapshot) -> Self {
        Self::Refused(Box::new(CallRefused { code, call }))
    }

    /// The call, whatever became of the wish.
    pub fn call(&self) -> &CallSnapshot {
        match self {
            Self::Done(call) => call,
            Self::Refused(refused) => &refused.call,
        }
    }
}

/// Carries out what somebody wants, once for each `command_id`.
pub async fn command(
    app: &App,
    who: &Attendee,
    call: Uuid,
    intent: Intent,
    command_id: Option<Uuid>,
) -> Served<Outcome> {
    if !who.may_call() {
        return Err(Code::Forbidden.into());
    }
    let now = app.clock.now();
    let patience = &app.calls.patience;
    let carried_out = app
        .database
        .run(who.scope(), Access::Write, |tx| {
            Box::pin(async move {
                let Turn { call: mut stored, mut line } = match intent {
                    Intent::Accept | Intent::Resume => waiting::locked_with_line(tx, who, call).await?,
                    _ => Turn { call: locked(tx, who, call).await?, line: Vec::new() },
                };
                let side = stored.side_of(who.party).ok_or(Code::Forbidden)?;
                if let Some(id) = command_id
                    && let Some(refused) = carried_out_before(tx, who, call, id).await?
                {
                    let snapshot = stored.seen_by(who);
                    return Ok((refused.map_or(done(&snapshot), |code| Outcome::refused(code, snapshot)), Vec::new()));
                }
                let decided = wish(tx, (&mut stored, &mut line), who, (side, intent), now, patience).await?;
                let code = decided.err().map(|refusal| code_of(refusal, &stored));
                if let Some(id) = command_id {
                    note(tx, who, (call, id), code, now).await?;
                }
                let changed: Vec<&StoredCall> = match decided {
                    Ok(true) => line.iter().chain([&stored]).collect(),
                    _ => Vec::new(),
                };
                ended::leave_behind(tx, &changed, now).await?;
                let snapshot = stored.seen_by(who);
                let news: Vec<Changed> = changed.into_iter().map(StoredCall::changed).collect();
                Ok((code.map_or(done(&snapshot), |code| Outcome::refused(code, snapshot)), news))
            })
        })
        .await;
    let (outcome, news) = match carried_out {
        // Another call took the line between the look and the write.
        Err(fault) if fault.constraint() == Some("call_participants_one_call_each") => {
            return Ok(Outcome::refused(Code::Busy, look(app, who, call).await?));
        }
        other => other?,
    };
    for changed in news {
        rooms::tell(app, who.org_id, changed).await;
    }
    Ok(outcome)
}

fn done(call: &CallSnapshot) -> Outcome {
    Outcome::Done(Box::new(call.clone()))
}

/// The call as this device sees it now.
pub async fn look(app: &App, who: &Attendee, call: Uuid) -> Served<CallSnapshot> {
    Ok(read(app, who, call).await?.seen_by(who))
}

/// The call as it is now, if they may see it.
pub(super) async fn read(app: &App, who: &Attendee, call: Uuid) -> Served<StoredCall> {
    app.database
        .run(who.scope(), Access::Read, |tx| {
            Box::pin(async move {
                may_see(tx, who, call).await?;
                // Whoever was asked in sees the call, and of its people what the call says of them.
                tx.enter(Scope::System { org_id: who.org_id }).await?;
                let stored = store::load(tx, who.org_id, call, Lock::None).await?;
                Ok(stored.ok_or(Code::NotFound)?)
            })
        })
        .await
}

/// The call, locked, if they may see it; the transaction is the server's own afterwards.
pub(super) async fn locked(tx: &mut Tx<'_>, who: &Attendee, call: Uuid) -> Served<StoredCall> {
    may_see(tx, who, call).await?;
    tx.enter(Scope::System { org_id: who.org_id }).await?;
    Ok(store::load(tx, who.org_id, call, Lock::Wait).await?.ok_or(Code::Conflict)?)
}

pub(super) async fn may_see(tx: &mut Tx<'_>, who: &Attendee, call: Uuid) -> Served<()> {
    let sql = "select true from calls where org_id = $1 and id = $2";
    let seen: Option<bool> = sqlx::query_scalar(sql).bind(who.org_id).bind(call).fetch_optional(&mut **tx).await?;
    Ok(seen.map(|_| ()).ok_or(Code::NotFound)?)
}

/// One person's wish as commands to the call. Whether anything changed, or why it cannot be.
async fn wish(
    tx: &mut Tx<'_>,
    (stored, line): (&mut StoredCall, &mut [StoredCall]),
    who: &Attendee,
    (side, intent): (Side, Intent),
    now: Millis,
    patience: &Patience,
) -> Served<Result<bool, Refusal>> {
    let leg = who.leg_in(stored.id);
    let asked = stored.invite_of(who.party).copied();
    let is_called = side != Side::Caller || asked.is_some();
    let command = match intent {
        Intent::Ring { shown: false } if is_called => Command::Delivered(leg),
        Intent::Ring { shown: true } if is_called => Command::Alerting(leg),
        Intent::Accept if is_called => Command::Accept(leg),
        Intent::Decline if is_called => Command::Decline(leg),
        Intent::PassOn if side == Side::Callee && asked.is_none() => Command::PassOn(leg),
        Intent::Cancel if side == Side::Caller => Command::Cancel,
        Intent::HangUp => Command::HangUp(leg),
        Intent::Withdraw => Command::Withdraw { by: leg },
        Intent::HandOver => Command::HandOver { by: leg },
        Intent::Together => Command::Together { by: leg },
        Intent::Resume if who.party.is_agent() => Command::Resume(leg),
        Intent::Hold { on } if who.party.is_agent() => Command::Hold { leg, on },
        _ => return Err(Code::Forbidden.into()),
    };
    // A device that asks while it rings is there, whether its socket was seen or not.
    let mut changed = false;
    if let Some(asked) = asked.filter(|asked| asked.rings())
        && stored.call.leg(leg).is_none_or(|leg| leg.invite != Some(asked.id))
    {
        changed = invite::offer(tx, stored, (asked.id, who.device()), now, patience).await?;
    }
    let rings = stored.call.state == CallState::Ringing;
    if side == Side::Callee && rings && stored.call.leg(leg).is_none() && !stored.has_passed(who.party) {
        stored.devices.insert(leg, who.device());
        changed = apply(tx, stored, Command::Offer(leg), now, patience).await? == Ok(true);
    }
    if intent == Intent::PassOn && rings && stored.group.is_none() {
        return group_call::pass_on(tx, stored, (who, leg), now, patience).await;
    }
    let declines = matches!(intent, Intent::Decline | Intent::PassOn) || (intent == Intent::HangUp && rings);
    if declines && side == Side::Callee && asked.is_none() && stored.group.is_some() {
        return group_call::pass(tx, stored, (who.party, leg), now, patience).await;
    }
    let takes_the_line = stored.call.clone().decide(command, now, patience).is_ok_and(|happens| !happens.is_empty());
    if takes_the_line && let Err(refusal) = waiting::free_the_line(tx, line, who, now, patience).await? {
        return Ok(Err(refusal));
    }
    Ok(apply(tx, stored, command, now, patience).await?.map(|further| further || changed))
}

/// Carries one command out, rings back whoever is wanted because of it, and writes what followed. Whether anything did.
pub(super) async fn apply(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    command: Command,
    now: Millis,
    patience: &Patience,
) -> Served<Result<bool, Refusal>> {
    let outcome = carry_out(tx, stored, command, now, patience).await?;
    if outcome == Ok(true) {
        invite::ring_back(tx, stored, now, patience).await?;
    }
    Ok(outcome)
}

/// Carries one command out and writes what followed. Whether anything did.
pub(super) async fn carry_out(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    command: Command,
    now: Millis,
    patience: &Patience,
) -> Served<Result<bool, Refusal>> {
    match stored.call.decide(command, now, patience) {
        Err(refusal) => Ok(Err(refusal)),
        Ok(happened) if happened.is_empty() => Ok(Ok(false)),
        Ok(happened) => {
            stored.give_to_who_answered();
            written::save(tx, stored, &happened, patience, now).await?;
            Ok(Ok(true))
        }
    }
}

/// The code a device is told; the call that comes with it says the rest. A device that has no part in a call of its
/// person comes too late for it.
fn code_of(refusal: Refusal, stored: &StoredCall) -> Code {
    match refusal {
        Refusal::Ended(_) => Code::CallOver,
        Refusal::NotALeg if stored.call.state == CallState::Ended => Code::CallOver,
        Refusal::AnsweredElsewhere | Refusal::NotALeg => Code::AnsweredElsewhere,
        Refusal::AlreadyAnswered | Refusal::NotNow => Code::CallNotNow,
    }
}

const REFUSALS: [(&str, Code); 3] = [
    ("answered_elsewhere", Code::AnsweredElsewhere),
    ("call_over", Code::CallOver),
    ("call_not_now", Code::CallNotNow),
];

/// How a command of this id ended when it came before: with a refusal or without.
async fn carried_out_before(tx: &mut Tx<'_>, who: &Attendee, call: Uuid, id: Uuid) -> Served<Option<Option<Code>>> {
    let sql = "select refused from call_commands where org_id = $1 and call_id = $2 and id = $3";
    let query = sqlx::query_scalar(sql).bind(who.org_id).bind(call).bind(id);
    let found: Option<Option<String>> = query.fetch_optional(&mut **tx).await?;
    let code = |word: String| REFUSALS.iter().find(|(stored, _)| *stored == word).map(|(_, code)| *code);
    Ok(found.map(|refused| refused.and_then(code)))
}

async fn note(
    tx: &mut Tx<'_>,
    who: &Attendee,
    (call, id): (Uuid, Uuid),
    refused: Option<Code>,
    now: Millis,
) -> Served<()> {
    let refused = refused.and_then(|code| REFUSALS.iter().find(|(_, known)| *known == code)).map(|(word, _)| *word);
    let sql =
        "insert into call_commands (org_id, call_id, id, refused, at, updated_by) values ($1, $2, $3, $4, $5, $6)";
    let query = sqlx::query(sql).bind(who.org_id).bind(call).bind(id).bind(refused).bind(now);
    query.bind(who.party.id).execute(&mut **tx).await?;
    Ok(())
}

/// Carries out what the server itself found: that time has passed, or what the room saw. Nothing, if somebody else is
/// at the call or it is gone.
pub(super) async fn found(app: &App, org: Uuid, call: Uuid, lock: Lock, commands: &[Command]) -> Served<()> {
    let now = app.clock.now();
    let patience = &app.calls.patience;
    let changed = app
        .database
        .run(Scope::System { org_id: org }, Access::Write, |tx| {
            Box::pin(async move {
                let Some(mut stored) = store::load(tx, org, call, lock).await? else { return Ok(None) };
                found_in(tx, &mut stored, commands, now, patience).await
            })
        })
        .await?;
    if let Some(changed) = changed {
        rooms::tell(app, org, changed).await;
    }
    Ok(())
}

/// As [`found`], in a transaction that holds the call. What is to be told, if anything is.
pub(super) async fn found_in(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    commands: &[Command],
    now: Millis,
    patience: &Patience,
) -> Served<Option<Changed>> {
    let mut changed = false;
    if stored.caller_lost_at().is_some_and(|at| at <= now) {
        changed = apply(tx, stored, Command::CallerLost, now, patience).await? == Ok(true);
    }
    for command in commands {
        // What the room saw of a device that is no part of the call says nothing.
        changed |= apply(tx, stored, *command, now, patience).await? == Ok(true);
    }
    if !changed {
        store::look_again(tx, stored, patience).await?;
        return Ok(None);
    }
    ended::leave_behind(tx, &[stored], now).await?;
    Ok(Some(stored.changed()))
}
