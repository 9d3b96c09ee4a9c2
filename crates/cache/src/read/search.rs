//! Finding clients while a person types, from the first character on.
//!
//! The index names candidates, newest first, and each is checked against its text. A term that few clients contain is
//! answered by one lookup; for a common one the better places are looked up first, so that the best clients are found
//! however many there are.

use super::client_rows;
use super::grams::{Term, marked};
use crate::rows::ClientRow;
use crate::{Cache, CacheFault, late_indexes};
use leadline_domain::text;
use rusqlite::{Connection, Params};
use std::collections::HashSet;

/// Most clients of one answer.
const MOST: usize = 50;
/// Up to so many clients that contain a term, all are ranked; tests take both ways.
const ALL_RANKED: usize = if cfg!(test) { 4 } else { 60 };
/// Most candidates one lookup checks.
const MOST_CHECKED: usize = 2_000;
/// Most candidates a lookup of a better place checks: there the grams often stand apart, as in "Lee" with an address
/// that begins with "lead", and missing one costs only its rank.
const MOST_CHECKED_FOR_RANK: usize = 200;
/// Most clients that are searched without the index while it is being built, newest first.
const MOST_SCANNED: u32 = 200_000;
/// Longest term, in characters; what is beyond is not looked at.
const LONGEST: usize = 100;

/// A client that contains the term.
struct Hit {
    rid: u32,
    fit: usize,
    updated_at: i64,
}

impl Cache {
    /// The clients that contain what was typed in name, company, e-mail or phone, best first: at most `limit`, at most
    /// 50. Nothing typed finds nothing.
    pub fn search(&self, typed: &str, limit: u32) -> Result<Vec<ClientRow>, CacheFault> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let Some(term) = Term::new(&text::search_term(&typed)) else { return Ok(Vec::new()) };
        let limit = (limit as usize).min(MOST);
        self.read(|from| {
            let mut hits = Hits { term: &term, seen: HashSet::new(), found: Vec::new() };
            hits.beyond_the_index(from)?;
            hits.by_index(from, limit)?;
            client_rows::at(from, &hits.best(limit))
        })
    }
}

struct Hits<'a> {
    term: &'a Term,
    seen: HashSet<u32>,
    found: Vec<Hit>,
}

/// Why a lookup ended.
#[derive(PartialEq)]
enum End {
    /// Every candidate was checked.
    All,
    /// Enough was found or checked.
    Enough,
}

/// What one lookup may do.
struct Lookup {
    /// The worst fit it takes; what fits worse is left to a later one.
    worst: usize,
    /// Most candidates it checks.
    checked: usize,
    /// Most clients it adds.
    found: usize,
}

