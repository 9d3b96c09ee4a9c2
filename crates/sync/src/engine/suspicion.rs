//! Finds the one edit the server cannot digest. A push that fails says little by itself; a push that fails while pulls
//! succeed, again and again at the same head, has a poisonous edit in it. Halving the batch finds it.

use uuid::Uuid;

/// Failures at one head before the batch is halved.
const PATIENCE: u32 = 3;

#[derive(Clone, Copy, Debug)]
pub(super) struct Suspicion {
    head: Option<Uuid>,
    sent: usize,
    failures: u32,
    batch: usize,
    full: usize,
    unproven: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    GoOn,
    Quarantine { edit: Uuid },
}

impl Suspicion {
    pub(super) fn new(full: usize) -> Self {
        Self { head: None, sent: 0, failures: 0, batch: full, full, unproven: false }
    }

    pub(super) fn batch(&self) -> usize {
        self.batch
    }

    /// Whether the next exchange must be a pull, to tell an ill edit from an ill server.
    pub(super) fn needs_proof(&self) -> bool {
        self.unproven
    }

    pub(super) fn push_failed(&mut self, head: Uuid, sent: usize) {
        if self.head != Some(head) {
            self.head = Some(head);
            self.failures = 0;
        }
        self.sent = sent;
        self.unproven = true;
    }

    /// The body was too large as a whole: no patience is needed to halve it.
    pub(super) fn too_large(&mut self, head: Uuid, sent: usize) {
        self.push_failed(head, sent);
        self.failures = PATIENCE;
    }

    pub(super) fn push_succeeded(&mut self) {
        self.head = None;
        self.failures = 0;
        self.unproven = false;
        self.batch = (self.batch * 2).min(self.full);
    }

    pub(super) fn server_is_ill(&mut self) {
        self.unproven = false;
    }

    pub(super) fn server_is_well(&mut self) -> Verdict {
        if !std::mem::take(&mut self.unproven) {
            return Verdict::GoOn;
        }
        self.failures += 1;
        match self.head {
            Some(edit) if self.failures >= PATIENCE && self.sent == 1 => {
                self.head = None;
                self.failures = 0;
                Verdict::Quarantine { edit }
            }
            Some(_) if self.failures >= PATIENCE => {
                self.batch = (self.sent / 2).max(1);
                Verdict::GoOn
            }
            _ => Verdict::GoOn,
        }
    }
}
