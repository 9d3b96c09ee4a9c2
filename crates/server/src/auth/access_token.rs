//! Access tokens: short-lived, signed with Ed25519, checked without asking the database.

use crate::actor::Actor;
use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use leadline_domain::{Millis, Role};
use leadline_protocol::Code;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use std::sync::{PoisonError, RwLock};
use uuid::Uuid;

/// How long a token is good for.
pub const LIFE_MS: Millis = 10 * 60 * 1000;
/// Tokens whose signature need not be checked again; some hundred bytes each.
const MOST_KNOWN: usize = 20_000;
const ISSUER: &str = "leadline";
const AUDIENCE: &str = "leadline-api";
/// What an Ed25519 private key starts with in PKCS#8 (RFC 8410); the seed follows.
const PKCS8_PREFIX: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The person.
    pub sub: Uuid,
    /// Their organisation.
    pub org: Uuid,
    /// What they may do.
    pub role: Role,
    /// The session.
    pub sid: Uuid,
    /// The device.
    pub dev: Uuid,
    /// The person's token version when the token was made.
    pub tv: i32,
    /// Whether the person may look across organisations.
    pub adm: bool,
    /// End, in seconds since the epoch.
    pub exp: i64,
    iss: String,
    aud: String,
}

impl Claims {
    /// The claims of a token made at `now` for a person whose token version is `version`.
    pub fn new(actor: &Actor, version: i32, now: Millis) -> Self {
        Self {
            sub: actor.user_id,
            org: actor.org_id,
            role: actor.role,
            sid: actor.session_id,
            dev: actor.device_id,
            tv: version,
            adm: actor.platform_admin,
            exp: (now + LIFE_MS) / 1000,
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
        }
    }
}

/// Makes and checks access tokens.
pub struct AccessTokens {
    signing: EncodingKey,
    checking: DecodingKey,
    validation: Validation,
    known: RwLock<HashMap<String, Claims>>,
}

impl fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessTokens")
    }
}

impl AccessTokens {
    /// Tokens of this key.
    pub fn new(key: &SigningKey) -> Self {
        let private = [PKCS8_PREFIX.as_slice(), key.as_bytes()].concat();
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // Checked below against the server's own clock.
        validation.validate_exp = false;
        Self {
            signing: EncodingKey::from_ed_der(&private),
            checking: DecodingKey::from_ed_der(key.verifying_key().as_bytes()),
            validation,
            known: RwLock::default(),
        }
    }

    /// Signs a token.
    pub fn sign(&self, claims: &Claims) -> Result<String, jsonwebtoken::errors::Error> {
        jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), claims, &self.signing)
    }

    /// Reads a token that is ours and not past its time.
    pub fn check(&self, token: &str, now: Millis) -> Result<Claims, Code> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(token).cloned();
        let is_known = known.is_some();
        let claims = match known {
            Some(claims) => claims,
            None => {
                jsonwebtoken::decode::<Claims>(token, &self.checking, &self.validation)
                    .map_err(|_| Code::Unauthenticated)?
                    .claims
            }
        };
        if claims.exp * 1000 <= now {
            return Err(Code::TokenExpired);
        }
        if !is_known {
            self.remember(token, &claims, now);
        }
        Ok(claims)
    }

    /// Whose signature was checked once is not checked with every request. When it is full of tokens that still count,
    /// it starts anew.
    fn remember(&self, token: &str, claims: &Claims, now: Millis) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_KNOWN {
            known.retain(|_, claims| claims.exp * 1000 > now);
        }
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(token.to_owned(), claims.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn claims() -> Claims {
        let actor = Actor {
            user_id: Uuid::from_u128(1),
            org_id: Uuid::from_u128(2),
            role: Role::Agent,
            device_id: Uuid::from_u128(3),
            session_id: Uuid::from_u128(4),
            platform_admin: false,
            request_id: Uuid::nil(),
        };
        Claims::new(&actor, 0, 1_000_000)
    }

    #[test]
    fn a_token_is_good_until_its_time_and_not_longer() {
        let tokens = AccessTokens::new(&SigningKey::from_bytes(&[7; 32]));
        let token = tokens.sign(&claims()).unwrap();
        for _ in 0..2 {
            assert_eq!(tokens.check(&token, 1_000_000 + LIFE_MS - 1), Ok(claims()));
        }
        assert_eq!(tokens.check(&token, 1_000_000 + LIFE_MS), Err(Code::TokenExpired));
    }

    #[test]
    fn more_tokens_than_are_remembered_all_count() {
        let tokens = AccessTokens::new(&SigningKey::from_bytes(&[7; 32]));
        for at in 0..MOST_KNOWN + 2 {
            tokens.remember(&at.to_string(), &claims(), 1_000_000);
        }
        assert!(tokens.known.read().unwrap().len() <= MOST_KNOWN);
        let token = tokens.sign(&claims()).unwrap();
        assert_eq!(tokens.check(&token, 1_000_000), Ok(claims()));
    }

    #[test]
    fn forged_tokens_are_refused() {
        let tokens = AccessTokens::new(&SigningKey::from_bytes(&[7; 32]));
        let other_key = AccessTokens::new(&SigningKey::from_bytes(&[8; 32])).sign(&claims()).unwrap();
        let good = tokens.sign(&claims()).unwrap();
        let body = good.split('.').nth(1).unwrap();
        let unsigned = format!("{}.{body}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#));
        let public = SigningKey::from_bytes(&[7; 32]).verifying_key();
        let confused = jsonwebtoken::encode(
            &Header::new(Algorithm::HS256),
            &claims(),
            &EncodingKey::from_secret(public.as_bytes()),
        )
        .unwrap();
        let elsewhere = tokens.sign(&Claims { aud: "another-api".to_owned(), ..claims() }).unwrap();
        for forged in [other_key, unsigned, confused, elsewhere, String::new(), "a.b.c".to_owned(), "ก".repeat(9)] {
            assert_eq!(tokens.check(&forged, 1_000_000), Err(Code::Unauthenticated), "{forged}");
        }
    }
}
