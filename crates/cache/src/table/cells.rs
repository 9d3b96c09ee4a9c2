//! What stands in the cells of a row, and how it is read back.

use super::Column;
use crate::CacheFault;
use crate::rows::SyncMark;
use leadline_domain::{Entity, FieldKind, Value, text};
use leadline_protocol::sync::Row;
use rusqlite::types::{ToSqlOutput, Type, Value as Stored, ValueRef};
use std::sync::OnceLock;
use uuid::Uuid;

/// What a client is found and sorted by; empty for everything else.
#[derive(Default)]
pub(super) struct Keys {
    name: String,
    company: String,
    searchable: String,
}

impl Keys {
    pub(super) fn of(row: &Row) -> Self {
        if row.entity != Entity::Client {
            return Self::default();
        }
        let [name, company, email, phone, phone2] = named(row);
        let [name, company, searchable] = text::keys_of_client(name, company, email, phone, phone2);
        Self { name, company, searchable }
    }
}

/// The texts of a client its keys are made of.
fn named(row: &Row) -> [&str; 5] {
    static POSITIONS: OnceLock<[usize; 5]> = OnceLock::new();
    let positions = POSITIONS.get_or_init(|| {
        ["name", "company_name", "email", "phone", "phone2"]
            .map(|name| Entity::Client.position(name).expect("clients have these fields"))
    });
    positions.map(|at| row.values.get(at).and_then(Value::as_text).unwrap_or_default())
}

pub(super) fn named_alike(old: &Row, new: &Row) -> bool {
    old.entity != Entity::Client || named(old) == named(new)
}

/// A record's content by column.
pub(super) struct Cells<'a> {
    row: &'a Row,
    hidden: bool,
    mark: i64,
    keys: Keys,
    extra: Option<Vec<u8>>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(row: &'a Row, hidden: bool, mark: &SyncMark, keys: Keys) -> Result<Self, CacheFault> {
        Ok(Self { row, hidden, mark: mark.number(), keys, extra: pack_extra(row.entity, &row.values)? })
    }

    pub(super) fn get(&self, column: Column) -> ToSqlOutput<'_> {
        let row = self.row;
        match column {
            Column::Id => blob(&row.id),
            Column::Root => blob(&row.root),
            Column::Scope => blob(&row.scope),
            Column::Version => int(row.version),
            Column::Enter => int(row.enter),
            Column::CreatedAt => int(row.created_at),
            Column::CreatedBy => blob(&row.created_by),
            Column::UpdatedAt => int(row.updated_at),
            Column::UpdatedBy => blob(&row.updated_by),
            Column::Field(at) => row.values.get(at).map_or(ToSqlOutput::Borrowed(ValueRef::Null), stored),
            Column::NameKey => text_cell(&self.keys.name),
            Column::CompanyKey => text_cell(&self.keys.company),
            Column::Searchable => text_cell(&self.keys.searchable),
            Column::Extra => ToSqlOutput::Borrowed(self.extra.as_deref().map_or(ValueRef::Null, ValueRef::Blob)),
            Column::Hidden => int(i64::from(self.hidden)),
            Column::Mark => int(self.mark),
        }
    }
}

pub(crate) fn stored(value: &Value) -> ToSqlOutput<'_> {
    match value {
        Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
        Value::Bool(flag) => int(i64::from(*flag)),
        Value::Int(number) => int(*number),
        Value::Text(content) => text_cell(content),
        Value::Id(id) => blob(id),
    }
}

fn int(number: i64) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(Stored::Integer(number))
}

fn text_cell(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

pub(super) fn blob(id: &Uuid) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes()))
}

pub(super) fn value_of(kind: FieldKind, stored: ValueRef<'_>, at: usize) -> rusqlite::Result<Value> {
    Ok(match (kind, stored) {
        (_, ValueRef::Null) => Value::Null,
        (FieldKind::Bool, ValueRef::Integer(flag)) => Value::Bool(flag != 0),
        (_, ValueRef::Integer(number)) => Value::Int(number),
        (_, ValueRef::Blob(id)) => Value::Id(Uuid::from_slice(id).map_err(|fault| unreadable(at, fault))?),
        (_, other) => Value::Text(other.as_str().map_err(|fault| unreadable(at, fault))?.to_owned()),
    })
}

fn unreadable(at: usize, fault: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Blob, Box::new(fault))
}

/// Values beyond the fields this build knows.
fn pack_extra(entity: Entity, values: &[Value]) -> Result<Option<Vec<u8>>, CacheFault> {
    match values.get(entity.fields().len()..) {
        None | Some([]) => Ok(None),
        Some(extra) => rmp_serde::to_vec(extra).map(Some).map_err(|fault| CacheFault::Encoding(fault.to_string())),
    }
}

pub(super) fn unpack_extra(extra: &[u8], at: usize) -> rusqlite::Result<Vec<Value>> {
    rmp_serde::from_slice(extra).map_err(|fault| unreadable(at, fault))
}
