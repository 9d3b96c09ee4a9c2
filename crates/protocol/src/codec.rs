//! MessagePack with zstd, for the sync calls. Every limit is checked before anything is allocated.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Read;

/// The `Content-Type` of such a body.
pub const CONTENT_TYPE: &str = "application/x-leadline-sync";
/// Largest body after unpacking, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
const ZSTD_LEVEL: i32 = 3;

/// Why a body cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CodecFault {
    /// Larger than [`MAX_BYTES`] when unpacked.
    #[error("the body is too large")]
    TooLarge,
    /// Not zstd.
    #[error("the body cannot be unpacked")]
    Packing(#[source] std::io::Error),
    /// Not the expected MessagePack.
    #[error("the body cannot be read")]
    Shape(#[from] rmp_serde::decode::Error),
}

/// Packs a message.
pub fn pack<T: Serialize>(message: &T) -> Vec<u8> {
    let plain = rmp_serde::to_vec_named(message).expect("messages hold only serialisable types");
    zstd::bulk::compress(&plain, ZSTD_LEVEL).expect("compressing into memory cannot fail")
}

/// Unpacks a message.
pub fn unpack<T: DeserializeOwned>(body: &[u8]) -> Result<T, CodecFault> {
    let mut plain = Vec::new();
    let mut unpacked = zstd::stream::read::Decoder::new(body).map_err(CodecFault::Packing)?.take(MAX_BYTES as u64 + 1);
    unpacked.read_to_end(&mut plain).map_err(CodecFault::Packing)?;
    if plain.len() > MAX_BYTES {
        return Err(CodecFault::TooLarge);
    }
    Ok(rmp_serde::from_slice(&plain)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::{Pull, Row, Since};
    use leadline_domain::{Entity, Value};
    use proptest::prelude::*;
    use uuid::Uuid;

    #[test]
    fn a_message_comes_back_as_it_went() {
        let pull = Pull {
            protocol: 1,
            client_id: Uuid::from_u128(1),
            epoch: None,
            since: vec![Since { scope: Uuid::from_u128(2), version: 7 }],
            floor: 0,
            max_rows: 2000,
        };
        assert_eq!(unpack::<Pull>(&pack(&pull)).unwrap(), pull);
        let row = Row {
            entity: Entity::Client,
            id: Uuid::from_u128(1),
            root: Uuid::from_u128(1),
            scope: Uuid::from_u128(2),
            version: 3,
            enter: 0,
            created_at: 1,
            created_by: Uuid::nil(),
            updated_at: 2,
            updated_by: Uuid::nil(),
            values: vec![Value::Null, Value::Int(-4), "น้ำ".into(), Value::Id(Uuid::from_u128(5)), true.into()],
        };
        assert_eq!(unpack::<Row>(&pack(&row)).unwrap(), row);
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = zstd::bulk::compress(&vec![0; MAX_BYTES + 10], 3).unwrap();
        assert!(matches!(unpack::<Pull>(&bomb), Err(CodecFault::TooLarge)));
    }

    proptest! {
        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack::<Pull>(&noise);
            let _ = unpack::<Pull>(&zstd::bulk::compress(&noise, 1).unwrap());
        }
    }
}
