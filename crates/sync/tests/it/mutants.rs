//! The oracle has teeth: a server or a link that breaks one rule is found out.

use crate::simulation::run;

/// One broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// R1: a page ends in the middle of a version.
    PageCutsAVersion,
    /// R1: the cursors move although the rows got lost.
    CursorsWithoutRows,
    /// R2: a tombstone takes a newer row away.
    GoneTakesNewer,
    /// R4: a client that comes back does not replace its family.
    EnterNotTold,
    /// R5: a client that left a scope is not said to be gone.
    LeavingNotTold,
    /// R6: edits are acknowledged on a page that does not reach the head.
    AckBeforeHead,
    /// R7: a scope that is no longer granted is not said to be revoked.
    RevokedNotTold,
    /// R8: a device from before the oldest tombstone is not reset.
    NoResetAfterPurge,
    /// R10: an edit sent twice under one number is done twice.
    SeqNotLookedAt,
    /// R10: an edit sent twice under different numbers is done twice.
    EditsNotRecognised,
    /// R11: a restored server keeps its epoch.
    RestoreKeepsEpoch,
    /// A refusal reaches the device as if the edit had been written.
    RefusalSwallowed,
    /// R10: two files with one identity are not told apart: what the second sends passes for done.
    ForkNotTold,
    /// A device that is to keep nothing hears only that its session is over.
    WipeNotTold,
    /// An edit that is committed while the outbox is being found empty does not wake the engine again.
    CommitForgottenWhileFindingNothing,
    /// A change told while a page is on its way is not asked for after it.
    PokeForgottenWhilePulling,
}

const ALL: &[Mutant] = &[
    Mutant::PageCutsAVersion,
    Mutant::CursorsWithoutRows,
    Mutant::GoneTakesNewer,
    Mutant::EnterNotTold,
    Mutant::LeavingNotTold,
    Mutant::AckBeforeHead,
    Mutant::RevokedNotTold,
    Mutant::NoResetAfterPurge,
    Mutant::SeqNotLookedAt,
    Mutant::EditsNotRecognised,
    Mutant::RestoreKeepsEpoch,
    Mutant::RefusalSwallowed,
    Mutant::ForkNotTold,
    Mutant::WipeNotTold,
    Mutant::CommitForgottenWhileFindingNothing,
    Mutant::PokeForgottenWhilePulling,
];

/// How many seeds a mutant may survive; most are found by the first, all by the fortieth.
const SEEDS: u64 = 200;

#[test]
fn every_broken_rule_is_found_out() {
    let mut survivors = Vec::new();
    for mutant in ALL {
        match (0..SEEDS).find_map(|seed| run(seed, Some(*mutant)).err().map(|fault| (seed, fault))) {
            Some((seed, fault)) => println!("{mutant:?}: seed {seed}, {fault}"),
            None => survivors.push(mutant),
        }
    }
    assert!(survivors.is_empty(), "not noticed: {survivors:?}");
}
