//! Between a record's values and the columns of its table.

use super::Stored;
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::{Entity, FieldKind, Value, text};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, Row};
use uuid::Uuid;

const HEADER: &str = "id, root, scope, version, enter, created_at, created_by, updated_at, updated_by, deleted_at,
    edited";
const HEADER_COLUMNS: usize = 11;

/// `select` of everything [`read`] needs, without a `where`.
pub fn select(entity: Entity) -> String {
    select_with(entity, None)
}

/// [`select`], and one more column after the rest.
pub(crate) fn select_with(entity: Entity, extra: Option<&'static str>) -> String {
    let mut sql = format!("select {HEADER}");
    for column in entity.fields().iter().map(|field| field.name).chain(extra) {
        sql.push_str(", ");
        sql.push_str(column);
    }
    sql.push_str(" from ");
    sql.push_str(entity.table());
    sql
}

/// The content of the extra column of [`select_with`].
pub(crate) fn read_extra(entity: Entity, row: &PgRow, kind: FieldKind) -> Result<Value, sqlx::Error> {
    value_at(row, HEADER_COLUMNS + entity.fields().len(), kind)
}

/// A row of [`select`]. The columns have the types of their fields, which a test holds the schema to, so that no cell is
/// asked for its type: a list has thousands.
pub(crate) fn read(entity: Entity, row: &PgRow) -> Result<Stored, sqlx::Error> {
    Ok(Stored {
        id: row.try_get_unchecked(0)?,
        root: row.try_get_unchecked(1)?,
        scope: row.try_get_unchecked(2)?,
        version: row.try_get_unchecked(3)?,
        enter: row.try_get_unchecked(4)?,
        created_at: row.try_get_unchecked(5)?,
        created_by: row.try_get_unchecked(6)?,
        updated_at: row.try_get_unchecked(7)?,
        updated_by: row.try_get_unchecked(8)?,
        deleted_at: row.try_get_unchecked(9)?,
        edited: row.try_get_unchecked(10)?,
        values: (HEADER_COLUMNS..)
            .zip(entity.fields())
            .map(|(at, field)| value_at(row, at, field.kind))
            .collect::<Result<_, _>>()?,
    })
}

fn value_at(row: &PgRow, at: usize, kind: FieldKind) -> Result<Value, sqlx::Error> {
    Ok(match kind {
        FieldKind::Bool => row.try_get_unchecked::<Option<bool>, _>(at)?.into(),
        FieldKind::Int { .. } | FieldKind::Time => row.try_get_unchecked::<Option<i64>, _>(at)?.into(),
        FieldKind::Id(_) | FieldKind::Outside => row.try_get_unchecked::<Option<Uuid>, _>(at)?.into(),
        FieldKind::Text { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Word(_) | FieldKind::Json => {
            row.try_get_unchecked::<Option<String>, _>(at)?.into()
        }
    })
}

/// Reads a record the caller may see, whether it was put away or not; `lock` keeps others from changing it until the
/// transaction ends.
pub async fn by_id(tx: &mut Tx<'_>, entity: Entity, org: Uuid, id: Uuid, lock: bool) -> Served<Option<Stored>> {
    let sql =
        format!("{} where org_id = $1 and id = $2{}", select(entity), if lock { " for no key update" } else { "" });
    let row = sqlx::query(AssertSqlSafe(sql)).bind(org).bind(id).fetch_optional(&mut **tx).await?;
    Ok(row.map(|row| read(entity, &row)).transpose()?)
}

/// Reads those of the records that the caller may see.
pub async fn by_ids(tx: &mut Tx<'_>, entity: Entity, org: Uuid, ids: &[Uuid]) -> Served<Vec<Stored>> {
    let sql = format!("{} where org_id = $1 and id = any($2)", select(entity));
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(org).bind(ids).fetch_all(&mut **tx).await?;
    Ok(rows.iter().map(|row| read(entity, row)).collect::<Result<_, _>>()?)
}

/// One column of many records, to be sent as one array.
pub(super) enum Column {
    Ids(Vec<Option<Uuid>>),
    Numbers(Vec<Option<i64>>),
    Flags(Vec<Option<bool>>),
    Texts(Vec<Option<String>>),
}

impl Column {
    /// The column of `field` position `at` out of whole records.
    pub fn of_field(kind: FieldKind, at: usize, records: &[&[Value]]) -> Self {
        let cells = records.iter().map(|values| values.get(at).unwrap_or(&Value::Null));
        match kind {
            FieldKind::Bool => {
                Self::Flags(cells.map(|v| if let Value::Bool(flag) = v { Some(*flag) } else { None }).collect())
            }
            FieldKind::Int { .. } | FieldKind::Time => Self::Numbers(cells.map(Value::as_int).collect()),
            FieldKind::Id(_) | FieldKind::Outside => Self::Ids(cells.map(Value::as_id).collect()),
            FieldKind::Text { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Word(_) | FieldKind::Json => {
                Self::Texts(cells.map(|v| v.as_text().map(str::to_owned)).collect())
            }
        }
    }

    /// How PostgreSQL calls such an array.
    pub fn array_type(&self) -> &'static str {
        match self {
            Self::Ids(_) => "uuid[]",
            Self::Numbers(_) => "bigint[]",
            Self::Flags(_) => "boolean[]",
            Self::Texts(_) => "text[]",
        }
    }

    /// Binds the array as the next argument.
    pub fn bind(self, query: Query<'_, Postgres, PgArguments>) -> Query<'_, Postgres, PgArguments> {
        match self {
            Self::Ids(cells) => query.bind(cells),
            Self::Numbers(cells) => query.bind(cells),
            Self::Flags(cells) => query.bind(cells),
            Self::Texts(cells) => query.bind(cells),
        }
    }
}

/// Binds one value as the next argument, with the type its field has.
pub(super) fn bind_value(
    query: Query<'_, Postgres, PgArguments>,
    kind: FieldKind,
    value: Value,
) -> Query<'_, Postgres, PgArguments> {
    match kind {
        FieldKind::Bool => query.bind(if let Value::Bool(flag) = value { Some(flag) } else { None }),
        FieldKind::Int { .. } | FieldKind::Time => query.bind(value.as_int()),
        FieldKind::Id(_) | FieldKind::Outside => query.bind(value.as_id()),
        FieldKind::Text { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Word(_) | FieldKind::Json => {
            query.bind(if let Value::Text(text) = value { Some(text) } else { None })
        }
    }
}

/// The columns of a client that follow from its fields: what it sorts by and what it is found by.
pub(super) const DERIVED_OF_CLIENT: [&str; 3] = ["name_key", "company_key", "searchable"];

/// The content of [`DERIVED_OF_CLIENT`].
pub(super) fn derived_of_client(values: &[Value]) -> [String; 3] {
    let text = |field: &str| {
        Entity::Client.position(field).and_then(|at| values.get(at)).and_then(Value::as_text).unwrap_or_default()
    };
    let (name, company) = (text("name"), text("company_name"));
    [
        text::sort_key(name),
        text::sort_key(company),
        text::of_client(name, company, text("email"), text("phone"), text("phone2")),
    ]
}
