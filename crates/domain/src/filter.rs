//! The one filter language behind every list: written by the UI, kept in saved views, compiled to SQLite by the cache
//! and to PostgreSQL by the server. [`Filter::matches`] is its meaning; both compilers are tested against it.
//!
//! A comparison with nothing is false, and `Not` turns exactly true into false and false into true, so there is no
//! third truth value in any dialect.

use crate::entity::{Entity, FieldKind};
use crate::value::Value;
use crate::words::place_of;
use crate::{Millis, text};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use uuid::Uuid;

/// Deepest nesting and most tests a filter may have; beyond that it is refused rather than compiled.
pub const MAX_DEPTH: usize = 8;
/// Most tests in one filter.
pub const MAX_TESTS: usize = 100;

/// A condition on clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "op")]
#[cfg_attr(feature = "openapi", schema(no_recursion))]
pub enum Filter {
    /// Every part holds. No parts: everything matches.
    All {
        /// The parts.
        parts: Vec<Filter>,
    },
    /// At least one part holds. No parts: nothing matches.
    Any {
        /// The parts.
        parts: Vec<Filter>,
    },
    /// The part does not hold.
    Not {
        /// The part.
        part: Box<Filter>,
    },
    /// The field is one of these.
    OneOf {
        /// A field of the client.
        field: String,
        /// The accepted values.
        values: Vec<Operand>,
    },
    /// The field holds something.
    Filled {
        /// A field of the client.
        field: String,
    },
    /// The number or time is at least this.
    AtLeast {
        /// A number or time field of the client.
        field: String,
        /// The smallest accepted value.
        value: Operand,
    },
    /// The number or time is smaller than this.
    Below {
        /// A number or time field of the client.
        field: String,
        /// The smallest value no longer accepted.
        value: Operand,
    },
    /// The client carries this tag.
    Tagged {
        /// The tag's id.
        tag: Uuid,
    },
    /// Name, company, e-mail or phone contain this text.
    Text {
        /// What the person typed.
        text: String,
    },
}

/// What a field is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Operand {
    /// This value.
    Value {
        /// The value itself.
        value: Value,
    },
    /// The person looking at the list.
    Me,
    /// Midnight at the start of today where the person is, plus so many days.
    Day {
        /// Days from today; negative is the past.
        days: i32,
    },
}

/// Who looks, and when: what `Me` and `Day` mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Viewpoint {
    /// The person looking.
    pub me: Uuid,
    /// Midnight at the start of their today.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub today: Millis,
}

/// One column of an order. Nothing sorts last in either direction; the id breaks ties.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sort {
    /// A field of the client, or `created_at` / `updated_at`.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

/// Why a filter cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterFault {
    /// Clients have no such field.
    #[error("clients have no field {0}")]
    UnknownField(String),
    /// The value does not fit the field.
    #[error("the value does not fit the field {0}")]
    WrongKind(String),
    /// Nested too deeply or too many tests.
    #[error("the filter is too large")]
    TooLarge,
}

impl Operand {
    /// The value this operand stands for at `viewpoint`.
    pub fn resolve(&self, viewpoint: Viewpoint) -> Value {
        match self {
            Self::Value { value } => value.clone(),
            Self::Me => Value::Id(viewpoint.me),
            Self::Day { days } => Value::Int(viewpoint.today.saturating_add(i64::from(*days) * 86_400_000)),
        }
    }
}

impl Filter {
    /// The filter that accepts everything.
    pub fn everything() -> Self {
        Self::All { parts: Vec::new() }
    }

    /// Checks fields, kinds and size, and returns the filter with every operand resolved to a stored value, ready to
    /// compile: no `Me`, no `Day`, ids as ids, texts in searchable form.
    pub fn settle(&self, viewpoint: Viewpoint) -> Result<Self, FilterFault> {
        let mut tests = 0;
        self.settle_at(viewpoint, 0, &mut tests)
    }

