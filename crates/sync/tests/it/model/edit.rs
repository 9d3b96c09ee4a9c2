//! What one edit does, and who may.

use super::log::Entry;
use super::{Record, Server, Writing};
use leadline_domain::check::{self, FieldProblem};
use leadline_domain::merge::{Change, merge};
use leadline_domain::role::{Action, SinceMade, may, may_take_back};
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::{Mutation, Op, Outcome};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

impl Server {
    pub(super) fn carry_out(&mut self, writing: Writing, edit: &Mutation) -> Result<Outcome, Problem> {
        match &edit.op {
            Op::Nothing => Ok(Outcome::Applied),
            Op::Create { values } => self.create(writing, edit, values),
            Op::Update { changes } => self.update(writing, edit, changes),
            Op::Delete { seen } => self.delete(writing, edit, *seen),
            Op::Restore => self.bring_back(writing, edit),
        }
    }

    fn allowed(&self, by: Uuid, action: Action, entity: Entity, scope: Uuid) -> Result<(), Problem> {
        let own = [by, scope::pool(self.org), scope::private(by)].contains(&scope);
        let seen = self.granted(by).contains(&scope);
        match (seen, may(self.role(by), action, entity, own)) {
            (true, true) => Ok(()),
            (true, false) => Err(Code::Forbidden.into()),
            (false, _) => Err(Code::NotFound.into()),
        }
    }

    /// The record, if it is there and the author sees it.
    fn found(&self, by: Uuid, entity: Entity, id: Uuid) -> Result<&Record, Problem> {
        let record = self.data.records.get(&(entity, id));
        record.filter(|record| self.granted(by).contains(&record.scope)).ok_or_else(|| Code::NotFound.into())
    }

    /// Whether a record may be put away or brought back. Who may not put clients away may still take back having made one.
    fn may_put_away(&self, writing: Writing, entity: Entity, id: Uuid, record: &Record) -> Result<(), Problem> {
        let (by, role) = (writing.by, self.role(writing.by));
        if entity != Entity::Client || may(role, Action::Delete, entity, true) {
            return self.allowed(by, Action::Delete, entity, record.scope);
        }
        self.allowed(by, Action::Update, entity, record.scope)?;
        let mut hanging = self.children(id).into_iter().filter(|(child, _)| child.device_writes());
        let others_hung = hanging.any(|key| {
            let child = &self.data.records[&key];
            child.created_by != by || child.updated_by != by
        });
        let put_away_at = if record.deleted.is_some() { record.updated_at } else { writing.at };
        let since = SinceMade {
            by_me: record.created_by == by,
            others_did: record.updated_by != by || others_hung,
            age: put_away_at - record.created_at,
        };
        if may_take_back(role, since) { Ok(()) } else { Err(Code::Forbidden.into()) }
    }

    fn place_of(&self, by: Uuid, entity: Entity, id: Uuid, values: &[Value]) -> Result<(Uuid, Uuid), Problem> {
        let value = |name: &str| entity.position(name).and_then(|at| values[at].as_id());
        Ok(match entity {
            Entity::Client => (id, scope::of_client(self.org, value("owner_id"))),
            Entity::SavedView | Entity::Notification => (id, scope::private(by)),
            Entity::Tag | Entity::Profile => (id, self.org),
            _ => match value("client_id") {
                Some(client) => {
                    let root = self.found(by, Entity::Client, client)?;
                    if root.deleted.is_some() {
                        return Err(Code::Deleted.into());
                    }
                    (client, root.scope)
                }
                None => (id, scope::owned_by(value("assignee_id").unwrap_or(by))),
            },
        })
    }

    fn create(&mut self, writing: Writing, edit: &Mutation, given: &[(String, Value)]) -> Result<Outcome, Problem> {
        let values = check::new_record(edit.entity, given).map_err(Problem::invalid)?;
        let (root, scope) = self.place_of(writing.by, edit.entity, edit.record, &values)?;
        self.allowed(writing.by, Action::Create, edit.entity, scope)?;
        match self.data.records.get(&(edit.entity, edit.record)) {
            // The same tag on the same client, from two devices.
            Some(there) if edit.entity == Entity::Tagging && there.deleted.is_none() => {}
            Some(_) if edit.entity != Entity::Tagging => return Err(Code::Conflict.into()),
            _ => self.insert(writing, edit.entity, edit.record, root, scope, values),
        }
        Ok(Outcome::Applied)
    }

