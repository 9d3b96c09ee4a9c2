//! The mirror tables: how a record becomes a row and back.

mod cells;

use crate::CacheFault;
use crate::rows::SyncMark;
use cells::{Cells, Keys, blob, named_alike, unpack_extra, value_of};
use leadline_domain::{Entity, FieldKind, Value};
use leadline_protocol::sync::Row;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Statement};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::OnceLock;
use uuid::Uuid;

pub(crate) use cells::stored;

/// A record as the person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visible {
    pub(crate) row: Row,
    /// Put away here.
    pub(crate) hidden: bool,
    pub(crate) mark: SyncMark,
}

/// How many rows one statement stores: SQLite keeps a copy of every page a statement touches until it is through, and
/// neighbouring rows touch the same pages.
pub(crate) const RUN: usize = 16;

/// A column of a mirror table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Id,
    Root,
    Scope,
    Version,
    Enter,
    CreatedAt,
    CreatedBy,
    UpdatedAt,
    UpdatedBy,
    Field(usize),
    NameKey,
    CompanyKey,
    Searchable,
    Extra,
    Hidden,
    Mark,
}

/// The prepared statements that store rows of the server.
pub(crate) struct Putting<'a> {
    one: CachedStatement<'a>,
    run: CachedStatement<'a>,
}

/// The columns of one table and the statements over them.
pub(crate) struct Table {
    pub(crate) entity: Entity,
    pub(crate) columns: Vec<(Column, &'static str)>,
    select: String,
    /// Stores a row of the server unless the one here is newer (R2).
    put_newer: String,
    /// The same for [`RUN`] rows at once.
    put_run: String,
    insert: String,
    delete: String,
}

/// The table of an entity.
pub(crate) fn of(entity: Entity) -> &'static Table {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    let tables = TABLES.get_or_init(|| Entity::ALL.iter().copied().map(Table::new).collect());
    let at = Entity::ALL.iter().position(|listed| *listed == entity).expect("every entity is listed");
    &tables[at]
}

/// The entities that hang on a client.
pub(crate) fn children() -> impl Iterator<Item = Entity> {
    Entity::ALL.iter().copied().filter(|entity| entity.is_child_of_client())
}

