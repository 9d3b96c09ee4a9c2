//! What a person typed, as it is stored: phones in home writing become E.164.

use crate::api::Fields;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::{Entity, FieldKind, Value, phone};
use leadline_protocol::Problem;

/// The values of a form for `entity`, with phones as dialled in `country` in E.164.
pub fn read(entity: Entity, fields: Fields, country: &str) -> Result<Vec<(String, Value)>, Problem> {
    let mut problems = Vec::new();
    let mut values = Vec::with_capacity(fields.values.len());
    for (name, value) in fields.values {
        match read_value(entity, &name, value, country) {
            Ok(value) => values.push((name, value)),
            Err(fault) => problems.push(FieldProblem { field: name, fault }),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(Problem::invalid(problems)) }
}

/// One value of a form or a cell.
pub fn read_value(entity: Entity, name: &str, value: Value, country: &str) -> Result<Value, FieldFault> {
    match (entity.field(name).map(|field| field.kind), value) {
        (Some(FieldKind::Phone), Value::Text(typed)) if typed.trim().is_empty() => Ok(Value::Null),
        (Some(FieldKind::Phone), Value::Text(typed)) => {
            phone::to_e164(&typed, country).map(Value::Text).ok_or(FieldFault::NotAPhone)
        }
        (Some(_), value) => leadline_domain::check::tidy(entity, name, value),
        (None, _) => Err(FieldFault::UnknownField),
    }
}

/// The content of a named value.
pub fn value<'a>(values: &'a [(String, Value)], name: &str) -> Option<&'a Value> {
    values.iter().find(|(field, _)| field == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(values: &[(&str, &str)]) -> Fields {
        Fields { values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect() }
    }

    #[test]
    fn phones_are_read_as_dialled_at_home() {
        let typed = fields(&[("name", " Anong "), ("phone", "๐๘๑ 555 0142"), ("phone2", " ")]);
        let values = read(Entity::Client, typed, "TH").unwrap();
        assert_eq!(value(&values, "phone"), Some(&"+66815550142".into()));
        assert_eq!(value(&values, "phone2"), Some(&Value::Null));
        assert_eq!(value(&values, "name"), Some(&"Anong".into()));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let typed = fields(&[("email", "nonsense"), ("phone", "call me"), ("nose", "long")]);
        let problem = read(Entity::Client, typed, "TH").unwrap_err();
        let named: Vec<_> = problem.fields.iter().map(|problem| (problem.field.as_str(), problem.fault)).collect();
        let expected =
            [("email", FieldFault::NotAnEmail), ("nose", FieldFault::UnknownField), ("phone", FieldFault::NotAPhone)];
        assert_eq!(named, expected);
    }
}
