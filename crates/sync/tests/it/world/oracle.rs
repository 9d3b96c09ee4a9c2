//! What must hold: after every step, after every page, and when everything has come to rest.

use super::people::under_a_new_id;
use super::{MOST_DECISIONS, World};
use leadline_cache::rows::{EditOp, EditState};
use leadline_domain::Entity;
use leadline_protocol::sync::{Outcome, Page, Pull, Row};
use leadline_sync::Event;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Every so many steps the whole cache is folded again; between them only the records with edits.
const WHOLE_FOLD_EVERY: u64 = 16;

impl World {
    pub(super) fn check_fold(&mut self, device: usize) {
        if self.devices[device].wiped {
            return;
        }
        let cache = &self.devices[device].cache;
        self.checks += 1;
        let whole = self.speaks || self.checks.is_multiple_of(WHOLE_FOLD_EVERY);
        let fold = if whole { cache.verify_fold() } else { cache.verify_edits() };
        if let Err(fault) = fold {
            self.broken(format!("what {device} shows is not its rows with its edits: {fault}"));
        }
    }

    /// An engine that has nothing more to do leaves no edit unsent and no change it was told of unasked for.
    pub(super) fn check_nothing_forgotten(&mut self, device: usize) {
        let held = &self.devices[device];
        let resting = held.running && held.engine.settled() && held.engine.stopped().is_none();
        if !resting || held.wiped {
            return;
        }
        if let Some(version) = held.told {
            return self.broken(format!("{device} was told of {version} and does not ask for it"));
        }
        let queue = held.cache.queue().expect("the queue can be read");
        if queue.iter().any(|edit| matches!(edit.state, EditState::Waiting | EditState::Sending)) {
            self.broken(format!("{device} rests with edits that wait"));
        }
    }

    /// After a page was put to the cache.
    pub(super) fn check_page(&mut self, device: usize, asked: &Pull, page: &Page, taken: bool) {
        let now_held = self.devices[device].cache.pull_request(1).expect("the cache answers");
        if !taken || asked.epoch.is_some_and(|epoch| epoch != page.epoch) || now_held.since != page.cursors {
            return;
        }
        self.devices[device].known.extend(page.rows.iter().map(|row| (row.entity, row.id)));
        if let Some(acked) = page.acked_seq {
            let written = self.server.version_of_edits(asked.client_id, acked);
            if now_held.since.iter().any(|since| self.server.has_news(*since, written)) {
                self.broken(format!("{device} was told that edits of {written} are in a page that ends before"));
            }
        }
        if !page.revoked.is_empty() || !page.reset.is_empty() {
            let granted: BTreeSet<Uuid> = page.cursors.iter().map(|since| since.scope).collect();
            for row in self.rows_of(device) {
                if row.version > 0 && !granted.contains(&row.scope) {
                    self.broken(format!("{device} still holds {:?} {} of a revoked scope", row.entity, row.id));
                }
            }
        }
    }

    fn rows_of(&self, device: usize) -> Vec<Row> {
        self.devices[device].cache.held_rows().expect("the cache can be read")
    }

    /// The devices that still hold data.
    fn working(&self) -> impl Iterator<Item = usize> {
        (0..self.devices.len()).filter(|device| !self.devices[*device].wiped)
    }

    /// The edits of a device that are neither at the server nor given up.
    pub(super) fn unsettled(&self, device: usize) -> BTreeSet<Uuid> {
        let queue = self.devices[device].cache.queue().expect("the queue can be read");
        queue.iter().filter(|edit| edit.state != EditState::Sent).map(|edit| edit.id).collect()
    }

    /// Nothing waits any more; people go through what was refused and settle their conflicts.
    pub(super) fn people_decide(&mut self) -> Result<(), String> {
        self.nothing_is_lost()?;
        for _ in 0..MOST_DECISIONS {
            for device in 0..self.devices.len() {
                self.decide(device);
            }
            self.calm_down()?;
            if self.working().all(|device| !self.something_to_decide(device)) {
                return Ok(());
            }
        }
        Err("people never come to an end with what was refused".to_owned())
    }

    fn something_to_decide(&self, device: usize) -> bool {
        let counts = self.devices[device].cache.counts().expect("the cache can be read");
        (counts.refused, counts.conflicts) != (0, 0)
    }

