//! One field's content, in the form that is stored, compared and sent.

use crate::entity::FieldKind;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use uuid::Uuid;

/// One field's content. Times are [`crate::Millis`] in `Int`; JSON documents travel as their text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number or a time in milliseconds.
    Int(i64),
    /// Text, a word from a closed list, a phone in E.164, or a JSON document.
    Text(String),
    /// A reference to another record.
    Id(Uuid),
}

impl Value {
    /// True for `Null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number or time, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// The referenced id, if it is one.
    pub fn as_id(&self) -> Option<Uuid> {
        if let Self::Id(id) = self { Some(*id) } else { None }
    }

    /// Turns what JSON cannot tell apart (an id is a string there) into what `kind` stores.
    /// Returns `None` if the content does not fit the kind.
    pub fn coerce(self, kind: FieldKind) -> Option<Self> {
        match (kind, self) {
            (_, Self::Null) => Some(Self::Null),
            (FieldKind::Bool, Self::Bool(b)) => Some(Self::Bool(b)),
            (FieldKind::Int { .. } | FieldKind::Time, Self::Int(n)) => Some(Self::Int(n)),
            (FieldKind::Id(_) | FieldKind::Outside, Self::Id(id)) => Some(Self::Id(id)),
            (FieldKind::Id(_) | FieldKind::Outside, Self::Text(text)) => Uuid::parse_str(&text).ok().map(Self::Id),
            (
                FieldKind::Text { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Word(_) | FieldKind::Json,
                Self::Text(text),
            ) => Some(Self::Text(text)),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}
impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(content: Option<T>) -> Self {
        content.map_or(Self::Null, Into::into)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(flag) => to.serialize_bool(*flag),
            Self::Int(number) => to.serialize_i64(*number),
            Self::Text(text) => to.serialize_str(text),
            Self::Id(id) if to.is_human_readable() => to.collect_str(id),
            Self::Id(id) => to.serialize_bytes(id.as_bytes()),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Content;
        impl<'de> Visitor<'de> for Content {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("nothing, a flag, a whole number, text or a 16-byte id")
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_none<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
                from.deserialize_any(Content)
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
                Ok(Value::Bool(flag))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Int(number))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
                i64::try_from(number).map(Value::Int).map_err(|_| E::custom("number too large"))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
                // JavaScript writes whole numbers beyond 2^53 and `-0` as floats; anything with a fraction is refused.
                if number.fract() == 0.0 && number.abs() < 9.0e15 {
                    Ok(Value::Int(number as i64))
                } else {
                    Err(E::custom("not a whole number"))
                }
            }
            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_string<E>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Value, E> {
                Uuid::from_slice(bytes).map(Value::Id).map_err(|_| E::custom("an id has 16 bytes"))
            }
            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Value, E> {
                self.visit_bytes(&bytes)
            }
        }
        from.deserialize_any(Content)
    }
}

#[cfg(feature = "ts")]
impl ts_rs::TS for Value {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &ts_rs::Config) -> String {
        "string | number | boolean | null".to_owned()
    }
    fn inline(config: &ts_rs::Config) -> String {
        Self::name(config)
    }
    fn decl(_: &ts_rs::Config) -> String {
        unreachable!("a value is written inline, so nobody asks for its declaration")
    }
    fn decl_concrete(_: &ts_rs::Config) -> String {
        unreachable!("a value is written inline, so nobody asks for its declaration")
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Value {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::SchemaType::AnyValue)
            .description(Some("Nothing, a flag, a whole number (times in milliseconds), text or an id"))
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Value {}
