//! LiveKit: tokens for its rooms, its room service, and whether a word that claims to be from it is.

use crate::failure::{Failure, Served};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use leadline_domain::Millis;
use leadline_protocol::Code;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::time::Duration;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How long a token lets a device come into the room. Who is in stays in.
const TOKEN_LIFE_MS: Millis = 120_000;
/// The media server's clock may differ by this much.
const CLOCK_DIFFERENCE_MS: Millis = 60_000;
const PATIENCE: Duration = Duration::from_secs(3);
/// The most people of a call, and two who listen in.
const MOST_IN_A_ROOM: u32 = 8;
const EMPTY_SECONDS: u32 = 60;
const DEPARTURE_SECONDS: u32 = 20;

/// Why the media server did not do something.
#[derive(Debug, thiserror::Error)]
pub enum LiveKitFault {
    /// It does not answer.
    #[error("the media server does not answer: {0}")]
    Away(#[from] reqwest::Error),
    /// It refused.
    #[error("the media server answered {status} to {method}")]
    Refused {
        /// What it was asked.
        method: &'static str,
        /// The HTTP status.
        status: u16,
    },
    /// A token could not be signed.
    #[error("a token could not be signed: {0}")]
    Token(#[from] jsonwebtoken::errors::Error),
}

impl From<LiveKitFault> for Failure {
    fn from(fault: LiveKitFault) -> Self {
        match fault {
            LiveKitFault::Token(source) => Self::inside("signing a room token")(source),
            away => {
                tracing::warn!(fault = %away, "calls cannot be made for the moment");
                Code::CallsUnavailable.into()
            }
        }
    }
}

/// A LiveKit server and the key this server has for it.
pub struct LiveKit {
    /// Where devices connect to.
    pub url: String,
    http: String,
    key: String,
    secret: String,
    client: reqwest::Client,
}

impl fmt::Debug for LiveKit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveKit").field("url", &self.url).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    nbf: i64,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    video: Grant<'a>,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Grant<'a> {
    room: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    room_join: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    room_create: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    room_admin: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    can_publish_sources: &'a [&'a str],
}

/// What the media server says happened. The rest of what it says is not needed.
#[derive(Clone, Debug, Deserialize)]
pub struct Heard {
    /// Its number.
    pub id: String,
    /// `participant_joined` and the like.
    pub event: String,
    /// Where.
    pub room: Option<HeardRoom>,
    /// Who.
    pub participant: Option<HeardParticipant>,
}

/// The room of an event.
#[derive(Clone, Debug, Deserialize)]
pub struct HeardRoom {
    /// Its name.
    pub name: String,
}

/// The participant of an event.
#[derive(Clone, Debug, Deserialize)]
pub struct HeardParticipant {
    /// The leg's id.
    pub identity: String,
}

#[derive(Deserialize)]
struct Signature {
    iss: String,
    exp: i64,
    nbf: Option<i64>,
    sha256: String,
}

#[derive(Deserialize)]
struct Participants {
    #[serde(default)]
    participants: Vec<Participant>,
}

#[derive(Deserialize)]
struct Participant {
    identity: String,
    #[serde(default)]
    state: String,
}

impl LiveKit {
    /// The server at `url` (`ws`, `wss`, `http` or `https`).
    pub fn new(url: &str, key: &str, secret: &str) -> Self {
        let url = url.trim_end_matches('/');
        let swapped = |from: &str, to: &str| url.strip_prefix(from).map(|rest| format!("{to}{rest}"));
        let http = swapped("wss:", "https:").or_else(|| swapped("ws:", "http:")).unwrap_or_else(|| url.to_owned());
        let ws = swapped("https:", "wss:").or_else(|| swapped("http:", "ws:")).unwrap_or_else(|| url.to_owned());
        let (key, secret) = (key.to_owned(), secret.to_owned());
        Self { url: ws, http, key, secret, client: reqwest::Client::new() }
    }

    /// What lets one leg into one room, with microphone, camera and screen, for two minutes.
    pub fn leg_token(&self, room: &str, leg: Uuid, name: &str, now: Millis) -> Result<String, LiveKitFault> {
        let can_publish_sources = &["microphone", "camera", "screen_share", "screen_share_audio"];
        let video = Grant { room, room_join: true, can_publish_sources, ..Grant::default() };
        self.sign(&Claims { sub: Some(leg.to_string()), name: Some(name), ..self.claims(video, now) })
    }

    fn claims<'a>(&'a self, video: Grant<'a>, now: Millis) -> Claims<'a> {
        let (nbf, exp) = ((now - CLOCK_DIFFERENCE_MS) / 1000, (now + TOKEN_LIFE_MS) / 1000);
        Claims { iss: &self.key, nbf, exp, sub: None, name: None, video }
    }

