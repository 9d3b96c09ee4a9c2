//! A person's edits: checked, laid over what is seen, and queued, all in one transaction.

use crate::changes::Changes;
use crate::fold::{lay_update, refold, refold_family, root_of};
use crate::lanes::Lane;
use crate::outbox::{self, Edit, State};
use crate::table::{self, Visible};
use crate::undo::{self, Step, What};
use crate::{Author, Cache, CacheFault, Intent, IntentOp, Written, draft, long_edit, meta, shadow};
use leadline_domain::check::{self, FieldFault, FieldProblem};
use leadline_domain::merge::Change;
use leadline_domain::{Entity, Field, Guard, Value, scope};
use leadline_protocol::sync::Op;
use rusqlite::Connection;
use uuid::Uuid;

impl Cache {
    /// Does what a person wants, or nothing at all. When this returns, the edit survives a power cut.
    ///
    /// `new_id` makes ids never used before. With more than one intent, records that are no longer there are passed
    /// over.
    ///
    /// # Errors
    /// [`CacheFault::Invalid`] names every field that cannot be stored; [`CacheFault::NotFound`] for a single intent
    /// about a record that is not there.
    pub fn write(
        &self,
        intents: &[Intent],
        at: &Author,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Written, CacheFault> {
        self.write_beside(Beside::Nothing, intents, at, new_id)
    }

    /// As [`Cache::write`], and drops the draft the edit came from in the same transaction.
    ///
    /// # Errors
    /// As [`Cache::write`].
    pub fn write_draft(
        &self,
        draft: &str,
        intents: &[Intent],
        at: &Author,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Written, CacheFault> {
        self.write_beside(Beside::Draft(draft), intents, at, new_id)
    }

    pub(crate) fn write_beside(
        &self,
        beside: Beside<'_>,
        intents: &[Intent],
        at: &Author,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Written, CacheFault> {
        let (mut written, changed) = self.commit(Lane::Edit, |file, changes| {
            let mut pen = Pen { file, changes, at, new_id, steps: Vec::new() };
            pen.write_all(intents)?;
            let (count, steps) = (pen.count(), pen.steps);
            let undo = if steps.is_empty() { None } else { Some(undo::keep(file, new_id(), &steps)?) };
            match beside {
                Beside::Nothing => {}
                Beside::Draft(key) => draft::drop_one(file, key)?,
                Beside::PartOf { id, done } => long_edit::note_part(file, id, done, undo)?,
            }
            Ok(Written { count, undo, ..Written::default() })
        })?;
        written.changed = changed;
        Ok(written)
    }
}

/// What happens in the same transaction as a person's edit.
#[derive(Clone, Copy)]
pub(crate) enum Beside<'a> {
    Nothing,
    /// The draft it came from is dropped.
    Draft(&'a str),
    /// The long edit it is a part of comes this far.
    PartOf {
        id: Uuid,
        done: u32,
    },
}

/// One transaction's worth of writing by one person.
pub(crate) struct Pen<'a> {
    pub(crate) file: &'a Connection,
    pub(crate) changes: &'a mut Changes,
    pub(crate) at: &'a Author,
    pub(crate) new_id: &'a mut dyn FnMut() -> Uuid,
    /// What was done, for undo.
    pub(crate) steps: Vec<Step>,
}

impl Pen<'_> {
    /// How many records changed.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    fn write_all(&mut self, intents: &[Intent]) -> Result<(), CacheFault> {
        let mut problems = Vec::new();
        for intent in intents {
            match self.write_one(intent) {
                Ok(()) => {}
                Err(CacheFault::Invalid(found)) => problems.extend(found),
                Err(CacheFault::NotFound(..)) if intents.len() > 1 => {}
                Err(fault) => return Err(fault),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(CacheFault::Invalid(problems)) }
    }

    /// Does one thing; what changes nothing leaves no trace.
    pub(crate) fn write_one(&mut self, intent: &Intent) -> Result<(), CacheFault> {
        let entity = intent.entity;
        if !entity.device_writes() {
            let field = entity.table().to_owned();
            return Err(CacheFault::Invalid(vec![FieldProblem { field, fault: FieldFault::ReadOnly }]));
        }
        let record = record_of(intent);
        let seen = table::of(entity).load(self.file, record)?;
        match (&intent.op, seen) {
            (IntentOp::Create { values }, None) => self.create(entity, record, values),
            (IntentOp::Create { .. } | IntentOp::Restore, Some(seen)) if seen.hidden => {
                self.put(&seen, Op::Restore, What::BroughtBack)
            }
            (IntentOp::Create { .. } | IntentOp::Restore, Some(_)) => Ok(()),
            (IntentOp::Update { values }, Some(seen)) => self.update(&seen, values),
            (IntentOp::Delete, Some(seen)) if !seen.hidden => {
                let version = seen.row.version;
                self.put(&seen, Op::Delete { seen: version }, What::PutAway)
            }
            (IntentOp::Delete, _) => Ok(()),
            (IntentOp::Restore, None) => self.restore_unseen(entity, record),
            (IntentOp::Update { .. }, None) => Err(CacheFault::NotFound(entity, record)),
        }
    }

    fn create(&mut self, entity: Entity, record: Uuid, given: &[(String, Value)]) -> Result<(), CacheFault> {
        let values = check::new_record(entity, given).map_err(CacheFault::Invalid)?;
        let root = root_of(entity, record, &values);
        let op = Op::Create { values: said(entity, given, &values) };
        let scope = self.scope_of(entity, root, record, &values)?;
        let edit = self.edit(entity, record, root, scope, op)?;
        self.queue(&edit)?;
        refold(self.file, self.changes, entity, record)?;
        self.steps.push(Step { entity, record, what: What::Made { values } });
        Ok(())
    }

    fn update(&mut self, seen: &Visible, given: &[(String, Value)]) -> Result<(), CacheFault> {
        let changes = changes_of(seen, given)?;
        if changes.is_empty() { Ok(()) } else { self.change(seen, changes) }
    }

    /// Queues changes as they are and lays them over what is seen.
    pub(crate) fn change(&mut self, seen: &Visible, fields: Vec<Change>) -> Result<(), CacheFault> {
        let (entity, record) = (seen.row.entity, seen.row.id);
        let root = match fields.iter().find(|change| change.field == "client_id") {
            Some(change) => change.now.as_id().unwrap_or(record),
            None => seen.row.root,
        };
        let edit = self.edit(entity, record, root, seen.row.scope, Op::Update { changes: fields.clone() })?;
        shadow::keep(self.file, seen)?;
        self.queue(&edit)?;
        if root != seen.row.root {
            refold(self.file, self.changes, entity, record)?;
        } else {
            lay_update(self.file, self.changes, seen, &edit)?;
        }
        self.steps.push(Step { entity, record, what: What::Changed { changes: fields } });
        Ok(())
    }

    fn put(&mut self, seen: &Visible, op: Op, what: What) -> Result<(), CacheFault> {
        let (entity, record) = (seen.row.entity, seen.row.id);
        let edit = self.edit(entity, record, seen.row.root, seen.row.scope, op)?;
        shadow::keep(self.file, seen)?;
        self.queue(&edit)?;
        refold_family(self.file, self.changes, entity, record)?;
        self.steps.push(Step { entity, record, what });
        Ok(())
    }

    /// Asks the server to bring back what is no longer here.
    fn restore_unseen(&mut self, entity: Entity, record: Uuid) -> Result<(), CacheFault> {
        let edit = self.edit(entity, record, record, scope::owned_by(self.at.me), Op::Restore)?;
        self.queue(&edit)?;
        refold_family(self.file, self.changes, entity, record)?;
        self.steps.push(Step { entity, record, what: What::BroughtBack });
        Ok(())
    }

    fn edit(&mut self, entity: Entity, record: Uuid, root: Uuid, scope: Uuid, op: Op) -> Result<Edit, CacheFault> {
        let state = if meta::is_alone(self.file)? {
            State::Kept
        } else if outbox::is_refused_in_making(self.file, record, root)? {
            State::Blocked
        } else {
            State::Waiting
        };
        Ok(Edit {
            place: 0,
            id: (self.new_id)(),
            seq: None,
            entity,
            record,
            root,
            scope,
            op,
            at: self.at.now,
            by: self.at.me,
            state,
            problem: None,
            set_aside: false,
        })
    }

    fn queue(&self, edit: &Edit) -> Result<(), CacheFault> {
        outbox::append(self.file, edit)
    }

    /// Where a new record will be visible.
    fn scope_of(&self, entity: Entity, root: Uuid, record: Uuid, values: &[Value]) -> Result<Uuid, CacheFault> {
        let named = |name: &str| entity.position(name).and_then(|at| values.get(at)).and_then(Value::as_id);
        Ok(match entity {
            Entity::Profile | Entity::Tag => scope::organisation(self.at.org),
            Entity::SavedView | Entity::Notification => scope::private(self.at.me),
            Entity::Client => scope::of_client(self.at.org, named("owner_id")),
            _ if root == record => scope::owned_by(named("assignee_id").unwrap_or(self.at.me)),
            _ => match table::of(Entity::Client).load(self.file, root)? {
                Some(client) => client.row.scope,
                None => scope::pool(self.at.org),
            },
        })
    }
}

/// What the server is told of a new record. A field that was named and left empty is said as well: an owner who is named
/// as nobody means the pool, one who is not named means the person who makes the client.
fn said(entity: Entity, given: &[(String, Value)], values: &[Value]) -> Vec<(String, Value)> {
    let told = |(field, value): &(&Field, &Value)| !value.is_null() || given.iter().any(|(name, _)| name == field.name);
    let fields = entity.fields().iter().zip(values).filter(told);
    fields.map(|(field, value)| (field.name.to_owned(), value.clone())).collect()
}

/// A tagging has one id on every device, whatever the caller made up.
fn record_of(intent: &Intent) -> Uuid {
    let IntentOp::Create { values } = &intent.op else { return intent.record };
    let id = |name: &str| {
        let value = values.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())?;
        value.coerce(intent.entity.field(name)?.kind)?.as_id()
    };
    match (intent.entity, id("client_id"), id("tag_id")) {
        (Entity::Tagging, Some(client), Some(tag)) => scope::tagging_id(client, tag),
        _ => intent.record,
    }
}

/// What the given values really change, with what the person saw before.
fn changes_of(seen: &Visible, given: &[(String, Value)]) -> Result<Vec<Change>, CacheFault> {
    let entity = seen.row.entity;
    let mut changes: Vec<Change> = Vec::new();
    let mut problems = Vec::new();
    for (name, value) in given {
        let tidied =
            check::device_field(entity, name).and_then(|at| Ok((at, check::tidy(entity, name, value.clone())?)));
        match tidied {
            Err(fault) => problems.push(FieldProblem { field: name.clone(), fault }),
            Ok((at, now)) => {
                let was = seen.row.values.get(at).cloned().unwrap_or_default();
                let idle = was == now || (entity.fields()[at].guard == Guard::Largest && now < was);
                changes.retain(|change| change.field != *name);
                if !idle {
                    changes.push(Change { field: name.clone(), was, now });
                }
            }
        }
    }
    if problems.is_empty() { Ok(changes) } else { Err(CacheFault::Invalid(problems)) }
}
