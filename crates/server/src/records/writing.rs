//! Changes of one transaction, collected until they are numbered.

use super::Stored;
use super::columns::{DERIVED_OF_CLIENT, bind_value, derived_of_client};
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::{Entity, Millis, Value, scope};
use leadline_protocol::Code;
use sqlx::AssertSqlSafe;
use std::fmt::Write;
use uuid::Uuid;

/// A record to be made. Its values were checked before.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// The record.
    pub id: Uuid,
    /// Who makes it.
    pub by: Uuid,
    /// When.
    pub at: Millis,
    /// In the order of [`Entity::fields`].
    pub values: Vec<Value>,
}

/// Where a record hangs and who sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The client it hangs on, or itself.
    pub root: Uuid,
    /// Its scope.
    pub scope: Uuid,
}

/// What happened to one record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    pub entity: Entity,
    pub id: Uuid,
    pub root: Uuid,
    /// The scope it was seen in before.
    pub was_in: Option<Uuid>,
    /// The scope it is seen in now.
    pub is_in: Option<Uuid>,
    /// Whether the row already carries the version.
    pub stamped: bool,
    /// Whether the record itself was edited, and not only what it hangs on.
    pub edited: bool,
}

/// The changes of one transaction. Made at its beginning, used for every change, finished as its last step.
#[derive(Debug)]
pub struct Writing {
    /// The organisation.
    pub org: Uuid,
    /// Who writes.
    pub by: Uuid,
    /// When, by the server's clock.
    pub at: Millis,
    pub(super) reserved: Option<i64>,
    pub(super) touched: Vec<Touch>,
    /// Clients whose whole tree moved, went or came back, with the scope they were seen in before.
    pub(super) moved: Vec<(Uuid, Option<Uuid>)>,
    pub(super) steps: Vec<NewRecord>,
    /// What the audit log is told: the action and its subject.
    pub(super) audited: Vec<(String, Uuid)>,
}

/// How far a [`Writing`] was.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    touched: usize,
    moved: usize,
    steps: usize,
    audited: usize,
}

impl Writing {
    /// Nothing written yet.
    pub fn new(org: Uuid, by: Uuid, at: Millis) -> Self {
        Self {
            org,
            by,
            at,
            reserved: None,
            touched: Vec::new(),
            moved: Vec::new(),
            steps: Vec::new(),
            audited: Vec::new(),
        }
    }

    /// A place to come back to with [`Writing::undo_to`] when a savepoint is rolled back.
    pub fn mark(&self) -> Mark {
        Mark {
            touched: self.touched.len(),
            moved: self.moved.len(),
            steps: self.steps.len(),
            audited: self.audited.len(),
        }
    }

    /// Forgets everything since the mark.
    pub fn undo_to(&mut self, mark: Mark) {
        self.touched.truncate(mark.touched);
        self.moved.truncate(mark.moved);
        self.steps.truncate(mark.steps);
        self.audited.truncate(mark.audited);
    }

    /// Takes the version at once instead of at the end, so that the rows of an import are written only once. Everybody
    /// else of the organisation waits from here to the commit: at most [`super::BULK_ROWS`] records, nothing slow.
    /// The transaction must be in the system's scope.
    pub async fn reserve(&mut self, tx: &mut Tx<'_>) -> Served<()> {
        let sql = "update org_sync set version = version + 1 where org_id = $1 returning version";
        self.reserved = Some(sqlx::query_scalar(sql).bind(self.org).fetch_one(&mut **tx).await?);
        Ok(())
    }

