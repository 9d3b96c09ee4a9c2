//! What a record may hold. Used by the form before saving, by the import row by row, and by the server on everything
//! that arrives.

use crate::email;
use crate::entity::{Entity, FieldKind, Guard};
use crate::phone;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Longest JSON document in a field, in bytes.
pub const JSON_MAX_BYTES: usize = 64 * 1024;

/// Why a field's content cannot be stored. The user interface has one sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldFault {
    /// It may not be empty.
    #[error("is empty")]
    Required,
    /// Too many characters.
    #[error("is too long")]
    TooLong,
    /// Characters that cannot be shown, or line breaks where none belong.
    #[error("holds control characters")]
    ControlCharacters,
    /// Not an e-mail address.
    #[error("is not an e-mail address")]
    NotAnEmail,
    /// Not a telephone number.
    #[error("is not a telephone number")]
    NotAPhone,
    /// Not one of the allowed words.
    #[error("is not one of the choices")]
    NotAChoice,
    /// A number outside its range.
    #[error("is out of range")]
    OutOfRange,
    /// Another kind of content than the field holds.
    #[error("is of the wrong kind")]
    WrongKind,
    /// The record has no such field.
    #[error("does not exist")]
    UnknownField,
    /// People cannot write it.
    #[error("cannot be written")]
    ReadOnly,
}

/// A field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name.
    pub field: String,
    /// What is wrong.
    pub fault: FieldFault,
}

/// Checks and tidies one value for one field: trims text, lower-cases e-mail, turns empty text into nothing. Phones
/// must already be E.164 (see [`phone::to_e164`], which needs to know the country).
pub fn tidy(entity: Entity, name: &str, value: Value) -> Result<Value, FieldFault> {
    let field = entity.field(name).ok_or(FieldFault::UnknownField)?;
    let value = value.coerce(field.kind).ok_or(FieldFault::WrongKind)?;
    let value = match value {
        Value::Text(text) => tidy_text(field.kind, &text)?,
        Value::Int(number) => match field.kind {
            FieldKind::Int { min, max } if !(min..=max).contains(&number) => return Err(FieldFault::OutOfRange),
            // 9999-12-31, the last day every part of the system can show.
            FieldKind::Time if !(0..=253_402_300_799_999).contains(&number) => return Err(FieldFault::OutOfRange),
            _ => Value::Int(number),
        },
        other => other,
    };
    if field.required && value.is_null() { Err(FieldFault::Required) } else { Ok(value) }
}

fn tidy_text(kind: FieldKind, raw: &str) -> Result<Value, FieldFault> {
    let text = raw.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let forbidden = |lines: bool| move |c: char| c.is_control() && !(lines && (c == '\n' || c == '\t'));
    match kind {
        FieldKind::Text { max, lines } => {
            // A text of more bytes than any `max` characters could take need not be counted.
            if text.len() > max * 4 || text.chars().count() > max {
                return Err(FieldFault::TooLong);
            }
            let text = if lines { text.replace("\r\n", "\n") } else { text.to_owned() };
            if text.contains(forbidden(lines)) {
                return Err(FieldFault::ControlCharacters);
            }
            Ok(Value::Text(text))
        }
        FieldKind::Email => email::normalise(text).map(Value::Text).ok_or(FieldFault::NotAnEmail),
        FieldKind::Phone if phone::is_e164(text) => Ok(Value::Text(text.to_owned())),
        FieldKind::Phone => Err(FieldFault::NotAPhone),
        FieldKind::Word(words) if words.contains(&text) => Ok(Value::Text(text.to_owned())),
        FieldKind::Word(_) => Err(FieldFault::NotAChoice),
        FieldKind::Json if text.len() > JSON_MAX_BYTES => Err(FieldFault::TooLong),
        FieldKind::Json => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(serde_json::Value::Object(_)) if !text.contains("\\u0000") => Ok(Value::Text(text.to_owned())),
            _ => Err(FieldFault::WrongKind),
        },
        FieldKind::Int { .. } | FieldKind::Bool | FieldKind::Time | FieldKind::Id(_) | FieldKind::Outside => {
            Err(FieldFault::WrongKind)
        }
    }
}

/// Checks a whole new record given as named values and returns its values in stored order.
pub fn new_record(entity: Entity, given: &[(String, Value)]) -> Result<Vec<Value>, Vec<FieldProblem>> {
    let mut row = vec![Value::Null; entity.fields().len()];
    let mut problems = Vec::new();
    for (name, value) in given {
        match device_field(entity, name).and_then(|at| Ok((at, tidy(entity, name, value.clone())?))) {
            Ok((at, value)) => row[at] = value,
            Err(fault) => problems.push(FieldProblem { field: name.clone(), fault }),
        }
    }
    for (at, field) in entity.fields().iter().enumerate() {
        let spoken_of = problems.iter().any(|problem| problem.field == field.name);
        if field.required && row[at].is_null() && !spoken_of {
            problems.push(FieldProblem { field: field.name.to_owned(), fault: FieldFault::Required });
        }
    }
    if problems.is_empty() { Ok(row) } else { Err(problems) }
}