    fn settle_at(&self, at: Viewpoint, depth: usize, tests: &mut usize) -> Result<Self, FilterFault> {
        *tests += 1;
        if depth > MAX_DEPTH || *tests > MAX_TESTS {
            return Err(FilterFault::TooLarge);
        }
        let mut settle_all = |parts: &[Self]| -> Result<Vec<Self>, FilterFault> {
            parts.iter().map(|part| part.settle_at(at, depth + 1, tests)).collect()
        };
        Ok(match self {
            Self::All { parts } => Self::All { parts: settle_all(parts)? },
            Self::Any { parts } => Self::Any { parts: settle_all(parts)? },
            Self::Not { part } => Self::Not { part: Box::new(part.settle_at(at, depth + 1, tests)?) },
            Self::OneOf { field, values } => {
                if values.len() > MAX_TESTS {
                    return Err(FilterFault::TooLarge);
                }
                let values = values.iter().map(|value| settle_operand(field, value, at)).collect::<Result<_, _>>()?;
                Self::OneOf { field: field.clone(), values }
            }
            Self::Filled { field } => {
                kind_of(field)?;
                self.clone()
            }
            Self::AtLeast { field, value } => {
                Self::AtLeast { field: ordered(field)?, value: settle_operand(field, value, at)? }
            }
            Self::Below { field, value } => {
                Self::Below { field: ordered(field)?, value: settle_operand(field, value, at)? }
            }
            Self::Tagged { tag } => Self::Tagged { tag: *tag },
            Self::Text { text } => Self::Text { text: text::search_term(text) },
        })
    }

    /// Whether a client matches. `value` gives a field's content, `tagged` whether a tag is on it, `searchable` its
    /// [`text::of_client`]. The filter must be settled.
    pub fn matches(&self, value: &dyn Fn(&str) -> Value, tagged: &dyn Fn(Uuid) -> bool, searchable: &str) -> bool {
        let compare = |field: &str, operand: &Operand, holds: fn(&Value, &Value) -> bool| match operand {
            Operand::Value { value: against } => {
                let content = value(field);
                !content.is_null() && !against.is_null() && holds(&content, against)
            }
            Operand::Me | Operand::Day { .. } => false,
        };
        match self {
            Self::All { parts } => parts.iter().all(|part| part.matches(value, tagged, searchable)),
            Self::Any { parts } => parts.iter().any(|part| part.matches(value, tagged, searchable)),
            Self::Not { part } => !part.matches(value, tagged, searchable),
            Self::OneOf { field, values } => values.iter().any(|operand| compare(field, operand, |a, b| a == b)),
            Self::Filled { field } => !value(field).is_null(),
            Self::AtLeast { field, value: against } => compare(field, against, |a, b| a >= b),
            Self::Below { field, value: against } => compare(field, against, |a, b| a < b),
            Self::Tagged { tag } => tagged(*tag),
            Self::Text { text } => searchable.contains(text.as_str()),
        }
    }
}

impl Sort {
    /// Checks that the list can be ordered by this field.
    pub fn check(&self) -> Result<FieldKind, FilterFault> {
        match kind_of(&self.field)? {
            FieldKind::Json => Err(FilterFault::WrongKind(self.field.clone())),
            kind => Ok(kind),
        }
    }

    /// What a client's content of the field counts as in this order: names by their sort keys, words by their place in
    /// their list, empty text as nothing.
    pub fn key(&self, value: &Value) -> Value {
        let kind = kind_of(&self.field).ok();
        match (self.field.as_str(), kind, value.as_text()) {
            (_, _, Some("")) => Value::Null,
            ("name" | "company_name", _, Some(text)) => text::sort_key(text).into(),
            (_, Some(FieldKind::Word(words)), Some(word)) => Value::Int(place_of(words, word)),
            _ => value.clone(),
        }
    }

    /// Which of two clients stands first, by their content of the field and their ids: nothing is last in both
    /// directions, and ids break ties.
    pub fn compare(&self, a: (&Value, Uuid), b: (&Value, Uuid)) -> Ordering {
        let (left, right) = (self.key(a.0), self.key(b.0));
        let by_key = match (left.is_null(), right.is_null()) {
            (false, false) if self.descending => right.cmp(&left),
            (false, false) => left.cmp(&right),
            (left, right) => left.cmp(&right),
        };
        by_key.then(a.1.cmp(&b.1))
    }
}

