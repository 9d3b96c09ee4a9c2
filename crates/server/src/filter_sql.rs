//! The filter language of lists, compiled to PostgreSQL. Its meaning is [`Filter::matches`], and a test holds the two
//! against each other. Every test is written so that it is true or false, never null.

use leadline_domain::filter::{Filter, FilterFault, Operand, Sort};
use leadline_domain::words::place_of;
use leadline_domain::{Entity, FieldKind, Value};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

/// Appends the condition to a statement about `clients`. The filter must be settled.
pub fn push_filter(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    match filter {
        Filter::All { parts } => push_parts(sql, parts, " and ", "true"),
        Filter::Any { parts } => push_parts(sql, parts, " or ", "false"),
        Filter::Not { part } => {
            sql.push("not (");
            push_filter(sql, part);
            sql.push(")");
        }
        Filter::OneOf { field, values } => push_one_of(sql, field, values),
        Filter::Filled { field } => match column(field) {
            Some((column, _)) => {
                sql.push(format_args!("{column} is not null"));
            }
            None => {
                sql.push("false");
            }
        },
        Filter::AtLeast { field, value } => push_comparison(sql, field, ">=", value),
        Filter::Below { field, value } => push_comparison(sql, field, "<", value),
        Filter::Tagged { tag } => {
            sql.push(
                "exists (select from taggings t where t.org_id = clients.org_id and t.client_id = clients.id \
                 and t.deleted_at is null and t.tag_id = ",
            );
            sql.push_bind(*tag).push(")");
        }
        // No stored text holds a null character, and PostgreSQL takes none.
        Filter::Text { text } if text.contains('\0') => {
            sql.push("false");
        }
        Filter::Text { text } => {
            sql.push("searchable like ").push_bind(format!("%{}%", escaped(text)));
        }
    }
}

fn push_parts(sql: &mut QueryBuilder<Postgres>, parts: &[Filter], between: &str, none: &str) {
    if parts.is_empty() {
        sql.push(none);
        return;
    }
    for (at, part) in parts.iter().enumerate() {
        sql.push(if at == 0 { "(" } else { between });
        push_filter(sql, part);
    }
    sql.push(")");
}

