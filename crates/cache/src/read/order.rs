//! The order of a list: places of clients (`rid`) sorted by one column, words by their place in their list, nothing
//! last, ids breaking ties.
//!
//! Reading a million rows to sort them would take seconds from an encrypted file, so a long list is put in order by
//! walking the sort column's index, which holds the column and the place and nothing else; where many share one value,
//! the index of ids tells who comes first.

use super::column;
use super::filter::Condition;
use crate::{CacheFault, late_indexes};
use leadline_domain::FieldKind;
use leadline_domain::filter::{FilterFault, Sort};
use leadline_domain::words::place_of;
use rusqlite::types::{Value as Stored, ValueRef};
use rusqlite::{Connection, params_from_iter};
use std::cmp::Ordering;
use std::ops::Range;

/// Up to so many clients are looked up one by one rather than found by a walk over an index. Tests take both ways.
const FEW: usize = if cfg!(test) { 4 } else { 2_000 };

/// The sort columns that have an index.
const INDEXED: &[&str] = &[
    "name_key",
    "company_key",
    "client_type",
    "lifecycle_stage",
    "lead_quality",
    "score",
    "owner_id",
    "next_follow_up_at",
    "last_contact_at",
    "created_at",
    "updated_at",
];

/// A checked order.
#[derive(Clone, Debug)]
pub(super) struct Order {
    column: String,
    /// The words of the column in their order, if it holds words.
    words: Option<&'static [&'static str]>,
    descending: bool,
}

/// Where a client stands in an order.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) rid: u32,
    key: Key,
    id: Vec<u8>,
}

/// A client's value in the column of an order.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(i64),
    Bytes(Vec<u8>),
    Nothing,
}

impl Key {
    pub(super) fn read(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Integer(number) => Self::Number(number),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) if !bytes.is_empty() => Self::Bytes(bytes.to_vec()),
            _ => Self::Nothing,
        }
    }

    fn of_word(words: &[&str], value: ValueRef<'_>) -> Self {
        match value.as_str() {
            Ok(word) if !word.is_empty() => Self::Number(place_of(words, word)),
            _ => Self::Nothing,
        }
    }

    pub(super) fn is(&self, value: ValueRef<'_>) -> bool {
        match (self, value) {
            (Self::Number(mine), ValueRef::Integer(number)) => *mine == number,
            (Self::Bytes(mine), ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => mine == bytes,
            (Self::Nothing, value) => Self::read(value) == Self::Nothing,
            _ => false,
        }
    }
}

impl Order {
    pub(super) fn new(sort: &Sort) -> Result<Self, FilterFault> {
        let words = match sort.check()? {
            FieldKind::Word(words) => Some(words),
            _ => None,
        };
        let column = match sort.field.as_str() {
            "name" => "name_key",
            "company_name" => "company_key",
            field => field,
        };
        Ok(Self { column: column.to_owned(), words, descending: sort.descending })
    }

    /// The places of all clients that meet the condition, in order.
    pub(super) fn build(&self, from: &Connection, condition: &Condition) -> Result<Vec<u32>, CacheFault> {
        if !self.has_index(from)? {
            return Ok(self.sorted(self.standings(from, condition, None)?));
        }
        let chosen = if condition.accepts_all() { None } else { Some(chosen(from, condition)?) };
        match (&chosen, self.words) {
            (Some(few), _) if few.len() <= FEW => Ok(self.sorted(self.look_up(from, few)?)),
            (chosen, Some(words)) => self.walk_words(from, words, chosen.as_deref()),
            (chosen, None) => self.walk(from, chosen.as_deref()),
        }
    }

    fn index(&self) -> String {
        format!("clients_by_{}", self.column)
    }

    fn has_index(&self, from: &Connection) -> Result<bool, CacheFault> {
        Ok(INDEXED.contains(&self.column.as_str()) && late_indexes::is_made(from, &self.index())?)
    }

    /// Whether walking an index meets the clients in this order, but for those who share a value.
    pub(super) fn is_walked(&self, from: &Connection) -> Result<bool, CacheFault> {
        Ok(self.words.is_none() && self.has_index(from)?)
    }