    fn decide(&mut self, device: usize) {
        if self.devices[device].wiped {
            return;
        }
        loop {
            let queue = self.devices[device].cache.queue().expect("the queue can be read");
            let refused = queue.iter().find(|edit| edit.state == EditState::Refused).map(|edit| edit.id);
            let Some(edit) = refused else { break };
            self.give_up_edit(device, edit);
        }
        for conflict in self.devices[device].cache.conflicts().expect("the conflicts can be read") {
            self.resolve(device, conflict.id, &[]);
        }
        self.check_fold(device);
        self.tell(device, Event::Asked);
    }

    /// Every edit was carried out once, or is there to be seen as refused, or was given up.
    fn nothing_is_lost(&self) -> Result<(), String> {
        let mut listed = BTreeMap::new();
        for device in self.working() {
            let queue = self.devices[device].cache.queue().expect("the queue can be read");
            // A copied file lists the same edits; what one of them shows as refused is shown.
            for edit in queue {
                let refused = matches!(edit.state, EditState::Refused | EditState::Blocked);
                if refused || !listed.contains_key(&edit.id) {
                    listed.insert(edit.id, (edit.state, edit.op));
                }
            }
        }
        for (edit, device) in &self.edits {
            let times = self.server.carried_out(*edit);
            if times > 1 {
                return Err(format!("edit {edit} of {device} was carried out {times} times"));
            }
            let done = self.server.outcome(*edit) == Some(&Outcome::Applied);
            if times > 0 && done && self.server.carried_out(under_a_new_id(*edit)) > 0 {
                return Err(format!("edit {edit} of {device} was carried out again under another id"));
            }
            let shown = matches!(listed.get(edit), Some((EditState::Refused | EditState::Blocked, _)));
            let accounted = match self.server.outcome(*edit) {
                // Carried out not at all: "nothing" was sent in its place.
                Some(Outcome::Applied | Outcome::Conflict { .. }) => times == 1 || shown,
                // Putting away what is gone already needs nobody's attention.
                Some(Outcome::Rejected { .. }) => shown || matches!(listed.get(edit), Some((_, EditOp::Delete))),
                Some(Outcome::Forked) | None => shown || self.server.lost_by_restore.contains(edit),
            };
            if !accounted && !self.explained.contains(edit) {
                let at_server = self.server.outcome(*edit);
                return Err(format!("edit {edit} of {device} is lost: {at_server:?}, {:?}", listed.get(edit)));
            }
        }
        Ok(())
    }

    pub(super) fn everything_agrees(&mut self) -> Result<(), String> {
        self.nothing_is_lost()?;
        if let Some(device) = (0..self.devices.len()).find(|at| self.is_barred(*at) && !self.devices[*at].wiped) {
            return Err(format!("{device} was to keep nothing and still holds its data"));
        }
        for device in self.working() {
            let held = &self.devices[device];
            held.cache.verify_fold().map_err(|fault| format!("the end of {device}: {fault}"))?;
            let counts = held.cache.counts().map_err(|fault| fault.to_string())?;
            if (counts.waiting, counts.refused, counts.conflicts) != (0, 0, 0) {
                return Err(format!("{device} does not come clean: {counts:?}"));
            }
            let here: BTreeMap<(Entity, Uuid), Row> =
                self.rows_of(device).into_iter().map(|row| ((row.entity, row.id), row)).collect();
            let there: BTreeMap<(Entity, Uuid), Row> = self.server.rows_for(held.person);
            if let Some(difference) = difference(&here, &there) {
                return Err(format!("{device} and the server differ: {difference}"));
            }
        }
        self.say("all agree");
        Ok(())
    }
}

fn difference(here: &BTreeMap<(Entity, Uuid), Row>, there: &BTreeMap<(Entity, Uuid), Row>) -> Option<String> {
    for (key, row) in there {
        match here.get(key) {
            None => return Some(format!("{key:?} is missing, should be {row:?}")),
            Some(held) if *held != (Row { enter: held.enter, ..row.clone() }) => {
                return Some(format!("{key:?} is {held:?}, should be {row:?}"));
            }
            Some(_) => {}
        }
    }
    here.iter().find(|(key, _)| !there.contains_key(key)).map(|(key, row)| format!("{key:?} should be gone: {row:?}"))
}