/// The position of a field that a device may write.
pub fn device_field(entity: Entity, name: &str) -> Result<usize, FieldFault> {
    let at = entity.position(name).ok_or(FieldFault::UnknownField)?;
    if entity.fields()[at].guard == Guard::ServerOnly { Err(FieldFault::ReadOnly) } else { Ok(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_tidied_or_refused() {
        use FieldFault as F;
        let cases: &[(&str, Value, Result<Value, F>)] = &[
            ("name", "  Anong  ".into(), Ok("Anong".into())),
            ("name", "   ".into(), Err(F::Required)),
            ("name", "a\u{7}b".into(), Err(F::ControlCharacters)),
            ("name", "a\nb".into(), Err(F::ControlCharacters)),
            ("name", "x".repeat(201).into(), Err(F::TooLong)),
            ("name", "ก".repeat(200).into(), Ok("ก".repeat(200).into())),
            ("address", "a\r\nb".into(), Ok("a\nb".into())),
            ("email", "A@B.Example".into(), Ok("a@b.example".into())),
            ("email", "nonsense".into(), Err(F::NotAnEmail)),
            ("email", "".into(), Ok(Value::Null)),
            ("phone", "+66815550142".into(), Ok("+66815550142".into())),
            ("phone", "0815550142".into(), Err(F::NotAPhone)),
            ("score", Value::Int(101), Err(F::OutOfRange)),
            ("lead_quality", "hot".into(), Ok("hot".into())),
            ("lead_quality", "boiling".into(), Err(F::NotAChoice)),
            ("owner_id", "not an id".into(), Err(F::WrongKind)),
            ("custom", "[1]".into(), Err(F::WrongKind)),
            ("custom", r#"{"a":"\u0000"}"#.into(), Err(F::WrongKind)),
            ("nonsense", Value::Null, Err(F::UnknownField)),
        ];
        for (name, value, expected) in cases {
            assert_eq!(&tidy(Entity::Client, name, value.clone()), expected, "{name} {value:?}");
        }
    }

    #[test]
    fn control_characters_are_refused_but_for_line_breaks_and_tabs_in_texts_of_several_lines() {
        use FieldFault::ControlCharacters as Refused;
        type Becomes = Result<&'static str, FieldFault>;
        // What is written; what becomes of it in a name and in a note.
        let cases: &[(&str, Becomes, Becomes)] = &[
            ("a\0b", Err(Refused), Err(Refused)),
            ("a\u{1b}[31mb", Err(Refused), Err(Refused)),
            ("a\u{7f}b", Err(Refused), Err(Refused)),
            ("a\u{85}b", Err(Refused), Err(Refused)),
            ("a\u{9b}b", Err(Refused), Err(Refused)),
            ("a\rb", Err(Refused), Err(Refused)),
            ("a\nb", Err(Refused), Ok("a\nb")),
            ("a\r\nb", Err(Refused), Ok("a\nb")),
            ("a\tb", Err(Refused), Ok("a\tb")),
            ("\n a \t", Ok("a"), Ok("a")),
            ("น้ำ\u{200b}ดื่ม", Ok("น้ำ\u{200b}ดื่ม"), Ok("น้ำ\u{200b}ดื่ม")),
        ];
        for (written, name, note) in cases {
            for (entity, field, becomes) in [(Entity::Client, "name", name), (Entity::Note, "body", note)] {
                let becomes = becomes.map(Value::from);
                assert_eq!(tidy(entity, field, (*written).into()), becomes, "{field} {written:?}");
            }
        }
    }

    #[test]
    fn no_field_of_any_record_takes_what_cannot_be_stored() {
        for entity in Entity::ALL {
            for field in entity.fields() {
                for written in ["\0", "a\0b", "a\u{7}@b.example", "+6681555\u{7}0142"] {
                    assert!(
                        tidy(*entity, field.name, written.into()).is_err(),
                        "{entity:?} {} {written:?}",
                        field.name
                    );
                }
            }
        }
    }

    #[test]
    fn ten_megabytes_are_refused_without_being_walked() {
        assert_eq!(tidy(Entity::Client, "name", "x".repeat(10_000_000).into()), Err(FieldFault::TooLong));
    }

    #[test]
    fn a_new_record_names_every_missing_field_once() {
        let problems = new_record(Entity::Client, &[("name".into(), "".into())]).unwrap_err();
        let named: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(named, ["name", "kind", "client_type", "lifecycle_stage"]);
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in "\\PC{0,60}") {
            for field in Entity::Client.fields() {
                if let Ok(once) = tidy(Entity::Client, field.name, Value::Text(text.clone())) {
                    prop_assert_eq!(tidy(Entity::Client, field.name, once.clone()), Ok(once));
                }
            }
        }
    }
}