impl Hits<'_> {
    /// Clients the index does not hold yet.
    fn beyond_the_index(&mut self, from: &Connection) -> Result<(), CacheFault> {
        let done: i64 = from.prepare_cached("SELECT done FROM search_state")?.query_row([], |row| row.get(0))?;
        if done < i64::MAX {
            let sql = "SELECT rid, searchable, updated_at FROM clients WHERE rid > ?1 AND hidden = 0 \
                ORDER BY rid DESC LIMIT ?2";
            let all = Lookup { worst: Term::ANYWHERE, checked: usize::MAX, found: MOST };
            self.check(from, sql, (done, MOST_SCANNED), &all)?;
        }
        Ok(())
    }

    fn by_index(&mut self, from: &Connection, limit: usize) -> Result<(), CacheFault> {
        if self.term.has_grams() {
            let few = Lookup { worst: Term::ANYWHERE, checked: MOST_CHECKED, found: ALL_RANKED.max(limit) };
            if self.look_up(from, &self.term.ask_inside(), &few)? == End::All {
                return Ok(());
            }
        }
        let rest = std::mem::take(&mut self.found);
        self.seen.clear();
        for (worst, ask) in self.term.ask_better().enumerate() {
            if self.found.len() >= limit {
                break;
            }
            self.look_up(from, &ask, &Lookup { worst, checked: MOST_CHECKED_FOR_RANK, found: limit })?;
        }
        self.found.extend(rest.into_iter().filter(|hit| self.seen.insert(hit.rid)));
        if self.found.len() < limit && !self.term.has_grams() {
            self.anywhere(from, limit)?;
        }
        Ok(())
    }

    /// Terms of one or two characters begin some gram wherever they stand.
    fn anywhere(&mut self, from: &Connection, limit: usize) -> Result<(), CacheFault> {
        let sql = "SELECT clients.rid, clients.searchable, clients.updated_at FROM client_grams \
            CROSS JOIN clients ON clients.rid = client_grams.doc \
            WHERE client_grams.term >= ?1 AND client_grams.term < ?2 AND clients.hidden = 0";
        let some = Lookup { worst: Term::ANYWHERE, checked: MOST_CHECKED, found: limit };
        self.check(from, sql, self.term.range(), &some).map(|_| ())
    }

    fn look_up(&mut self, from: &Connection, ask: &str, lookup: &Lookup) -> Result<End, CacheFault> {
        let sql = "SELECT clients.rid, clients.searchable, clients.updated_at FROM client_search \
            CROSS JOIN clients ON clients.rid = client_search.rowid \
            WHERE client_search MATCH ?1 AND clients.hidden = 0 ORDER BY client_search.rowid DESC";
        self.check(from, sql, [ask], lookup)
    }

    /// Checks candidates against the term.
    fn check(&mut self, from: &Connection, sql: &str, with: impl Params, lookup: &Lookup) -> Result<End, CacheFault> {
        let mut statement = from.prepare_cached(sql)?;
        let mut rows = statement.query(with)?;
        let (mut checked, enough) = (0, self.found.len() + lookup.found);
        while let Some(row) = rows.next()? {
            if checked == lookup.checked || self.found.len() == enough {
                return Ok(End::Enough);
            }
            checked += 1;
            let rid = row.get(0)?;
            let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            if let Some(fit) = self.term.fit(&marked(text))
                && fit <= lookup.worst
                && self.seen.insert(rid)
            {
                self.found.push(Hit { rid, fit, updated_at: row.get(2)? });
            }
        }
        Ok(End::All)
    }

    /// The best places, best first; among equals the client changed last.
    fn best(mut self, limit: usize) -> Vec<u32> {
        self.found.sort_by_key(|hit| (hit.fit, std::cmp::Reverse((hit.updated_at, hit.rid))));
        self.found.truncate(limit);
        self.found.into_iter().map(|hit| hit.rid).collect()
    }
}

/// A question to the index that every client containing `term` answers; `None` if the term is too short to ask.
pub(super) fn question(term: &str) -> Option<String> {
    Term::new(term).filter(Term::has_grams).map(|term| term.ask_inside())
}

impl Cache {
    /// Makes one index that a first sync put off, or takes up to `most` more clients into the search index, and tells
    /// whether more waits. To be called until it returns false after the app has started and after pages were applied;
    /// lists and search are right meanwhile, only slower.
    ///
    /// # Errors
    /// When the file cannot be written; calling again goes on.
    pub fn index_more(&self, most: u32) -> Result<bool, CacheFault> {
        let is_behind = "SELECT done < 9223372036854775807 FROM search_state";
        let (due, behind): (bool, bool) = self.read(|from| {
            let behind = from.prepare_cached(is_behind)?.query_row([], |row| row.get(0))?;
            Ok((late_indexes::are_due(from)?, behind))
        })?;
        if due {
            self.commit(crate::lanes::Lane::Page, |tx, _| late_indexes::make_one(tx))?;
            return Ok(true);
        }
        if !behind {
            return Ok(false);
        }
        let (more, _) = self.commit(crate::lanes::Lane::Page, |tx, _| super::search_index::catch_up(tx, most))?;
        Ok(more)
    }
}
