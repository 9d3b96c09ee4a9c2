//! Small things every invented record needs.

use leadline_domain::{Entity, Millis, Value};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A day in milliseconds.
pub const DAY_MS: Millis = 24 * 60 * 60 * 1000;
/// 2025-01-01; ids count from here, so that they follow each other like ids of real records.
const FIRST_ID_AT: u64 = 1_735_689_600_000;

/// The dice for one record: the same for the same seed, kind and number, whatever else was thrown before.
pub fn dice(seed: u64, kind: &str, number: u64) -> StdRng {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    hash.update(kind);
    hash.update(number.to_be_bytes());
    StdRng::from_seed(hash.finalize().into())
}

/// The id of record `number` of its kind.
pub fn id(seed: u64, kind: &str, number: u64) -> Uuid {
    let random: [u8; 10] = dice(seed, kind, number).random();
    uuid::Builder::from_unix_timestamp_millis(FIRST_ID_AT + number * 1_000, &random).into_uuid()
}

/// One of several.
pub fn one_of<'a, T: ?Sized>(dice: &mut StdRng, several: &[&'a T]) -> &'a T {
    several[dice.random_range(0..several.len())]
}

/// True in `percent` of a hundred throws.
pub fn chance(dice: &mut StdRng, percent: u32) -> bool {
    dice.random_range(0..100) < percent
}

/// A record's values in stored order from named ones.
pub fn values<const N: usize>(entity: Entity, named: [(&str, Value); N]) -> Vec<Value> {
    let mut values = vec![Value::Null; entity.fields().len()];
    for (name, value) in named {
        let at = entity.position(name).expect("the invented record names fields of its entity");
        values[at] = value;
    }
    values
}
