//! What the words of a file mean here: the colleagues' names, and what the person said about the rest.

use crate::api::{ImportField, ImportPlan, ImportWord, ImportWords};
use crate::problem;
use crate::rights::Rights;
use crate::workplace::Workplace;
use leadline_domain::check::{self, FieldFault, FieldProblem};
use leadline_domain::role::Action;
use leadline_domain::table::{self, IMPORTABLE, Meanings, SaidWords};
use leadline_domain::{Entity, Value};
use leadline_protocol::Problem;
use std::collections::HashMap;
use uuid::Uuid;

const OWNER: &str = "owner_id";

/// Where a column can go, and what the words in it can mean.
pub fn fields(work: &Workplace) -> Result<Vec<ImportField>, Problem> {
    let owners: Vec<Value> = owners(work)?.into_iter().map(|owner| Value::Id(owner.id)).collect();
    let choices = |field: &str| if field == OWNER { owners.clone() } else { table::choices(field) };
    let field = |field: &&str| ImportField {
        field: (*field).to_owned(),
        joins: table::joins(field),
        choices: table::is_choice(field).then(|| choices(field)),
    };
    Ok(IMPORTABLE.iter().map(field).collect())
}

/// The colleagues' names, and over them what the plan says.
pub fn meanings(work: &Workplace, plan: &ImportPlan) -> Result<Meanings, Problem> {
    let mut meanings = Meanings::default();
    let owners = owners(work)?;
    for (name, owner) in names(&owners) {
        meanings.set(OWNER, &name, owner.into());
    }
    for (field, words) in &plan.meanings {
        for (said, means) in words {
            let wrong = |fault| Problem::invalid(vec![FieldProblem { field: field.clone(), fault }]);
            let means = match means {
                Value::Null => Value::Null,
                means => check::tidy(Entity::Client, field, means.clone()).map_err(wrong)?,
            };
            if field == OWNER && !means.is_null() && !owners.iter().any(|owner| means == Value::Id(owner.id)) {
                return Err(wrong(FieldFault::NotAChoice));
            }
            meanings.set(field, said, means);
        }
    }
    Ok(meanings)
}

/// As the UI shows them.
pub fn shown(found: SaidWords) -> ImportWords {
    let word = |word: table::SaidWord| ImportWord {
        said: word.said,
        rows: word.rows,
        known: word.means.is_some(),
        means: word.means.unwrap_or_default(),
    };
    ImportWords { field: found.field.to_owned(), words: found.words.into_iter().map(word).collect(), more: found.more }
}

struct Colleague {
    id: Uuid,
    name: String,
    email: String,
}

/// Who may own what the person brings in.
fn owners(work: &Workplace) -> Result<Vec<Colleague>, Problem> {
    let me = work.signed_in().account.profile_id;
    let anybody = Rights::of(work).allow(Action::Assign, Entity::Client, true).is_ok();
    let profiles = work.cache().directory().map_err(problem::of_cache)?.profiles;
    let may_own = profiles.into_iter().filter(|profile| profile.active && (anybody || profile.id == me));
    Ok(may_own.map(|profile| Colleague { id: profile.id, name: profile.name, email: profile.email }).collect())
}

/// Whole names, first names and addresses that mean one colleague and no other.
fn names(owners: &[Colleague]) -> Vec<(String, Uuid)> {
    let mut said: HashMap<String, Vec<Uuid>> = HashMap::new();
    for owner in owners {
        let first = owner.name.split_whitespace().next().unwrap_or_default();
        for name in [owner.name.as_str(), first, owner.email.as_str()] {
            let means = said.entry(name.to_owned()).or_default();
            if !means.contains(&owner.id) {
                means.push(owner.id);
            }
        }
    }
    let one = said.into_iter().filter_map(|(name, owners)| match owners.as_slice() {
        [owner] if !name.is_empty() => Some((name, *owner)),
        _ => None,
    });
    one.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_name_that_two_have_means_neither() {
        let colleague = |id, name: &str, email: &str| Colleague {
            id: Uuid::from_u128(id),
            name: name.to_owned(),
            email: email.to_owned(),
        };
        let owners = [
            colleague(1, "Naphat Srisuk", "naphat@tawan.example"),
            colleague(2, "Naphat Wong", "wong@tawan.example"),
            colleague(3, "พลอย ดีงาม", "ploy@tawan.example"),
        ];
        let names: HashMap<_, _> = names(&owners).into_iter().collect();
        assert_eq!(names.get("Naphat"), None);
        assert_eq!(names.get("Naphat Wong"), Some(&Uuid::from_u128(2)));
        assert_eq!(names.get("พลอย"), Some(&Uuid::from_u128(3)));
        assert_eq!(names.get("naphat@tawan.example"), Some(&Uuid::from_u128(1)));
    }
}
