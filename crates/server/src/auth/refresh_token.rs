//! Refresh tokens. The server keeps no token, only a counter and a key per session: a token says which session it is of
//! and the how-many-eth it is, signed with that key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

const VERSION: u8 = 1;
const SIGNED_BYTES: usize = 1 + 16 + 8;
const SIGNATURE_BYTES: usize = 16;
const CHECKSUM_BYTES: usize = 4;

/// Length of a session's key, in bytes.
pub const KEY_BYTES: usize = 32;

/// A token as it was presented; nothing is proven until [`RefreshToken::is_signed_with`] said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The session it says it is of.
    pub session_id: Uuid,
    /// The how-many-eth of that session.
    pub counter: i64,
    signature: [u8; SIGNATURE_BYTES],
}

/// What a properly signed token's number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The latest: the next one is handed out.
    Latest,
    /// The one before: the answer that carried the latest was lost, so the latest is handed out again.
    OneBehind,
    /// Used up long ago: somebody has a copy, and the session ends.
    Reused,
    /// Never handed out.
    Unknown,
}

impl RefreshToken {
    /// The token with this number.
    pub fn new(session_id: Uuid, counter: i64, key: &[u8]) -> Self {
        Self { session_id, counter, signature: signature(session_id, counter, key) }
    }

    /// Reads what was presented. A checksum keeps cut-off and mistyped tokens away from the database.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        if bytes.len() != SIGNED_BYTES + SIGNATURE_BYTES + CHECKSUM_BYTES || bytes[0] != VERSION {
            return None;
        }
        let (content, sum) = bytes.split_at(SIGNED_BYTES + SIGNATURE_BYTES);
        if checksum(content) != sum {
            return None;
        }
        Some(Self {
            session_id: Uuid::from_slice(&content[1..17]).ok()?,
            counter: i64::from_be_bytes(content[17..25].try_into().ok()?),
            signature: content[25..].try_into().ok()?,
        })
    }

    /// As it is handed out.
    pub fn write(&self) -> String {
        let mut bytes = signed_part(self.session_id, self.counter);
        bytes.extend(self.signature);
        bytes.extend(checksum(&bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Whether it was made with the session's key.
    pub fn is_signed_with(&self, key: &[u8]) -> bool {
        signature(self.session_id, self.counter, key).ct_eq(&self.signature).into()
    }

    /// What its number means to a session whose latest token is number `latest`.
    pub fn turn(&self, latest: i64) -> Turn {
        match latest - self.counter {
            0 => Turn::Latest,
            1 => Turn::OneBehind,
            2.. => Turn::Reused,
            _ => Turn::Unknown,
        }
    }
}

fn signed_part(session_id: Uuid, counter: i64) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    bytes.extend(session_id.as_bytes());
    bytes.extend(counter.to_be_bytes());
    bytes
}

fn signature(session_id: Uuid, counter: i64, key: &[u8]) -> [u8; SIGNATURE_BYTES] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
    mac.update(&signed_part(session_id, counter));
    let whole = mac.finalize().into_bytes();
    whole[..SIGNATURE_BYTES].try_into().expect("the signature is cut to its length")
}

fn checksum(content: &[u8]) -> [u8; CHECKSUM_BYTES] {
    Sha256::digest(content)[..CHECKSUM_BYTES].try_into().expect("the checksum is cut to its length")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_token_is_read_back_and_only_its_own_key_signed_it() {
        let token = RefreshToken::new(Uuid::from_u128(5), 7, &[1; KEY_BYTES]);
        let read = RefreshToken::read(&token.write()).unwrap();
        assert_eq!(read, token);
        assert!(read.is_signed_with(&[1; KEY_BYTES]));
        assert!(!read.is_signed_with(&[2; KEY_BYTES]));
        let forged = RefreshToken { counter: 8, ..read };
        assert!(!forged.is_signed_with(&[1; KEY_BYTES]));
    }

    #[test]
    fn the_number_tells_a_lost_answer_from_a_copied_token() {
        let turn = |counter| RefreshToken::new(Uuid::nil(), counter, &[]).turn(5);
        assert_eq!(
            [turn(6), turn(5), turn(4), turn(3), turn(0)],
            [Turn::Unknown, Turn::Latest, Turn::OneBehind, Turn::Reused, Turn::Reused]
        );
    }

    proptest! {
        #[test]
        fn noise_is_never_a_token(noise in "\\PC{0,80}", at in 0usize..60, with in any::<u8>()) {
            prop_assert_eq!(RefreshToken::read(&noise), None);
            let mut token = RefreshToken::new(Uuid::from_u128(5), 7, &[1; KEY_BYTES]).write().into_bytes();
            let at = at % token.len();
            if token[at] != with {
                token[at] = with;
                let read = std::str::from_utf8(&token).ok().and_then(RefreshToken::read);
                prop_assert_eq!(read, None);
            }
        }
    }
}