    /// Where a record with these values belongs. `client_scope` is the scope of the client it hangs on.
    pub fn place(&self, entity: Entity, id: Uuid, by: Uuid, values: &[Value], client_scope: Option<Uuid>) -> Place {
        let id_in = |field: &str| entity.position(field).and_then(|at| values.get(at)).and_then(Value::as_id);
        let (root, scope) = match (entity, client_of(entity, values), client_scope) {
            (_, Some(client), Some(scope)) => (client, scope),
            (Entity::Client, ..) => (id, scope::of_client(self.org, id_in("owner_id"))),
            (Entity::SavedView | Entity::Notification, ..) => (id, scope::private(by)),
            (Entity::Activity, ..) => (id, scope::owned_by(id_in("assignee_id").unwrap_or(by))),
            _ => (id, scope::organisation(self.org)),
        };
        Place { root, scope }
    }

    /// Sets fields of a record that is there. `cause` names the edit, for the id of the step it may be in the funnel;
    /// `place` is where the record belongs afterwards.
    pub async fn update(
        &mut self,
        tx: &mut Tx<'_>,
        entity: Entity,
        stored: &Stored,
        write: Vec<(usize, Value)>,
        place: Place,
        cause: Uuid,
    ) -> Served<()> {
        let mut after = stored.values.clone();
        for (at, value) in &write {
            after[*at] = value.clone();
        }
        let derived = if entity == Entity::Client { Some(derived_of_client(&after)) } else { None };
        let moves = place.scope != stored.scope;
        let fields = entity.fields();
        let mut sql = format!("update {} set updated_at = $3, updated_by = $4", entity.table());
        let mut argument = 4;
        let mut set = |sql: &mut String, column: &str| {
            argument += 1;
            write!(sql, ", {column} = ${argument}").expect("writing into a string cannot fail");
        };
        write.iter().for_each(|(at, _)| set(&mut sql, fields[*at].name));
        if derived.is_some() {
            DERIVED_OF_CLIENT.iter().for_each(|column| set(&mut sql, column));
        }
        if moves {
            set(&mut sql, "scope");
        }
        if place.root != stored.root {
            set(&mut sql, "root");
        }
        sql.push_str(" where org_id = $1 and id = $2");
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(self.org).bind(stored.id).bind(self.at).bind(self.by);
        for (at, value) in write {
            query = bind_value(query, fields[at].kind, value);
        }
        for text in derived.into_iter().flatten() {
            query = query.bind(text);
        }
        if moves {
            query = query.bind(place.scope);
        }
        if place.root != stored.root {
            query = query.bind(place.root);
        }
        written(query.execute(&mut **tx).await?.rows_affected())?;
        self.touch(entity, stored, place, Some(stored.scope), Some(place.scope));
        if entity == Entity::Client {
            if moves {
                self.moved.push((stored.id, Some(stored.scope)));
                self.audited.push(("clients.assigned".to_owned(), stored.id));
            }
            self.note_step(stored, &after, cause);
        }
        Ok(())
    }

