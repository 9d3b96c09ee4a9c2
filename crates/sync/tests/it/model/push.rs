//! Edits arrive: each once, in order, whatever is sent twice.

use super::Server;
use crate::mutants::Mutant;
use leadline_domain::{Millis, Value};
use leadline_protocol::sync::{Mutation, Op, Outcome, Push, PushResult, Pushed};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// A text the server breaks at.
pub const POISON: &str = "poison";

/// How far back a device may date an edit.
const OLDEST_EDIT: Millis = 30 * 86_400_000;

impl Server {
    pub fn push(&mut self, person: Uuid, push: &Push, now: Millis) -> Result<Pushed, Problem> {
        let mut pushed = Pushed { epoch: self.epoch, version: self.data.version, results: Vec::new(), now };
        if push.epoch.is_some_and(|epoch| epoch != self.epoch) {
            return Ok(pushed);
        }
        if push.mutations.iter().any(is_poison) {
            return Err(Code::Internal.into());
        }
        let mut writing = self.begin(person, now);
        for edit in &push.mutations {
            writing.at = edit.at.clamp(now - OLDEST_EDIT, now);
            let device = self.data.devices.entry(push.client_id).or_default();
            let (last_seq, stored) = (device.last_seq, device.done.get(&edit.seq).copied());
            let outcome = if edit.seq <= last_seq && !self.is(Mutant::SeqNotLookedAt) {
                match stored {
                    Some(id) if id == edit.id => self.data.edits[&id].0.clone(),
                    _ if self.is(Mutant::ForkNotTold) => Outcome::Applied,
                    _ => Outcome::Forked,
                }
            } else if edit.seq > last_seq + 1 {
                // A number was skipped: this file has a history the server does not know.
                Outcome::Forked
            } else {
                self.once(writing, edit, push.client_id)
            };
            let forked = outcome == Outcome::Forked;
            pushed.results.push(PushResult { seq: edit.seq, outcome });
            if forked {
                break;
            }
        }
        self.finish(writing);
        pushed.version = self.data.version;
        Ok(pushed)
    }

    fn once(&mut self, writing: super::Writing, edit: &Mutation, device: Uuid) -> Outcome {
        let known = match self.is(Mutant::EditsNotRecognised) || self.is(Mutant::SeqNotLookedAt) {
            true => None,
            false => self.data.edits.get(&edit.id).map(|(outcome, _)| outcome.clone()),
        };
        let outcome = match known {
            Some(outcome) => outcome,
            None => {
                let outcome = match self.carry_out(writing, edit) {
                    Ok(outcome) => outcome,
                    Err(problem) => Outcome::Rejected { problem },
                };
                if !matches!(outcome, Outcome::Rejected { .. }) {
                    *self.data.carried_out.entry(edit.id).or_default() += 1;
                }
                let version = if self.data.log.newest() == writing.version { writing.version } else { 0 };
                self.data.edits.insert(edit.id, (outcome.clone(), version));
                outcome
            }
        };
        let log = self.data.devices.entry(device).or_default();
        log.last_seq = log.last_seq.max(edit.seq);
        log.done.insert(edit.seq, edit.id);
        outcome
    }
}

fn is_poison(edit: &Mutation) -> bool {
    let poison = |value: &Value| value.as_text() == Some(POISON);
    match &edit.op {
        Op::Create { values } => values.iter().any(|(_, value)| poison(value)),
        Op::Update { changes } => changes.iter().any(|change| poison(&change.now)),
        Op::Delete { .. } | Op::Restore | Op::Nothing => false,
    }
}
