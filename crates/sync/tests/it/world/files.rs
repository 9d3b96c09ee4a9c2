//! What happens to the files of devices: they are copied to other computers, come back from backups, and are erased.

use super::{Happening, World};
use leadline_cache::CacheFault;
use leadline_cache::rows::{EditOp, EditState};
use leadline_sync::Event;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Most devices of one world.
const MOST_DEVICES: usize = 7;

impl World {
    /// Somebody sets up a second computer by copying the first one's files: two devices with one identity (R10).
    pub(super) fn copy_to_another(&mut self) {
        let device = self.dice.index(self.devices.len());
        if self.devices[device].wiped || self.devices.len() >= MOST_DEVICES {
            return;
        }
        let copy = self.devices[device].with_copied_file();
        self.devices.push(copy);
        let other = self.devices.len() - 1;
        self.say(&format!("the file of {device} is copied to {other}"));
        self.check_fold(other);
        self.start(other, self.now + 10);
        for _ in 0..self.dice.between(1, 5) {
            let at = self.now + self.dice.between(10, 30_000);
            self.put(at, Happening::Act { device: other });
        }
    }

    /// A device's file goes into a backup, or comes back from it.
    pub(super) fn file_backup(&mut self) {
        let device = self.dice.index(self.devices.len());
        if self.devices[device].wiped {
            return;
        }
        let Some(copy) = self.devices[device].backup.take() else {
            self.devices[device].backup = Some(self.devices[device].copied_file());
            return;
        };
        self.say(&format!("{device} gets its file back from a backup"));
        let before = self.known_only_here(device);
        let wall = self.wall(device);
        self.devices[device].take_copy(copy, wall);
        // What was only in the newer file went with it, and the person knows.
        let after = self.known_only_here(device);
        self.explained.extend(before.difference(&after));
        self.check_fold(device);
        let back = self.now + self.dice.between(10, 5_000);
        self.start(device, back);
    }

    /// An administrator has a lost computer erased, or lets somebody go.
    pub(super) fn bar(&mut self) {
        if self.dice.chance(50) {
            let device = self.dice.index(self.devices.len());
            self.say(&format!("{device} is to be erased"));
            self.devices[device].to_wipe = true;
        } else if self.removed.is_empty() {
            let person = self.people[self.dice.index(self.people.len())];
            self.say(&format!("{person} is let go"));
            self.removed.insert(person);
        }
    }

    /// The edits whose end only this device can tell: those that wait or were refused, and puttings away, which may
    /// have come too late.
    fn known_only_here(&self, device: usize) -> BTreeSet<Uuid> {
        let queue = self.devices[device].cache.queue().expect("the queue can be read");
        let kept = queue.iter().filter(|edit| edit.state != EditState::Sent || edit.op == EditOp::Delete);
        kept.map(|edit| edit.id).collect()
    }

    /// Whether the server answers this device no more than that it has to erase its data.
    pub(super) fn is_barred(&self, device: usize) -> bool {
        self.devices[device].to_wipe || self.removed.contains(&self.devices[device].person)
    }

    pub(super) fn wipe(&mut self, device: usize) {
        if !self.is_barred(device) {
            return self.broken(format!("{device} erases its data, and nobody asked for that"));
        }
        self.say(&format!("{device} erases its data"));
        self.explained.extend(self.known_only_here(device));
        let held = &mut self.devices[device];
        let wiped = held.cache.wipe();
        held.wiped = true;
        held.backup = None;
        // Whatever was planned for it belongs to a life before.
        held.life += 1;
        let life = held.life;
        if wiped.is_err() || !matches!(held.cache.counts(), Err(CacheFault::Closed)) || held.has_file() {
            self.broken(format!("{device} still has its data after erasing it"));
        }
        self.put(self.now + 1, Happening::Tell { device, life, event: Event::Wiped });
    }
}