    /// The statement of that walk: place and value of each client, who has nothing last.
    pub(super) fn walking(&self) -> String {
        let direction = if self.descending { "DESC" } else { "ASC" };
        let (column, index) = (&self.column, self.index());
        format!(
            "SELECT rid, {column} FROM clients INDEXED BY {index} WHERE hidden = 0 \
             ORDER BY {column} {direction} NULLS LAST"
        )
    }

    /// Who stands first.
    pub(super) fn compare(&self, a: &Standing, b: &Standing) -> Ordering {
        let by_key = match (&a.key, &b.key) {
            (Key::Nothing, _) | (_, Key::Nothing) => a.key.cmp(&b.key),
            _ if self.descending => b.key.cmp(&a.key),
            _ => a.key.cmp(&b.key),
        };
        by_key.then_with(|| a.id.cmp(&b.id))
    }

    /// Those of `rids` that meet the condition, or of all clients, with their standing.
    pub(super) fn standings(
        &self,
        from: &Connection,
        condition: &Condition,
        rids: Option<&[u32]>,
    ) -> Result<Vec<Standing>, CacheFault> {
        let mut values = condition.values.clone();
        let within = rids.map_or("", |rids| {
            values.push(Stored::Text(column::list(rids.iter().copied())));
            "AND clients.rid IN (SELECT value FROM json_each(?))"
        });
        let sql = format!(
            "SELECT clients.rid, clients.id, clients.{} FROM clients WHERE hidden = 0 AND ({}) {within}",
            self.column, condition.sql
        );
        column::all(from, &sql, params_from_iter(values), |row| self.standing(row))
    }

    /// Where the client at `rid` stands, whether it is visible or not.
    pub(super) fn standing_at(&self, from: &Connection, rid: u32) -> Result<Option<Standing>, CacheFault> {
        let sql = format!("SELECT rid, id, {} FROM clients WHERE rid = ?1", self.column);
        Ok(column::all(from, &sql, [rid], |row| self.standing(row))?.pop())
    }

    fn standing(&self, row: &column::Columns<'_>) -> Result<Standing, CacheFault> {
        let id = row.0.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?.to_vec();
        let value = row.0.get_ref(2)?;
        let key = self.words.map_or_else(|| Key::read(value), |words| Key::of_word(words, value));
        Ok(Standing { rid: row.get(0)?, key, id })
    }

    fn look_up(&self, from: &Connection, rids: &[u32]) -> Result<Vec<Standing>, CacheFault> {
        let sql = format!(
            "SELECT clients.rid, clients.id, clients.{} FROM json_each(?1) AS wanted CROSS JOIN clients ON clients.rid = wanted.value",
            self.column
        );
        column::all(from, &sql, [column::list(rids.iter().copied())], |row| self.standing(row))
    }

    pub(super) fn sorted(&self, mut standings: Vec<Standing>) -> Vec<u32> {
        standings.sort_unstable_by(|a, b| self.compare(a, b));
        standings.into_iter().map(|standing| standing.rid).collect()
    }