impl Table {
    fn new(entity: Entity) -> Self {
        use Column as C;
        let mut columns = vec![
            (C::Id, "id"),
            (C::Root, "root"),
            (C::Scope, "scope"),
            (C::Version, "version"),
            (C::Enter, "enter"),
            (C::CreatedAt, "created_at"),
            (C::CreatedBy, "created_by"),
            (C::UpdatedAt, "updated_at"),
            (C::UpdatedBy, "updated_by"),
        ];
        columns.extend(entity.fields().iter().enumerate().map(|(at, field)| (C::Field(at), field.name)));
        if entity == Entity::Client {
            columns.extend([(C::NameKey, "name_key"), (C::CompanyKey, "company_key"), (C::Searchable, "searchable")]);
        }
        columns.extend([(C::Extra, "extra"), (C::Hidden, "hidden"), (C::Mark, "mark")]);
        let table = entity.table();
        let list = columns.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT INTO {table} ({list}) VALUES ({marks})");
        // `hidden` and `mark` go back as well: the row may have moved away from a client that is put away here.
        let pulled = columns.iter().filter(|(column, _)| *column != C::Id);
        let set = pulled.map(|(_, name)| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ");
        let or_newer = format!("ON CONFLICT (id) DO UPDATE SET {set} WHERE excluded.version >= {table}.version");
        let put_newer = format!("{insert} {or_newer}");
        let more = format!(", ({marks})").repeat(RUN - 1);
        let put_run = format!("{insert}{more} {or_newer}");
        let select = format!("SELECT {list} FROM {table} WHERE id = ?1");
        let delete = format!("DELETE FROM {table} WHERE id = ?1");
        Self { entity, columns, select, put_newer, put_run, insert, delete }
    }

    /// The record as it stands in the table.
    pub(crate) fn load(&self, file: &Connection, id: Uuid) -> Result<Option<Visible>, CacheFault> {
        let mut select = file.prepare_cached(&self.select)?;
        Ok(select.query_row([id], |row| self.read(row)).optional()?)
    }

    fn read(&self, from: &rusqlite::Row<'_>) -> rusqlite::Result<Visible> {
        let mut values = Vec::with_capacity(self.entity.fields().len());
        let fields = self.entity.fields();
        let mut hidden = false;
        let mut mark = SyncMark::Synced;
        for (at, (column, _)) in self.columns.iter().enumerate() {
            match column {
                Column::Field(field) => values.push(value_of(fields[*field].kind, from.get_ref(at)?, at)?),
                Column::Extra => {
                    if let Some(extra) = from.get::<_, Option<Vec<u8>>>(at)? {
                        values.extend(unpack_extra(&extra, at)?);
                    }
                }
                Column::Hidden => hidden = from.get(at)?,
                Column::Mark => mark = SyncMark::from_number(from.get(at)?),
                _ => {}
            }
        }
        // The first nine columns stand in this order in every table.
        let row = Row {
            entity: self.entity,
            id: from.get(0)?,
            root: from.get(1)?,
            scope: from.get(2)?,
            version: from.get(3)?,
            enter: from.get(4)?,
            created_at: from.get(5)?,
            created_by: from.get(6)?,
            updated_at: from.get(7)?,
            updated_by: from.get(8)?,
            values,
        };
        Ok(Visible { row, hidden, mark })
    }

    /// The statements that store rows of the server, one by one and a run at once.
    pub(crate) fn putting<'a>(&self, file: &'a Connection) -> Result<Putting<'a>, CacheFault> {
        Ok(Putting { one: file.prepare_cached(&self.put_newer)?, run: file.prepare_cached(&self.put_run)? })
    }

    /// Stores rows of the server, except where the one here is newer, and returns how many were stored.
    pub(crate) fn put(&self, putting: &mut Putting<'_>, rows: &[Cow<'_, Row>]) -> Result<usize, CacheFault> {
        let mut stored = 0;
        let (runs, rest) = rows.as_chunks::<RUN>();
        for run in runs {
            stored += self.put_at_once(&mut putting.run, run)?;
        }
        for row in rest {
            stored += self.put_at_once(&mut putting.one, std::slice::from_ref(row))?;
        }
        Ok(stored)
    }

    fn put_at_once(&self, statement: &mut Statement<'_>, rows: &[Cow<'_, Row>]) -> Result<usize, CacheFault> {
        for (nth, row) in rows.iter().enumerate() {
            let first = nth * self.columns.len() + 1;
            self.bind(statement, first, &Cells::of(row, false, &SyncMark::Synced, Keys::of(row))?)?;
        }
        Ok(statement.raw_execute()?)
    }

    fn bind(&self, statement: &mut Statement<'_>, first: usize, cells: &Cells<'_>) -> Result<(), CacheFault> {
        for (at, (column, _)) in self.columns.iter().enumerate() {
            statement.raw_bind_parameter(first + at, cells.get(*column))?;
        }
        Ok(())
    }

    /// Brings the table from `old` to `new`, touching only columns that differ, so that only their indexes move.
    pub(crate) fn store(
        &self,
        file: &Connection,
        old: Option<&Visible>,
        new: Option<&Visible>,
    ) -> Result<bool, CacheFault> {
        match (old, new) {
            (None, None) => Ok(false),
            (Some(old), None) => {
                file.prepare_cached(&self.delete)?.execute([old.row.id])?;
                Ok(true)
            }
            (None, Some(new)) => {
                let mut insert = file.prepare_cached(&self.insert)?;
                self.bind(&mut insert, 1, &Cells::of(&new.row, new.hidden, &new.mark, Keys::of(&new.row))?)?;
                insert.raw_execute()?;
                Ok(true)
            }
            (Some(old), Some(new)) if old == new => Ok(false),
            (Some(old), Some(new)) => self.update(file, old, new).map(|()| true),
        }
    }

    fn update(&self, file: &Connection, old: &Visible, new: &Visible) -> Result<(), CacheFault> {
        let keys = |row| if named_alike(&old.row, &new.row) { Keys::default() } else { Keys::of(row) };
        let old_cells = Cells::of(&old.row, old.hidden, &old.mark, keys(&old.row))?;
        let new_cells = Cells::of(&new.row, new.hidden, &new.mark, keys(&new.row))?;
        let mut sql = format!("UPDATE {} SET ", self.entity.table());
        let mut cells = Vec::new();
        for (column, name) in &self.columns {
            let (before, after) = (old_cells.get(*column), new_cells.get(*column));
            if before != after {
                write!(sql, "{name} = ?, ").expect("writing to a string cannot fail");
                cells.push(after);
            }
        }
        sql.truncate(sql.len() - 2);
        sql.push_str(" WHERE id = ?");
        cells.push(blob(&new.row.id));
        file.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(cells))?;
        Ok(())
    }
}

/// Fits a row of the server to what the table holds: content of another kind than the field's is nothing, and missing
/// values are nothing.
pub(crate) fn fit(row: &Row) -> Option<Row> {
    let fields = row.entity.fields();
    let sound = row.values.len() >= fields.len()
        && row.values.iter().zip(fields).all(|(value, field)| holds(field.kind, value));
    if sound {
        return None;
    }
    let mut fitted = row.clone();
    fitted.values.resize(row.values.len().max(fields.len()), Value::Null);
    for (value, field) in fitted.values.iter_mut().zip(fields) {
        *value = std::mem::take(value).coerce(field.kind).unwrap_or_default();
    }
    Some(fitted)
}

fn holds(kind: FieldKind, value: &Value) -> bool {
    use FieldKind as K;
    matches!(
        (kind, value),
        (_, Value::Null)
            | (K::Bool, Value::Bool(_))
            | (K::Int { .. } | K::Time, Value::Int(_))
            | (K::Id(_) | K::Outside, Value::Id(_))
            | (K::Text { .. } | K::Email | K::Phone | K::Word(_) | K::Json, Value::Text(_))
    )
}

impl SyncMark {
    /// The number stored in `mark`.
    pub const fn number(&self) -> i64 {
        match self {
            Self::Synced => 0,
            Self::Waiting => 1,
            Self::Refused => 2,
            Self::Conflict => 3,
        }
    }

    /// Reads `mark` back.
    pub const fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Waiting,
            2 => Self::Refused,
            3 => Self::Conflict,
            _ => Self::Synced,
        }
    }
}
