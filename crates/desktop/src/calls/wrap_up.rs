//! What is written down after a call: a note on the client, how it went on the call's own activity, and what is next.

use crate::api::{CallView, Edited, NextActivity, WrapUpSave};
use crate::forms;
use crate::problem;
use crate::rights::Rights;
use crate::workplace::Workplace;
use leadline_cache::{Intent, IntentOp};
use leadline_domain::call::CallOutcome;
use leadline_domain::{ActivityStatus, Entity, Millis, Value};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// The key of the draft that holds the notes of a call until they are written down.
const NOTES_KEPT: &str = "call:";
/// The key of the draft that holds how a call went until its activity has arrived.
const OUTCOMES_KEPT: &str = "call-outcome:";
/// How long it is waited for; a call of which only somebody else keeps the activity has none here.
const KEPT_FOR_MS: Millis = 30 * 24 * 60 * 60 * 1000;

fn draft_of(call: Uuid) -> String {
    format!("{NOTES_KEPT}{call}")
}

/// The activity the server writes when a call ends.
pub(crate) fn activity_of(call: Uuid) -> Uuid {
    Uuid::new_v5(&call, b"activity")
}

/// Writes everything in one transaction, with the draft dropped in the same one. Blocks.
pub(crate) fn save(work: &Workplace, call: &CallView, request: WrapUpSave) -> Result<Edited, Problem> {
    let mut intents = Vec::new();
    let note = request.note.trim();
    if !note.is_empty() {
        let client = call.client_id.ok_or(Code::NotFound)?;
        intents.push(new(work, Entity::Note, vec![field("client_id", client), field("body", note)])?);
    }
    // A call without a client can be about nothing but itself, so its note would have nowhere to go.
    if let Some(outcome) = request.outcome {
        match went(work, call.id, outcome)? {
            Some(went) => intents.push(went),
            None => keep(work, call.id, outcome)?,
        }
    }
    if let Some(next) = request.next {
        intents.push(planned(work, call, next)?);
    }
    if intents.is_empty() {
        work.cache().draft_drop(&draft_of(call.id)).map_err(problem::of_cache)?;
        return Ok(Edited { id: call.id, count: 0, undo: None });
    }
    let record = intents[0].record;
    work.edit(record, &intents, Some(&draft_of(call.id)))
}

/// How it went, on the call's activity; nothing if the server's has not arrived yet.
fn went(work: &Workplace, call: Uuid, outcome: CallOutcome) -> Result<Option<Intent>, Problem> {
    let record = activity_of(call);
    if work.values(Entity::Activity, record)?.is_none() {
        return Ok(None);
    }
    let values = checked(work, Entity::Activity, vec![field("call_outcome", outcome.word())])?;
    Rights::of(work).update(Entity::Activity, record, &values)?;
    Ok(Some(Intent { entity: Entity::Activity, record, op: IntentOp::Update { values } }))
}

/// The network was cut and took the call along: how it went is kept until its activity comes.
fn keep(work: &Workplace, call: Uuid, outcome: CallOutcome) -> Result<(), Problem> {
    let key = format!("{OUTCOMES_KEPT}{call}");
    work.cache().draft_save(&key, outcome.word(), work.now()).map_err(problem::of_cache)
}

/// What becomes of something that was kept until a call's activity comes.
enum Kept {
    Write(Intent),
    Waits,
    /// It says nothing that could still be written.
    Done,
}

/// Writes down what was kept of calls whose activities have arrived since: how they went, and the notes of those that
/// nothing here knows of any more, because the app ended before the person was done with them. Blocks.
pub(crate) fn settle(work: &Workplace, is_known: impl Fn(Uuid) -> bool) -> Result<(), Problem> {
    each_kept(work, OUTCOMES_KEPT, |call, word| {
        let Some(outcome) = CallOutcome::from_word(word) else { return Ok(Kept::Done) };
        Ok(went(work, call, outcome)?.map_or(Kept::Waits, Kept::Write))
    })?;
    each_kept(work, NOTES_KEPT, |call, body| {
        // Nobody has these words a second time, so that they cannot be written now is no reason to drop them.
        Ok(if is_known(call) { Kept::Waits } else { noted(work, call, body).unwrap_or(Kept::Waits) })
    })
}

fn each_kept(
    work: &Workplace,
    prefix: &str,
    what: impl Fn(Uuid, &str) -> Result<Kept, Problem>,
) -> Result<(), Problem> {
    for (key, at) in work.cache().drafts_of(prefix).map_err(problem::of_cache)? {
        let call = key.strip_prefix(prefix).and_then(|id| Uuid::parse_str(id).ok());
        let kept = work.cache().draft(&key).map_err(problem::of_cache)?;
        let kept = call.zip(kept).map_or(Ok(Kept::Done), |(call, (body, _))| what(call, &body));
        match kept {
            Ok(Kept::Write(intent)) => drop(work.write(&[intent], Some(&key))?),
            Ok(Kept::Waits) if work.now() - at < KEPT_FOR_MS => {}
            // Nothing that could still be written, or somebody else's to write.
            Ok(_) | Err(_) => work.cache().draft_drop(&key).map_err(problem::of_cache)?,
        }
    }
    Ok(())
}

/// The notes of a call, on the client its activity is about.
fn noted(work: &Workplace, call: Uuid, body: &str) -> Result<Kept, Problem> {
    let Some(activity) = work.values(Entity::Activity, activity_of(call))? else { return Ok(Kept::Waits) };
    let client = Entity::Activity.position("client_id").and_then(|at| activity[at].as_id());
    let note: String = serde_json::from_str(body).map_err(|_| Code::Internal)?;
    match (client, note.trim()) {
        (None, _) | (_, "") => Ok(Kept::Done),
        (Some(client), note) => {
            new(work, Entity::Note, vec![field("client_id", client), field("body", note)]).map(Kept::Write)
        }
    }
}

fn planned(work: &Workplace, call: &CallView, next: NextActivity) -> Result<Intent, Problem> {
    let mut values = vec![
        field("kind", next.kind.word()),
        field("subject", next.subject.as_str()),
        field("due_at", next.due_at),
        field("status", ActivityStatus::Open.word()),
        field("assignee_id", work.signed_in().account.profile_id),
    ];
    values.extend(call.client_id.map(|client| field("client_id", client)));
    new(work, Entity::Activity, values)
}

fn new(work: &Workplace, entity: Entity, values: Vec<(String, Value)>) -> Result<Intent, Problem> {
    let values = checked(work, entity, values)?;
    Rights::of(work).create(entity, &values)?;
    Ok(Intent { entity, record: work.new_id(), op: IntentOp::Create { values } })
}

fn checked(work: &Workplace, entity: Entity, values: Vec<(String, Value)>) -> Result<Vec<(String, Value)>, Problem> {
    let fields = crate::api::Fields { values: values.into_iter().collect() };
    forms::read(entity, fields, &work.signed_in().account.country)
}

fn field(name: &str, value: impl Into<Value>) -> (String, Value) {
    (name.to_owned(), value.into())
}