    /// Walks the index of a column of words, which has them in the order of their letters, keeping the chosen.
    fn walk_words(&self, from: &Connection, words: &[&str], chosen: Option<&[u32]>) -> Result<Vec<u32>, CacheFault> {
        let keep = chosen.map(Marks::new);
        let (column, index) = (&self.column, self.index());
        let sql = format!("SELECT rid, {column} FROM clients INDEXED BY {index} WHERE hidden = 0 ORDER BY {column}");
        // The last two are words of a newer build and nothing.
        let mut stretches: Vec<Vec<u32>> = vec![Vec::new(); words.len() + 2];
        let mut statement = from.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let rid: u32 = row.get(0)?;
            if keep.as_ref().is_none_or(|keep| keep.holds(rid)) {
                let place = match Key::of_word(words, row.get_ref(1)?) {
                    Key::Number(place) => usize::try_from(place).unwrap_or_default(),
                    _ => words.len() + 1,
                };
                stretches[place].push(rid);
            }
        }
        if self.descending {
            stretches[..=words.len()].reverse();
        }
        let mut order = Vec::with_capacity(stretches.iter().map(Vec::len).sum());
        let mut ties = Ties::default();
        for stretch in stretches {
            for (nth, rid) in stretch.into_iter().enumerate() {
                ties.push(order.len(), nth > 0);
                order.push(rid);
            }
        }
        ties.settle(from, &mut order)?;
        Ok(order)
    }

    /// Walks the column's index, keeping the chosen.
    fn walk(&self, from: &Connection, chosen: Option<&[u32]>) -> Result<Vec<u32>, CacheFault> {
        let keep = chosen.map(Marks::new);
        let mut statement = from.prepare_cached(&self.walking())?;
        let mut rows = statement.query([])?;
        let mut order: Vec<u32> = Vec::with_capacity(chosen.map_or(0, <[u32]>::len));
        let mut ties = Ties::default();
        let mut last = None;
        let mut nothings = 0..0;
        while let Some(row) = rows.next()? {
            let rid: u32 = row.get(0)?;
            if keep.as_ref().is_some_and(|keep| !keep.holds(rid)) {
                continue;
            }
            let key = row.get_ref(1)?;
            let same = last.as_ref().is_some_and(|last: &Key| last.is(key));
            if !same {
                last = Some(Key::read(key));
            }
            if last == Some(Key::Nothing) {
                nothings = if same { nothings.start..order.len() + 1 } else { order.len()..order.len() + 1 };
            }
            ties.push(order.len(), same);
            order.push(rid);
        }
        ties.settle(from, &mut order)?;
        // Empty text is nothing, but an index holds it before all other text.
        order[nothings.start..].rotate_left(nothings.len());
        Ok(order)
    }
}

/// The places of clients that meet the condition, in any order.
pub(super) fn chosen(from: &Connection, condition: &Condition) -> Result<Vec<u32>, CacheFault> {
    let sql = format!("SELECT rid FROM clients WHERE hidden = 0 AND ({})", condition.sql);
    column::all(from, &sql, params_from_iter(&condition.values), |row| row.get(0))
}

/// A set of places.
pub(super) struct Marks(Vec<bool>);

impl Marks {
    pub(super) fn new(rids: &[u32]) -> Self {
        let mut marks = vec![false; rids.iter().max().map_or(0, |most| *most as usize + 1)];
        for rid in rids {
            marks[*rid as usize] = true;
        }
        Self(marks)
    }

    pub(super) fn holds(&self, rid: u32) -> bool {
        self.0.get(rid as usize).is_some_and(|mark| *mark)
    }
}

/// Stretches of a list whose clients share one value.
#[derive(Default)]
struct Ties {
    stretches: Vec<Range<usize>>,
    clients: usize,
}

impl Ties {
    /// The client at `at` has the `same` value as the one before.
    fn push(&mut self, at: usize, same: bool) {
        if !same {
            return;
        }
        match self.stretches.last_mut() {
            Some(stretch) if stretch.end == at => {
                stretch.end += 1;
                self.clients += 1;
            }
            _ => {
                self.stretches.push(at - 1..at + 1);
                self.clients += 2;
            }
        }
    }

    /// Puts every stretch in the order of ids.
    fn settle(self, from: &Connection, order: &mut [u32]) -> Result<(), CacheFault> {
        if self.stretches.is_empty() {
            return Ok(());
        }
        let by_id: Vec<u32> = if self.clients <= FEW {
            let tied = self.stretches.iter().flat_map(|stretch| order[stretch.clone()].iter().copied());
            let sql = "SELECT clients.rid FROM json_each(?1) AS wanted CROSS JOIN clients ON clients.rid = wanted.value ORDER BY clients.id";
            column::all(from, sql, [column::list(tied)], |row| row.get(0))?
        } else {
            column::all(from, "SELECT rid FROM clients ORDER BY id", [], |row| row.get(0))?
        };
        let mut rank = vec![0u32; by_id.iter().max().map_or(0, |most| *most as usize + 1)];
        for (at, rid) in (0u32..).zip(&by_id) {
            rank[*rid as usize] = at;
        }
        for stretch in self.stretches {
            order[stretch].sort_unstable_by_key(|rid| rank[*rid as usize]);
        }
        Ok(())
    }
}
