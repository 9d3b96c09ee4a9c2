//! Reading tokens as a LiveKit server does.

use crate::event::TrackSource;
use crate::problem::RtcError;
use crate::room::{Identity, Token};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

/// What a token allows whom.
#[derive(Clone, Debug)]
pub(super) struct Right {
    pub room: String,
    pub identity: Identity,
    pub name: String,
    pub can_subscribe: bool,
    can_publish: bool,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    #[serde(default)]
    name: String,
    exp: u64,
    #[serde(default)]
    nbf: u64,
    video: Grant,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Grant {
    room: String,
    room_join: bool,
    can_publish: bool,
    can_subscribe: bool,
    can_publish_sources: Vec<String>,
}

impl Default for Grant {
    fn default() -> Self {
        let (room, can_publish_sources) = Default::default();
        Self { room, room_join: false, can_publish: true, can_subscribe: true, can_publish_sources }
    }
}

pub(super) fn read(token: &Token, key: &str, secret: &str, now: u64) -> Result<Right, RtcError> {
    let refused = |why: &str| RtcError::TokenRefused(why.to_owned());
    let mut rules = Validation::new(Algorithm::HS256);
    // Judged below, by the clock that was handed in.
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    let key_of_server = DecodingKey::from_secret(secret.as_bytes());
    let claims = jsonwebtoken::decode::<Claims>(token.0.as_str(), &key_of_server, &rules);
    let claims = claims.map_err(|cause| refused(&cause.to_string()))?.claims;
    if claims.iss != key {
        return Err(refused("another key"));
    }
    if !(claims.nbf..claims.exp).contains(&now) {
        return Err(refused("not valid at this time"));
    }
    let grant = claims.video;
    if !grant.room_join || grant.room.is_empty() || claims.sub.is_empty() {
        return Err(refused("no right to join a room"));
    }
    Ok(Right {
        room: grant.room,
        identity: Identity(claims.sub),
        name: claims.name,
        can_subscribe: grant.can_subscribe,
        can_publish: grant.can_publish,
        sources: grant.can_publish_sources,
    })
}

impl Right {
    pub(super) fn check(&self, source: TrackSource) -> Result<(), RtcError> {
        let word = match source {
            TrackSource::Microphone => "microphone",
            TrackSource::Camera => "camera",
            TrackSource::Screen => "screen_share",
            TrackSource::ScreenSound => "screen_share_audio",
        };
        if self.can_publish && (self.sources.is_empty() || self.sources.iter().any(|allowed| allowed == word)) {
            Ok(())
        } else {
            Err(RtcError::NotAllowed("the token does not allow to publish this".to_owned()))
        }
    }
}