    fn sign(&self, claims: &Claims<'_>) -> Result<String, LiveKitFault> {
        let key = EncodingKey::from_secret(self.secret.as_bytes());
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key)?)
    }

    /// Makes the room, so that it is there with its limits before anybody comes.
    pub async fn open_room(&self, room: &str, now: Millis) -> Result<(), LiveKitFault> {
        let wanted = serde_json::json!({
            "name": room, "empty_timeout": EMPTY_SECONDS, "departure_timeout": DEPARTURE_SECONDS,
            "max_participants": MOST_IN_A_ROOM,
        });
        let grant = Grant { room, room_create: true, ..Grant::default() };
        self.ask("CreateRoom", grant, &wanted, now).await.map(|_| ())
    }

    /// The legs that are in the room.
    pub async fn participants(&self, room: &str, now: Millis) -> Result<Vec<Uuid>, LiveKitFault> {
        let grant = Grant { room, room_admin: true, ..Grant::default() };
        let asked = self.ask("ListParticipants", grant, &serde_json::json!({ "room": room }), now).await;
        let Some(response) = unless_missing(asked)? else { return Ok(Vec::new()) };
        let listed: Participants = response.json().await?;
        let there = listed.participants.into_iter().filter(|who| matches!(who.state.as_str(), "JOINED" | "ACTIVE"));
        Ok(there.filter_map(|who| who.identity.parse().ok()).collect())
    }

    /// Whether it answers at all.
    pub async fn answers(&self, now: Millis) -> Result<(), LiveKitFault> {
        self.participants("nobody", now).await.map(drop)
    }

    /// Lets a leg hear the others, or not. What it sends stays as it is: taken away, it would not come back by itself.
    pub async fn permit(&self, room: &str, leg: Uuid, on: bool, now: Millis) -> Result<(), LiveKitFault> {
        let permission = serde_json::json!({ "can_publish": true, "can_subscribe": on, "can_publish_data": true });
        let wanted = serde_json::json!({ "room": room, "identity": leg, "permission": permission });
        let grant = Grant { room, room_admin: true, ..Grant::default() };
        unless_missing(self.ask("UpdateParticipant", grant, &wanted, now).await).map(|_| ())
    }

    /// Sends a leg out of the room; one that is gone is out.
    pub async fn send_out(&self, room: &str, leg: Uuid, now: Millis) -> Result<(), LiveKitFault> {
        let whom = serde_json::json!({ "room": room, "identity": leg });
        let grant = Grant { room, room_admin: true, ..Grant::default() };
        unless_missing(self.ask("RemoveParticipant", grant, &whom, now).await).map(|_| ())
    }

    /// Closes the room, so that nobody lingers; one that is gone is closed.
    pub async fn close_room(&self, room: &str, now: Millis) -> Result<(), LiveKitFault> {
        let grant = Grant { room, room_create: true, room_admin: true, ..Grant::default() };
        let asked = self.ask("DeleteRoom", grant, &serde_json::json!({ "room": room }), now).await;
        unless_missing(asked).map(|_| ())
    }

    async fn ask(
        &self,
        method: &'static str,
        grant: Grant<'_>,
        question: &serde_json::Value,
        now: Millis,
    ) -> Result<reqwest::Response, LiveKitFault> {
        let token = self.sign(&self.claims(grant, now))?;
        let address = format!("{}/twirp/livekit.RoomService/{method}", self.http);
        let request = self.client.post(address).bearer_auth(token).json(question).timeout(PATIENCE);
        let response = request.send().await?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(LiveKitFault::Refused { method, status: response.status().as_u16() })
    }

    /// Reads a word of the media server: signed with our key, not too old, and over exactly these bytes.
    pub fn heard(&self, authorization: &str, body: &[u8], now: Millis) -> Served<Heard> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[&self.key]);
        validation.set_required_spec_claims(&["iss"]);
        // Checked below against the server's own clock.
        validation.validate_exp = false;
        validation.validate_aud = false;
        let token = authorization.strip_prefix("Bearer ").unwrap_or(authorization);
        let key = DecodingKey::from_secret(self.secret.as_bytes());
        let signature = jsonwebtoken::decode::<Signature>(token, &key, &validation);
        let signature = signature.map_err(|_| Code::Unauthenticated)?.claims;
        let (from, until) = (signature.nbf.unwrap_or(0) * 1000, signature.exp * 1000);
        let is_its_time = from - CLOCK_DIFFERENCE_MS <= now && now < until + CLOCK_DIFFERENCE_MS;
        let is_of_body = STANDARD.encode(Sha256::digest(body)).as_bytes().ct_eq(signature.sha256.as_bytes());
        if signature.iss != self.key || !is_its_time || !bool::from(is_of_body) {
            return Err(Code::Unauthenticated.into());
        }
        serde_json::from_slice(body).map_err(|_| Code::BadRequest.into())
    }
}

fn unless_missing(asked: Result<reqwest::Response, LiveKitFault>) -> Result<Option<reqwest::Response>, LiveKitFault> {
    match asked {
        Err(LiveKitFault::Refused { status: 404, .. }) => Ok(None),
        other => other.map(Some),
    }
}
