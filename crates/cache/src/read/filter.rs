//! The domain's filter as an SQLite condition on `clients`.
//!
//! In SQL a comparison with nothing is neither true nor false. `WHERE`, `AND` and `OR` treat that as false, which is
//! what the domain means; only `NOT` has to ask explicitly whether its part is true.

use super::search;
use leadline_domain::Value;
use leadline_domain::filter::{Filter, FilterFault, Operand, Viewpoint, kind_of};
use rusqlite::types::Value as Stored;

/// A condition with the values it is bound to, in the order of its question marks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) values: Vec<Stored>,
}

impl Condition {
    /// Whether every client meets it.
    pub(super) fn accepts_all(&self) -> bool {
        self.sql == "1"
    }
}

/// Settles and compiles a filter.
pub(super) fn compile(filter: &Filter, viewpoint: Viewpoint) -> Result<Condition, FilterFault> {
    let settled = filter.settle(viewpoint)?;
    let mut condition = Condition { sql: String::new(), values: Vec::new() };
    condition.add(&settled)?;
    Ok(condition)
}

impl Condition {
    fn add(&mut self, filter: &Filter) -> Result<(), FilterFault> {
        match filter {
            Filter::All { parts } => self.add_joined(parts, " AND ", "1")?,
            Filter::Any { parts } => self.add_joined(parts, " OR ", "0")?,
            Filter::Not { part } => {
                self.sql.push('(');
                self.add(part)?;
                self.sql.push_str(") IS NOT TRUE");
            }
            Filter::OneOf { field, values } => self.add_one_of(field, values)?,
            Filter::Filled { field } => {
                self.add_field(field)?;
                self.sql.push_str(" IS NOT NULL");
            }
            Filter::AtLeast { field, value } => self.add_comparison(field, " >= ?", value)?,
            Filter::Below { field, value } => self.add_comparison(field, " < ?", value)?,
            Filter::Tagged { tag } => {
                self.sql.push_str("clients.id IN (SELECT root FROM taggings WHERE tag_id = ? AND hidden = 0)");
                self.values.push(Stored::Blob(tag.as_bytes().to_vec()));
            }
            Filter::Text { text } => {
                self.sql.push('(');
                self.add_text(text);
                self.sql.push(')');
            }
        }
        Ok(())
    }

    fn add_joined(&mut self, parts: &[Filter], between: &str, none: &str) -> Result<(), FilterFault> {
        match parts {
            [] => self.sql.push_str(none),
            [one] => self.add(one)?,
            _ => {
                for (at, part) in parts.iter().enumerate() {
                    self.sql.push_str(if at == 0 { "(" } else { between });
                    self.sql.push('(');
                    self.add(part)?;
                    self.sql.push(')');
                }
                self.sql.push(')');
            }
        }
        Ok(())
    }

    fn add_one_of(&mut self, field: &str, operands: &[Operand]) -> Result<(), FilterFault> {
        let values: Vec<Stored> = operands.iter().filter_map(stored).collect();
        if values.is_empty() {
            self.sql.push('0');
            return Ok(());
        }
        self.add_field(field)?;
        self.sql.push_str(" IN (?");
        self.sql.push_str(&", ?".repeat(values.len() - 1));
        self.sql.push(')');
        self.values.extend(values);
        Ok(())
    }

    fn add_comparison(&mut self, field: &str, comparison: &str, operand: &Operand) -> Result<(), FilterFault> {
        let Some(value) = stored(operand) else {
            self.sql.push('0');
            return Ok(());
        };
        self.add_field(field)?;
        self.sql.push_str(comparison);
        self.values.push(value);
        Ok(())
    }

    /// Only names of the closed list of fields ever become part of a statement.
    fn add_field(&mut self, field: &str) -> Result<(), FilterFault> {
        kind_of(field)?;
        self.sql.push_str("clients.");
        self.sql.push_str(field);
        Ok(())
    }

    fn add_text(&mut self, term: &str) {
        if term.is_empty() {
            self.sql.push('1');
        } else {
            if let Some(question) = search::question(term) {
                self.sql.push_str(
                    "(clients.rid > (SELECT done FROM search_state) OR clients.rid IN \
                     (SELECT rowid FROM client_search WHERE client_search MATCH ?)) AND ",
                );
                self.values.push(Stored::Text(question));
            }
            self.sql.push_str("instr(clients.searchable, ?) > 0");
            self.values.push(Stored::Text(term.to_owned()));
        }
    }
}

/// What a settled operand is bound as; `None` for nothing, which equals and orders with nothing.
fn stored(operand: &Operand) -> Option<Stored> {
    let Operand::Value { value } = operand else { return None };
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => Stored::Integer(i64::from(*flag)),
        Value::Int(number) => Stored::Integer(*number),
        Value::Text(text) => Stored::Text(text.clone()),
        Value::Id(id) => Stored::Blob(id.as_bytes().to_vec()),
    })
}
