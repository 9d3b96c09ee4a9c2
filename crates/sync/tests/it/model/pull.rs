//! What a pull is answered with.

use super::log::Entry;
use super::{Record, Server};
use crate::mutants::Mutant;
use leadline_domain::{Entity, Millis, scope};
use leadline_protocol::sync::{Gone, Page, Pull, Row, Since};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A line of the log: version, record, and what became of it.
type News = (i64, Entity, Uuid, Entry);

impl Server {
    pub fn pull(&self, person: Uuid, pull: &Pull, now: Millis) -> Page {
        let held: BTreeMap<Uuid, i64> = pull.since.iter().map(|since| (since.scope, since.version)).collect();
        let empty = Page {
            epoch: self.epoch,
            asked: pull.since.clone(),
            revoked: Vec::new(),
            reset: Vec::new(),
            floor: self.data.floor,
            rows: Vec::new(),
            gone: Vec::new(),
            cursors: Vec::new(),
            more: true,
            acked_seq: None,
            remaining: 0,
            now,
        };
        if pull.epoch.is_some_and(|epoch| epoch != self.epoch) {
            return empty;
        }
        let granted = self.in_reading_order(person);
        let revoked = match self.is(Mutant::RevokedNotTold) {
            true => Vec::new(),
            false => held.keys().copied().filter(|scope| !granted.contains(scope)).collect(),
        };
        let reset = self.reset(pull, &granted, &held);
        let from: BTreeMap<Uuid, i64> = granted
            .iter()
            .map(|scope| (*scope, if reset.contains(scope) { 0 } else { held.get(scope).copied().unwrap_or(0) }))
            .collect();
        let (news, cursors) = self.read(&granted, from, pull.max_rows as usize);
        let waiting = cursors.iter().map(|cursor| self.data.log.since(cursor.scope, cursor.version).count() as u64);
        let remaining = waiting.sum();
        let more = remaining > 0;
        let last_seq = self.data.devices.get(&pull.client_id).map_or(0, |device| device.last_seq);
        Page {
            revoked,
            reset: reset.into_iter().collect(),
            rows: self.rows(&news),
            gone: self.gone(&news),
            cursors,
            more,
            acked_seq: (!more || self.is(Mutant::AckBeforeHead)).then_some(last_seq),
            remaining,
            ..empty
        }
    }

    /// What everybody needs, then what is the person's own, then the rest.
    fn in_reading_order(&self, person: Uuid) -> Vec<Uuid> {
        let first = [self.org, scope::private(person), person, scope::pool(self.org)];
        let mut granted = self.granted(person);
        granted.sort_by_key(|scope| first.iter().position(|early| early == scope).unwrap_or(first.len()));
        granted
    }

    fn reset(&self, pull: &Pull, granted: &[Uuid], held: &BTreeMap<Uuid, i64>) -> BTreeSet<Uuid> {
        if pull.floor >= self.data.floor || self.is(Mutant::NoResetAfterPurge) {
            return BTreeSet::new();
        }
        let behind = |scope: &&Uuid| held.get(scope).is_some_and(|since| *since > 0 && *since < self.data.floor);
        granted.iter().filter(behind).copied().collect()
    }

    /// Reads one scope to its end before the next, each ending on a version boundary (R1).
    fn read(&self, granted: &[Uuid], from: BTreeMap<Uuid, i64>, most: usize) -> (Vec<News>, Vec<Since>) {
        let mut news = Vec::new();
        let mut cursors = from;
        for (scope, cursor) in &mut cursors {
            if self.data.log.since(*scope, *cursor).next().is_none() {
                *cursor = self.data.version;
            }
        }
        for scope in granted {
            let mut waiting: Vec<News> = self.data.log.since(*scope, cursors[scope]).collect();
            waiting.sort_by_key(|(version, entity, id, _)| (*version, *entity, *id));
            let room = most - most.min(news.len());
            if waiting.len() <= room {
                cursors.insert(*scope, self.data.version);
                news.append(&mut waiting);
                continue;
            }
            let cut = waiting[room].0;
            let whole = waiting.partition_point(|(version, ..)| *version < cut);
            if self.is(Mutant::PageCutsAVersion) && room > 0 {
                waiting.truncate(room);
            } else if whole > 0 || !news.is_empty() {
                waiting.truncate(whole);
            } else {
                // One version is larger than a page; it is sent whole all the same.
                waiting.truncate(waiting.partition_point(|(version, ..)| *version <= cut));
            }
            if let Some((version, ..)) = waiting.last() {
                cursors.insert(*scope, *version);
            }
            news.append(&mut waiting);
            break;
        }
        let cursors = cursors.into_iter().map(|(scope, version)| Since { scope, version }).collect();
        (news, cursors)
    }

    fn rows(&self, news: &[News]) -> Vec<Row> {
        let put = news.iter().filter(|(.., entry)| *entry == Entry::Put);
        put.map(|(_, entity, id, _)| self.row(*entity, *id, &self.data.records[&(*entity, *id)])).collect()
    }

    fn row(&self, entity: Entity, id: Uuid, record: &Record) -> Row {
        let row = record.row(entity, id);
        if self.is(Mutant::EnterNotTold) { Row { enter: 0, ..row } } else { row }
    }

    fn gone(&self, news: &[News]) -> Vec<Gone> {
        let told = |entry: Entry| match entry {
            Entry::Put => false,
            Entry::Left => !self.is(Mutant::LeavingNotTold),
            Entry::Deleted => true,
        };
        let gone = news.iter().filter(|(.., entry)| told(*entry));
        gone.map(|(version, entity, id, _)| Gone { entity: *entity, id: *id, version: *version }).collect()
    }
}