    fn update(&mut self, writing: Writing, edit: &Mutation, changes: &[Change]) -> Result<Outcome, Problem> {
        let (entity, id) = (edit.entity, edit.record);
        let record = self.found(writing.by, entity, id)?.clone();
        if record.deleted.is_some() {
            return Err(Code::Deleted.into());
        }
        self.allowed(writing.by, Action::Update, entity, record.scope)?;
        if entity == Entity::Client && changes.iter().any(|change| change.field == "owner_id") {
            self.allowed(writing.by, Action::Assign, entity, record.scope)?;
        }
        for change in changes {
            check::device_field(entity, &change.field)
                .and_then(|_| check::tidy(entity, &change.field, change.now.clone()))
                .map_err(|fault| Problem::invalid(vec![FieldProblem { field: change.field.clone(), fault }]))?;
        }
        let merged = merge(entity, &record.values, changes);
        if !merged.write.is_empty() {
            self.write(writing, edit, &record, merged.write);
        }
        if merged.conflicts.is_empty() {
            return Ok(Outcome::Applied);
        }
        Ok(Outcome::Conflict { fields: merged.conflicts, by: record.updated_by, at: record.updated_at })
    }

    fn write(&mut self, writing: Writing, edit: &Mutation, before: &Record, write: Vec<(usize, Value)>) {
        let (entity, id) = (edit.entity, edit.record);
        let record = self.data.records.get_mut(&(entity, id)).expect("it was found");
        for (at, value) in write {
            record.values[at] = value;
        }
        let values = record.values.clone();
        self.stamp(writing, entity, id);
        if entity != Entity::Client {
            return;
        }
        let at = Entity::Client.position("lifecycle_stage").expect("a field");
        if values[at] != before.values[at] {
            let step = vec![Value::Id(id), before.values[at].clone(), values[at].clone(), Value::Int(writing.at)];
            let step_id = Uuid::new_v5(&edit.id, b"stage");
            self.insert(writing, Entity::LifecycleChange, step_id, id, before.scope, step);
        }
        let owner = values[Entity::Client.position("owner_id").expect("a field")].as_id();
        let scope = scope::of_client(self.org, owner);
        if scope != before.scope {
            self.relocate(writing, id, before.scope, scope);
        }
    }

    /// A client changes hands: it enters another scope with everything that hangs on it.
    fn relocate(&mut self, writing: Writing, root: Uuid, from: Uuid, to: Uuid) {
        let client = self.data.records.get_mut(&(Entity::Client, root)).expect("it was found");
        client.scope = to;
        client.enter = writing.version;
        self.data.log.note(Entity::Client, root, from, writing.version, Entry::Left);
        self.data.log.put(Entity::Client, root, to, writing.version);
        for (entity, id) in self.children(root) {
            let child = self.data.records.get_mut(&(entity, id)).expect("it hangs there");
            child.scope = to;
            if child.deleted.is_none() {
                child.version = writing.version;
                self.data.log.forget(entity, id, from);
                self.data.log.put(entity, id, to, writing.version);
            }
        }
    }

    fn delete(&mut self, writing: Writing, edit: &Mutation, seen: i64) -> Result<Outcome, Problem> {
        let (entity, id) = (edit.entity, edit.record);
        let record = self.found(writing.by, entity, id)?.clone();
        self.may_put_away(writing, entity, id, &record)?;
        if record.deleted.is_some() {
            return Ok(Outcome::Applied);
        }
        if record.edited > seen && record.updated_by != writing.by {
            return Ok(Outcome::Conflict { fields: Vec::new(), by: record.updated_by, at: record.updated_at });
        }
        let hanging = if entity == Entity::Client { self.children(id) } else { Vec::new() };
        for (child, child_id) in hanging {
            let record = self.data.records.get_mut(&(child, child_id)).expect("it hangs there");
            if record.deleted.is_none() {
                record.deleted = Some(writing.version);
                self.data.log.forget(child, child_id, record.scope);
            }
        }
        let gone = self.data.records.get_mut(&(entity, id)).expect("it was found");
        gone.deleted = Some(writing.version);
        gone.updated_by = writing.by;
        gone.updated_at = writing.at;
        gone.version = writing.version;
        gone.edited = writing.version;
        self.data.log.note(entity, id, record.scope, writing.version, Entry::Deleted);
        Ok(Outcome::Applied)
    }

    fn bring_back(&mut self, writing: Writing, edit: &Mutation) -> Result<Outcome, Problem> {
        let (entity, id) = (edit.entity, edit.record);
        let record = self.found(writing.by, entity, id)?.clone();
        self.may_put_away(writing, entity, id, &record)?;
        let Some(version) = record.deleted else { return Ok(Outcome::Applied) };
        if entity.is_child_of_client()
            && record.root != id
            && self.found(writing.by, Entity::Client, record.root)?.deleted.is_some()
        {
            return Err(Code::Deleted.into());
        }
        let took_along = match entity {
            Entity::Client => self.children(id),
            _ => Vec::new(),
        };
        let back = self.data.records.get_mut(&(entity, id)).expect("it was found");
        back.deleted = None;
        if back.root == id {
            back.enter = writing.version;
        }
        self.stamp(writing, entity, id);
        for (child, child_id) in took_along {
            let hanging = self.data.records.get_mut(&(child, child_id)).expect("it hangs there");
            if hanging.deleted == Some(version) {
                hanging.deleted = None;
                hanging.version = writing.version;
                let scope = hanging.scope;
                self.data.log.put(child, child_id, scope, writing.version);
            }
        }
        Ok(Outcome::Applied)
    }
}