    /// Puts a record away; a client takes along what hangs on it.
    pub async fn put_away(&mut self, tx: &mut Tx<'_>, entity: Entity, stored: &Stored) -> Served<()> {
        let sql = format!(
            "update {} set deleted_at = $3, updated_at = $3, updated_by = $4 where org_id = $1 and id = $2",
            entity.table()
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(self.org).bind(stored.id).bind(self.at).bind(self.by);
        written(query.execute(&mut **tx).await?.rows_affected())?;
        self.touch(entity, stored, stored.place(), Some(stored.scope), None);
        self.audited.push((format!("{}.put_away", entity.table()), stored.id));
        if entity == Entity::Client {
            for child in children().filter(|child| child.device_writes()) {
                let sql = format!(
                    "update {} set deleted_at = $3, deleted_with = $2 \
                     where org_id = $1 and client_id = $2 and deleted_at is null",
                    child.table()
                );
                sqlx::query(AssertSqlSafe(sql)).bind(self.org).bind(stored.id).bind(self.at).execute(&mut **tx).await?;
            }
            self.moved.push((stored.id, Some(stored.scope)));
        }
        Ok(())
    }

    /// Brings a record back; a client brings what it took along.
    pub async fn bring_back(&mut self, tx: &mut Tx<'_>, entity: Entity, stored: &Stored) -> Served<()> {
        let alone = if entity.is_child_of_client() { ", deleted_with = null" } else { "" };
        let sql = format!(
            "update {} set deleted_at = null, updated_at = $3, updated_by = $4{alone} where org_id = $1 and id = $2",
            entity.table()
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(self.org).bind(stored.id).bind(self.at).bind(self.by);
        written(query.execute(&mut **tx).await?.rows_affected())?;
        self.touch(entity, stored, stored.place(), None, Some(stored.scope));
        self.audited.push((format!("{}.brought_back", entity.table()), stored.id));
        if entity == Entity::Client {
            for child in children().filter(|child| child.device_writes()) {
                let sql = format!(
                    "update {} set deleted_at = null, deleted_with = null where org_id = $1 and client_id = $2 \
                     and deleted_with = $2",
                    child.table()
                );
                sqlx::query(AssertSqlSafe(sql)).bind(self.org).bind(stored.id).execute(&mut **tx).await?;
            }
            self.moved.push((stored.id, None));
        }
        Ok(())
    }

    fn touch(&mut self, entity: Entity, stored: &Stored, place: Place, was_in: Option<Uuid>, is_in: Option<Uuid>) {
        self.touched.push(Touch {
            entity,
            id: stored.id,
            root: place.root,
            was_in,
            is_in,
            stamped: false,
            edited: true,
        });
    }

    /// Remembers the step through the funnel that an edit of a client was. Its id follows from the edit, so that the
    /// device that made the edit can show the step before the server has answered.
    fn note_step(&mut self, before: &Stored, after: &[Value], cause: Uuid) {
        let at = Entity::Client.position("lifecycle_stage").expect("clients have a stage");
        if before.values[at] != after[at] {
            self.steps.push(NewRecord {
                id: Uuid::new_v5(&cause, b"stage"),
                by: self.by,
                at: self.at,
                values: vec![before.id.into(), before.values[at].clone(), after[at].clone(), self.at.into()],
            });
        }
    }
}

impl Stored {
    /// Where it is.
    pub fn place(&self) -> Place {
        Place { root: self.root, scope: self.scope }
    }
}

/// What hangs on clients.
pub(super) fn children() -> impl Iterator<Item = Entity> {
    Entity::ALL.iter().copied().filter(|entity| entity.is_child_of_client())
}

/// The client that a record with these values hangs on.
pub(super) fn client_of(entity: Entity, values: &[Value]) -> Option<Uuid> {
    entity.position("client_id").and_then(|at| values.get(at)).and_then(Value::as_id)
}

/// A policy hides a row from an update instead of refusing it.
fn written(rows: u64) -> Served<()> {
    if rows == 1 { Ok(()) } else { Err(Code::Forbidden.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_has_one_place() {
        let (org, me, other, id) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3), Uuid::from_u128(4));
        let writing = Writing::new(org, me, 0);
        let with = |entity: Entity, set: &[(&str, Uuid)]| {
            let mut values = vec![Value::Null; entity.fields().len()];
            for (field, value) in set {
                values[entity.position(field).unwrap()] = (*value).into();
            }
            values
        };
        let place = |entity, set: &[(&str, Uuid)], client_scope| {
            let place = writing.place(entity, id, me, &with(entity, set), client_scope);
            (place.root, place.scope)
        };
        assert_eq!(place(Entity::Client, &[], None), (id, scope::pool(org)));
        assert_eq!(place(Entity::Client, &[("owner_id", other)], None), (id, other));
        assert_eq!(place(Entity::Note, &[("client_id", other)], Some(me)), (other, me));
        assert_eq!(place(Entity::Activity, &[("assignee_id", other)], None), (id, other));
        assert_eq!(place(Entity::Tag, &[], None), (id, org));
        assert_eq!(place(Entity::SavedView, &[], None), (id, scope::private(me)));
    }
}
