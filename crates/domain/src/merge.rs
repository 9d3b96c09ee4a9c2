//! How an edit made on a device meets the record as it is on the server now.
//!
//! A change carries the value its author saw (`was`) and the value they set (`now`). That makes the rule free of
//! clocks and versions: a guarded field whose current value is neither of the two was changed by somebody else
//! meanwhile, and a person decides. Edits queued one behind the other by the same device never fight each other,
//! because each one's `was` is the `now` of the one before.

use crate::entity::{Entity, Guard};
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// One field's edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// The field's name.
    pub field: String,
    /// What the author saw before the edit.
    pub was: Value,
    /// What the author set.
    pub now: Value,
}

/// One field where two people meant different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldConflict {
    /// The field's name.
    pub field: String,
    /// What both started from, as the device saw it.
    pub base: Value,
    /// What the device set.
    pub mine: Value,
    /// What the server holds.
    pub theirs: Value,
}

/// The outcome of an edit: what to write, and what a person must decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Field positions and their new values; only fields whose value really changes.
    pub write: Vec<(usize, Value)>,
    /// Guarded fields that somebody else changed meanwhile.
    pub conflicts: Vec<FieldConflict>,
}

/// Merges `changes` into the `current` values of an `entity` record, given in the order of [`Entity::fields`].
/// Unknown and server-only fields must have been refused before (see [`crate::check`]); they are passed over here.
pub fn merge(entity: Entity, current: &[Value], changes: &[Change]) -> Merged {
    let mut merged = Merged::default();
    for change in changes {
        let Some(position) = entity.position(&change.field) else { continue };
        let Some(theirs) = current.get(position) else { continue };
        if *theirs == change.now {
            continue;
        }
        match entity.fields()[position].guard {
            Guard::ServerOnly => {}
            Guard::Largest if change.now <= *theirs => {}
            Guard::Compare if *theirs != change.was => merged.conflicts.push(FieldConflict {
                field: change.field.clone(),
                base: change.was.clone(),
                mine: change.now.clone(),
                theirs: theirs.clone(),
            }),
            Guard::LastArrival | Guard::Largest | Guard::Compare => merged.write.push((position, change.now.clone())),
        }
    }
    merged
}

/// Lays `changes` over `values` as the author sees them before the server has answered.
pub fn overlay(entity: Entity, values: &mut [Value], changes: &[Change]) {
    for change in changes {
        if let Some(slot) = entity.position(&change.field).and_then(|at| values.get_mut(at)) {
            *slot = change.now.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn change(field: &str, was: &str, now: &str) -> Change {
        Change { field: field.into(), was: was.into(), now: now.into() }
    }

    fn client(stage: &str, name: &str) -> Vec<Value> {
        let mut row = vec![Value::Null; Entity::Client.fields().len()];
        row[Entity::Client.position("lifecycle_stage").unwrap()] = stage.into();
        row[Entity::Client.position("name").unwrap()] = name.into();
        row
    }

    #[test]
    fn different_fields_both_survive() {
        let merged =
            merge(Entity::Client, &client("sql", "Ben's name"), &[change("lifecycle_stage", "sql", "opportunity")]);
        assert!(merged.conflicts.is_empty());
        assert_eq!(merged.write.len(), 1);
    }

    #[test]
    fn an_unguarded_field_takes_the_last_arrival() {
        let merged = merge(Entity::Client, &client("sql", "Ben's"), &[change("name", "old", "Aom's")]);
        assert_eq!(merged.write, vec![(1, "Aom's".into())]);
    }

    #[test]
    fn a_guarded_field_changed_meanwhile_is_a_conflict_and_the_rest_is_written() {
        let merged = merge(
            Entity::Client,
            &client("customer", "x"),
            &[change("lifecycle_stage", "sql", "opportunity"), change("name", "x", "y")],
        );
        assert_eq!(merged.write, vec![(1, "y".into())]);
        let conflict = &merged.conflicts[0];
        assert_eq!(
            (&conflict.base, &conflict.mine, &conflict.theirs),
            (&"sql".into(), &"opportunity".into(), &"customer".into())
        );
    }

    #[test]
    fn agreeing_with_the_other_is_no_conflict() {
        let merged = merge(Entity::Client, &client("customer", "x"), &[change("lifecycle_stage", "sql", "customer")]);
        assert_eq!(merged, Merged::default());
    }

    #[test]
    fn last_contact_only_moves_forward() {
        let mut row = client("sql", "x");
        let at = Entity::Client.position("last_contact_at").unwrap();
        row[at] = Value::Int(50);
        let edit = |now: i64| Change { field: "last_contact_at".into(), was: Value::Null, now: Value::Int(now) };
        assert!(merge(Entity::Client, &row, &[edit(40)]).write.is_empty());
        assert_eq!(merge(Entity::Client, &row, &[edit(60)]).write, vec![(at, Value::Int(60))]);
    }

    proptest! {
        /// A device alone never meets a conflict, however many edits it queues.
        #[test]
        fn a_chain_of_own_edits_never_conflicts(steps in prop::collection::vec(0usize..6, 1..20)) {
            let stages = crate::words::LifecycleStage::WORDS;
            let mut server = client("lead", "x");
            let mut seen = "lead";
            let queue: Vec<_> = steps.iter().map(|s| { let c = change("lifecycle_stage", seen, stages[*s]); seen = stages[*s]; c }).collect();
            for edit in queue {
                let merged = merge(Entity::Client, &server, std::slice::from_ref(&edit));
                prop_assert!(merged.conflicts.is_empty());
                for (at, value) in merged.write { server[at] = value; }
            }
            prop_assert_eq!(&server[4], &Value::from(seen));
        }
    }
}
