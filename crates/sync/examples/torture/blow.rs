//! What is done to the parts, and how often: in the proportions of goal R1.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use std::fmt;

/// Something that happens to one of the parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Blow {
    /// The server is killed.
    Server,
    /// PostgreSQL is killed.
    Database,
    /// A device is killed.
    Device,
    /// The network is cut.
    Cut,
    /// The disk of a device is full for a while.
    DeviceDisk,
    /// The disk of the server is full for a while.
    ServerDisk,
}

/// How often the goal asks for each.
const GOAL: [(Blow, usize); 6] = [
    (Blow::Server, 300),
    (Blow::Database, 100),
    (Blow::Device, 300),
    (Blow::Cut, 100),
    (Blow::DeviceDisk, 25),
    (Blow::ServerDisk, 25),
];

impl Blow {
    fn fills_a_disk(self) -> bool {
        matches!(self, Self::DeviceDisk | Self::ServerDisk)
    }
}

/// So many blows in random order, in the goal's proportions, each kind at least once where there are enough; as many as
/// the goal asks for are exactly those.
pub fn deck(count: usize, with_disks: bool, dice: &mut StdRng) -> Vec<Blow> {
    let goal = || GOAL.into_iter().filter(|(blow, _)| with_disks || !blow.fills_a_disk());
    let all: usize = goal().map(|(_, times)| times).sum();
    let (mut blows, mut further): (Vec<Blow>, Vec<Blow>) = (goal().map(|(blow, _)| blow).collect(), Vec::new());
    for (blow, times) in goal() {
        further.extend(std::iter::repeat_n(blow, (times * count).div_ceil(all) - 1));
    }
    blows.shuffle(dice);
    further.shuffle(dice);
    blows.extend(further);
    blows.truncate(count);
    blows.shuffle(dice);
    blows
}

/// How often each was dealt.
pub struct Dealt<'a>(pub &'a [Blow]);

impl fmt::Display for Dealt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |wanted| self.0.iter().filter(|blow| **blow == wanted).count();
        write!(
            f,
            "killed the server {}×, PostgreSQL {}×, a device {}×; cut the network {}×; filled the disk of a device {}×, of \
             the server {}×",
            times(Blow::Server),
            times(Blow::Database),
            times(Blow::Device),
            times(Blow::Cut),
            times(Blow::DeviceDisk),
            times(Blow::ServerDisk)
        )
    }
}