/// The kind of a client's field, with the two times every record has.
pub fn kind_of(field: &str) -> Result<FieldKind, FilterFault> {
    match field {
        "created_at" | "updated_at" => Ok(FieldKind::Time),
        _ => Entity::Client.field(field).map(|f| f.kind).ok_or_else(|| FilterFault::UnknownField(field.to_owned())),
    }
}

fn ordered(field: &str) -> Result<String, FilterFault> {
    match kind_of(field)? {
        FieldKind::Int { .. } | FieldKind::Time => Ok(field.to_owned()),
        _ => Err(FilterFault::WrongKind(field.to_owned())),
    }
}

fn settle_operand(field: &str, operand: &Operand, at: Viewpoint) -> Result<Operand, FilterFault> {
    let kind = kind_of(field)?;
    let value = operand.resolve(at).coerce(kind).ok_or_else(|| FilterFault::WrongKind(field.to_owned()))?;
    Ok(Operand::Value { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Viewpoint = Viewpoint { me: Uuid::from_u128(7), today: 1_000_000_000 };

    fn is(field: &str, value: impl Into<Value>) -> Filter {
        Filter::OneOf { field: field.into(), values: vec![Operand::Value { value: value.into() }] }
    }

    fn holds(filter: &Filter, owner: Value, due: Value) -> bool {
        let value = |field: &str| match field {
            "owner_id" => owner.clone(),
            "next_follow_up_at" => due.clone(),
            _ => Value::Null,
        };
        filter.settle(AT).unwrap().matches(&value, &|_| false, "anong phromma")
    }

    #[test]
    fn me_and_today_take_the_viewpoint() {
        let mine = Filter::OneOf { field: "owner_id".into(), values: vec![Operand::Me] };
        assert!(holds(&mine, Value::Id(AT.me), Value::Null));
        assert!(!holds(&mine, Value::Null, Value::Null));
        let late = Filter::Below { field: "next_follow_up_at".into(), value: Operand::Day { days: 0 } };
        assert!(holds(&late, Value::Null, Value::Int(999)));
        assert!(!holds(&late, Value::Null, Value::Int(AT.today)));
        assert!(!holds(&late, Value::Null, Value::Null));
        assert!(holds(&Filter::Not { part: Box::new(late) }, Value::Null, Value::Null));
    }

    #[test]
    fn nonsense_is_named() {
        assert_eq!(is("nose", 1).settle(AT), Err(FilterFault::UnknownField("nose".into())));
        assert_eq!(is("score", "x").settle(AT), Err(FilterFault::WrongKind("score".into())));
        let below_a_word = Filter::Below { field: "name".into(), value: Operand::Me };
        assert_eq!(below_a_word.settle(AT), Err(FilterFault::WrongKind("name".into())));
        let deep = (0..20).fold(Filter::everything(), |inner, _| Filter::Not { part: Box::new(inner) });
        assert_eq!(deep.settle(AT), Err(FilterFault::TooLarge));
    }

    #[test]
    fn words_stand_in_the_order_of_their_list_and_nothing_is_last() {
        for descending in [false, true] {
            let sort = Sort { field: "lifecycle_stage".into(), descending };
            let mut stages = ["customer", "", "lead", "of a newer build", "opportunity", "mql"].map(Value::from);
            stages.sort_by(|a, b| sort.compare((a, Uuid::nil()), (b, Uuid::nil())));
            let mut expected = ["lead", "mql", "opportunity", "customer", "of a newer build", ""].map(Value::from);
            if descending {
                expected[..5].reverse();
            }
            assert_eq!(stages, expected);
        }
    }

    #[test]
    fn it_survives_json() {
        let filter = Filter::All { parts: vec![is("lead_quality", "hot"), Filter::Text { text: "น้ำ".into() }] };
        let json = serde_json::to_string(&filter).unwrap();
        assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
    }
}
