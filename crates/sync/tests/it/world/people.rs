//! People at their devices: they make, change, put away, bring back, and think better of it.

use super::World;
use crate::model::POISON;
use leadline_cache::rows::EditState;
use leadline_cache::{CacheFault, Intent, IntentOp, Written};
use leadline_domain::{Entity, LifecycleStage, Value};
use leadline_sync::Event;
use uuid::Uuid;

type Named = Vec<(String, Value)>;

fn named<const N: usize>(values: [(&str, Value); N]) -> Named {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The id under which a device sends an edit again that the server refused.
pub(super) fn under_a_new_id(edit: Uuid) -> Uuid {
    Uuid::new_v5(&edit, b"again")
}

impl World {
    pub(super) fn act(&mut self, device: usize) {
        match self.dice.below(20) {
            0 => self.take_back(device),
            1 => self.tell(device, Event::Focused),
            2 => self.tell(device, Event::Asked),
            3 | 4 => self.look_after_refused(device),
            5 => self.resolve_one(device),
            6 => {
                let intents: Vec<_> = (0..self.dice.between(2, 12)).map(|_| self.intent(device)).collect();
                self.write(device, &intents);
            }
            _ => {
                let intent = self.intent(device);
                self.write(device, &[intent]);
            }
        }
        self.check_fold(device);
    }

    fn write(&mut self, device: usize, intents: &[Intent]) {
        let author = self.author(device);
        if self.devices[device].clock_measured && (author.now - self.clock()).abs() > 60_000 {
            self.broken(format!("{device} dates its edits {} ms off", author.now - self.clock()));
        }
        let cache = self.devices[device].cache.clone();
        let mut ids = Vec::new();
        let dice = &mut self.dice;
        let written = cache.write(intents, &author, &mut || {
            ids.push(dice.id());
            ids[ids.len() - 1]
        });
        if written.is_ok() {
            let made = intents.iter().filter(|intent| matches!(intent.op, IntentOp::Create { .. }));
            self.devices[device].known.extend(made.map(|intent| (intent.entity, intent.record)));
        }
        self.wrote(device, written, &ids);
    }

    /// Keeps account of the edits that a write queued: all ids it took but the one for undo.
    fn wrote(&mut self, device: usize, written: Result<Written, CacheFault>, ids: &[Uuid]) {
        match written {
            Ok(written) => {
                self.say(&format!("{device} wrote {}", written.count));
                let edits = ids.iter().filter(|id| written.undo != Some(**id));
                self.edits.extend(edits.map(|id| (*id, device)));
                self.committed(device);
            }
            Err(CacheFault::NotFound(..) | CacheFault::UndoTooLate | CacheFault::Unknown(_)) => {}
            Err(fault) => self.broken(format!("{device} cannot write: {fault}")),
        }
    }

    fn take_back(&mut self, device: usize) {
        let author = self.author(device);
        let cache = self.devices[device].cache.clone();
        let mut ids = Vec::new();
        let dice = &mut self.dice;
        let written = cache.undo(None, &author, &mut || {
            ids.push(dice.id());
            ids[ids.len() - 1]
        });
        self.wrote(device, written, &ids);
    }

    fn intent(&mut self, device: usize) -> Intent {
        match self.dice.below(20) {
            0..3 => self.new_client(),
            3..5 => self.new_child(device, Entity::Note),
            5..7 => self.new_child(device, Entity::Activity),
            7 => self.new_child(device, Entity::Contact),
            8 => self.new_child(device, Entity::Tagging),
            9 => self.new_of_its_own(device),
            10 => self.on_any(device, IntentOp::Delete),
            11 => self.on_any(device, IntentOp::Restore),
            _ => self.change(device),
        }
    }

    fn pick_known(&mut self, device: usize, wanted: impl Fn(Entity) -> bool) -> Option<(Entity, Uuid)> {
        let known: Vec<_> = self.devices[device].known.iter().copied().filter(|(entity, _)| wanted(*entity)).collect();
        self.dice.pick(&known)
    }

    fn client(&mut self, device: usize) -> Uuid {
        match self.pick_known(device, |entity| entity == Entity::Client) {
            Some((_, id)) => id,
            None => self.dice.id(),
        }
    }

    fn somebody(&mut self) -> Option<Uuid> {
        self.dice.pick(&self.people.clone()).filter(|_| self.dice.chance(75))
    }

    fn text(&mut self) -> Value {
        if self.dice.chance(1) { POISON.into() } else { format!("text {}", self.dice.below(1_000)).into() }
    }

    fn new_client(&mut self) -> Intent {
        let values = named([
            ("kind", "person".into()),
            ("name", self.text()),
            ("client_type", "lead".into()),
            ("lifecycle_stage", "lead".into()),
            ("owner_id", self.somebody().into()),
        ]);
        Intent { entity: Entity::Client, record: self.dice.id(), op: IntentOp::Create { values } }
    }

    fn new_child(&mut self, device: usize, entity: Entity) -> Intent {
        let client = self.client(device);
        let mut values = named([("client_id", client.into())]);
        match entity {
            Entity::Note => values.extend(named([("body", self.text())])),
            Entity::Contact => values.extend(named([("name", self.text())])),
            Entity::Tagging => {
                let tag = self.pick_known(device, |entity| entity == Entity::Tag);
                let tag = tag.map_or_else(|| self.dice.id(), |(_, id)| id);
                values.extend(named([("tag_id", tag.into())]));
            }
            _ => {
                if self.dice.chance(25) {
                    values.clear();
                }
                let assignee = self.somebody().unwrap_or(self.devices[device].person);
                values.extend(named([
                    ("kind", "task".into()),
                    ("subject", self.text()),
                    ("assignee_id", assignee.into()),
                    ("status", "open".into()),
                ]));
            }
        }
        Intent { entity, record: self.dice.id(), op: IntentOp::Create { values } }
    }

    fn new_of_its_own(&mut self, device: usize) -> Intent {
        let entity = if self.dice.chance(50) { Entity::Tag } else { Entity::SavedView };
        let record = self.dice.id();
        let mut values = named([("name", self.text())]);
        match entity {
            Entity::Tag => values.extend(named([("colour", "sky".into())])),
            _ => values.extend(named([("definition", "{}".into())])),
        }
        self.devices[device].known.push((entity, record));
        Intent { entity, record, op: IntentOp::Create { values } }
    }

    fn on_any(&mut self, device: usize, op: IntentOp) -> Intent {
        let writable = |entity: Entity| entity.device_writes();
        let found = self.pick_known(device, writable);
        let (entity, record) = found.unwrap_or_else(|| (Entity::Note, self.dice.id()));
        Intent { entity, record, op }
    }

    fn change(&mut self, device: usize) -> Intent {
        let writable = |entity: Entity| entity.device_writes() && entity != Entity::Tagging;
        let found = self.pick_known(device, writable);
        let (entity, record) = found.unwrap_or_else(|| (Entity::Note, self.dice.id()));
        let values = match entity {
            Entity::Client => self.client_change(),
            Entity::Note if self.dice.chance(30) => named([("pinned", self.dice.chance(50).into())]),
            Entity::Note => named([("body", self.text())]),
            Entity::Activity => match self.dice.below(3) {
                0 => named([("status", "done".into())]),
                1 => named([("due_at", Value::Int(self.dice.below(1_000) as i64))]),
                _ => named([("subject", self.text())]),
            },
            _ => named([("name", self.text())]),
        };
        Intent { entity, record, op: IntentOp::Update { values } }
    }

    fn client_change(&mut self) -> Named {
        let stage = self.dice.pick(LifecycleStage::WORDS).expect("there are stages");
        match self.dice.below(8) {
            0 | 1 => named([("owner_id", self.somebody().into())]),
            2 | 3 => named([("lifecycle_stage", stage.into())]),
            4 => named([("lifecycle_stage", stage.into()), ("name", self.text())]),
            5 => named([("last_contact_at", Value::Int(self.dice.below(1_000) as i64))]),
            6 => named([("score", Value::Int(self.dice.below(101) as i64))]),
            _ => named([("name", self.text())]),
        }
    }

    fn look_after_refused(&mut self, device: usize) {
        let queue = self.devices[device].cache.queue().expect("the queue can be read");
        let refused: Vec<_> =
            queue.iter().filter(|edit| edit.state == EditState::Refused).map(|edit| edit.id).collect();
        let Some(edit) = self.dice.pick(&refused) else { return };
        if self.dice.chance(50) { self.send_again(device, edit) } else { self.give_up_edit(device, edit) }
    }

    fn send_again(&mut self, device: usize, edit: Uuid) {
        self.devices[device].cache.retry(edit).expect("a refused edit can be sent again");
        if !self.unsettled(device).contains(&edit) {
            self.explained.insert(edit);
            self.edits.insert(under_a_new_id(edit), device);
        }
        self.committed(device);
    }

    /// Gives an edit up, and with it what makes no sense without it.
    pub(super) fn give_up_edit(&mut self, device: usize, edit: Uuid) {
        let before = self.unsettled(device);
        self.devices[device].cache.discard(edit).expect("a refused edit can be given up");
        let after = self.unsettled(device);
        self.explained.extend(before.difference(&after));
        self.committed(device);
    }

    fn resolve_one(&mut self, device: usize) {
        let conflicts = self.devices[device].cache.conflicts().expect("the conflicts can be read");
        let Some(conflict) = self.dice.pick(&conflicts) else { return };
        let mine: Vec<String> =
            conflict.fields.iter().filter(|_| self.dice.chance(50)).map(|field| field.field.clone()).collect();
        self.resolve(device, conflict.id, &mine);
    }

    pub(super) fn resolve(&mut self, device: usize, conflict: Uuid, mine: &[String]) {
        let author = self.author(device);
        let cache = self.devices[device].cache.clone();
        let mut ids = Vec::new();
        let dice = &mut self.dice;
        let written = cache.resolve_conflict(conflict, mine, &author, &mut || {
            ids.push(dice.id());
            ids[ids.len() - 1]
        });
        self.wrote(device, written, &ids);
    }
}