fn push_one_of(sql: &mut QueryBuilder<Postgres>, field: &str, operands: &[Operand]) {
    let Some((column, kind)) = column(field) else {
        sql.push("false");
        return;
    };
    let values = operands.iter().filter_map(|operand| match operand {
        Operand::Value { value } => Some(value),
        Operand::Me | Operand::Day { .. } => None,
    });
    sql.push(format_args!("({column} is not null and {column} = any("));
    match kind {
        FieldKind::Bool => {
            let flags = values.filter_map(|value| if let Value::Bool(flag) = value { Some(*flag) } else { None });
            sql.push_bind(flags.collect::<Vec<bool>>());
        }
        FieldKind::Int { .. } | FieldKind::Time => {
            sql.push_bind(values.filter_map(Value::as_int).collect::<Vec<i64>>());
        }
        FieldKind::Id(_) | FieldKind::Outside => {
            sql.push_bind(values.filter_map(Value::as_id).collect::<Vec<Uuid>>());
        }
        FieldKind::Text { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Word(_) | FieldKind::Json => {
            let texts = values.filter_map(Value::as_text).filter(|text| !text.contains('\0')).map(str::to_owned);
            sql.push_bind(texts.collect::<Vec<String>>());
        }
    }
    sql.push("))");
}

fn push_comparison(sql: &mut QueryBuilder<Postgres>, field: &str, operator: &str, operand: &Operand) {
    match (column(field), operand) {
        (Some((column, _)), Operand::Value { value: Value::Int(number) }) => {
            sql.push(format_args!("({column} is not null and {column} {operator} ")).push_bind(*number).push(")");
        }
        _ => {
            sql.push("false");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The column of a field. Only names from the list of fields get into a statement.
fn column(field: &str) -> Option<(&'static str, FieldKind)> {
    match field {
        "created_at" => Some(("created_at", FieldKind::Time)),
        "updated_at" => Some(("updated_at", FieldKind::Time)),
        _ => Entity::Client.field(field).map(|field| (field.name, field.kind)),
    }
}

/// What a list is ordered by.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    column: &'static str,
    kind: FieldKind,
    /// Whether every client has something there, so that an index can be walked.
    always_filled: bool,
    descending: bool,
}

impl Order {
    /// The order a person asked for. Names go by their sort keys.
    pub fn of(sort: &Sort) -> Result<Self, FilterFault> {
        sort.check()?;
        let text = FieldKind::Text { max: 0, lines: false };
        let (column, kind, always_filled) = match sort.field.as_str() {
            "name" => ("name_key", text, true),
            "company_name" => ("company_key", text, true),
            field => {
                let (column, kind) = column(field).ok_or_else(|| FilterFault::UnknownField(field.to_owned()))?;
                let required = Entity::Client.field(field).is_none_or(|field| field.required);
                (column, kind, required)
            }
        };
        Ok(Self { column, kind, always_filled, descending: sort.descending })
    }

    /// The column, to be selected for [`Position`]s.
    pub fn column(&self) -> &'static str {
        self.column
    }

    /// What it holds.
    pub fn kind(&self) -> FieldKind {
        self.kind
    }

    /// What rows are compared by: the column itself, or of words their place in their list.
    fn key(&self) -> String {
        match self.kind {
            FieldKind::Word(words) => format!("array_position(array['{}'], {}::text)", words.join("','"), self.column),
            _ => self.column.to_owned(),
        }
    }

    /// A content of the column as [`Order::key`] has it.
    fn key_of(&self, value: &Value) -> Value {
        match (self.kind, value.as_text()) {
            (FieldKind::Word(words), Some(word)) => Value::Int(place_of(words, word) + 1),
            _ => value.clone(),
        }
    }

    /// Appends `order by`.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        let direction = if self.descending { " desc" } else { "" };
        let nulls = if self.always_filled { "" } else { " nulls last" };
        sql.push(format_args!(" order by {}{direction}{nulls}, id", self.key()));
    }

    /// Appends the condition that a row comes after this position.
    pub fn push_after(&self, sql: &mut QueryBuilder<Postgres>, position: &Position) {
        let column = self.key();
        let value = self.key_of(&position.value);
        if position.value.is_null() {
            sql.push(format_args!("({column} is null and id > ")).push_bind(position.id).push(")");
            return;
        }
        // The first comparison is the one an index begins at.
        let (reaches, passes) = if self.descending { ("<=", "<") } else { (">=", ">") };
        sql.push(format_args!("({column} {reaches} "));
        push_value(sql, &value);
        sql.push(format_args!(" and ({column} {passes} "));
        push_value(sql, &value);
        sql.push(" or id > ").push_bind(position.id).push(")");
        if !self.always_filled {
            sql.push(format_args!(" or {column} is null"));
        }
        sql.push(")");
    }
}

/// Where a page of a list ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The last row's content of the order's column.
    pub value: Value,
    /// The last row.
    pub id: Uuid,
}

fn push_value(sql: &mut QueryBuilder<Postgres>, value: &Value) {
    match value {
        Value::Null => sql.push("null"),
        Value::Bool(flag) => sql.push_bind(*flag),
        Value::Int(number) => sql.push_bind(*number),
        Value::Text(text) => sql.push_bind(text.replace('\0', "")),
        Value::Id(id) => sql.push_bind(*id),
    };
}

/// The refusal of a filter, as the field that is at fault.
pub fn fault_of(fault: FilterFault) -> leadline_protocol::Problem {
    use leadline_domain::check::{FieldFault, FieldProblem};
    use leadline_protocol::{Code, Problem};
    match fault {
        FilterFault::TooLarge => Problem::new(Code::TooLarge),
        FilterFault::UnknownField(field) => {
            Problem::invalid(vec![FieldProblem { field, fault: FieldFault::UnknownField }])
        }
        FilterFault::WrongKind(field) => Problem::invalid(vec![FieldProblem { field, fault: FieldFault::WrongKind }]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_columns_get_into_the_statement() {
        let mut sql = QueryBuilder::new("");
        let field = "name; drop table clients".to_owned();
        push_filter(&mut sql, &Filter::Filled { field });
        assert_eq!(sql.sql().as_str(), "false");
        assert!(leadline_domain::filter::kind_of("name; drop table clients").is_err());
    }
}
