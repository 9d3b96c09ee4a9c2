//! A media server whose rooms a test fills and empties as it likes. It takes only what is signed with its key.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

pub const KEY: &str = "desk-key";
pub const SECRET: &str = "a secret that is long enough to sign with";

/// Nothing while it is away.
type Rooms = Arc<Mutex<Option<BTreeMap<String, BTreeSet<Uuid>>>>>;

/// The double.
#[derive(Clone)]
pub struct MediaServer {
    pub url: String,
    rooms: Rooms,
}

impl MediaServer {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        let rooms = Rooms::new(Mutex::new(Some(BTreeMap::new())));
        let router = Router::new().route("/twirp/livekit.RoomService/{method}", post(asked)).with_state(rooms.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, rooms }
    }

    pub fn enters(&self, room: &str, leg: Uuid) {
        self.in_room(room, |there| there.insert(leg));
    }

    pub fn leaves(&self, room: &str, leg: Uuid) {
        self.in_room(room, |there| there.remove(&leg));
    }

    fn in_room(&self, room: &str, change: impl FnOnce(&mut BTreeSet<Uuid>) -> bool) {
        let mut rooms = self.rooms.lock().unwrap();
        change(rooms.as_mut().and_then(|rooms| rooms.get_mut(room)).expect("the room is open"));
    }

    pub fn is_open(&self, room: &str) -> bool {
        self.rooms.lock().unwrap().as_ref().is_some_and(|rooms| rooms.contains_key(room))
    }

    pub fn is_in(&self, room: &str, leg: Uuid) -> bool {
        self.rooms.lock().unwrap().as_ref().and_then(|rooms| rooms.get(room)).is_some_and(|there| there.contains(&leg))
    }

    /// From now on it does nothing that it is asked.
    pub fn goes_away(&self) {
        *self.rooms.lock().unwrap() = None;
    }
}

async fn asked(
    State(rooms): State<Rooms>,
    Path(method): Path<String>,
    headers: HeaderMap,
    Json(question): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let token = headers["authorization"].to_str().unwrap().strip_prefix("Bearer ").unwrap();
    let claims = claims_of(token);
    let room = question["room"].as_str().or(question["name"].as_str()).unwrap().to_owned();
    assert_eq!(claims["video"]["room"], json!(room), "a right is for one room");
    let mut rooms = rooms.lock().unwrap();
    let Some(rooms) = rooms.as_mut() else { return (StatusCode::SERVICE_UNAVAILABLE, Json(Value::Null)) };
    let (right, answer): (&str, Value) = match method.as_str() {
        "CreateRoom" => ("roomCreate", rooms.entry(room).or_default().len().into()),
        "DeleteRoom" => ("roomCreate", rooms.remove(&room).map_or(0, |room| room.len()).into()),
        "ListParticipants" => {
            let state = |leg: &Uuid| json!({"identity": leg, "state": "ACTIVE"});
            let there: Vec<Value> = rooms.get(&room).into_iter().flatten().map(state).collect();
            ("roomAdmin", there.into())
        }
        "UpdateParticipant" => ("roomAdmin", 0.into()),
        "RemoveParticipant" => {
            let leg: Uuid = question["identity"].as_str().unwrap().parse().unwrap();
            ("roomAdmin", rooms.get_mut(&room).is_some_and(|there| there.remove(&leg)).into())
        }
        _ => return (StatusCode::NOT_FOUND, Json(Value::Null)),
    };
    assert_eq!(claims["video"][right], json!(true), "{method}");
    (StatusCode::OK, Json(json!({ "participants": answer })))
}

/// What a token says, if it is signed with our key.
pub fn claims_of(token: &str) -> Value {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.set_required_spec_claims(&["iss", "exp"]);
    jsonwebtoken::decode::<Value>(token, &DecodingKey::from_secret(SECRET.as_bytes()), &validation).unwrap().claims
}

/// A word of the media server, as it signs it at `now`: body and authorization.
pub fn word(id: &str, event: &str, room: &str, leg: Uuid, now: i64) -> (String, String) {
    let body = json!({
        "event": event, "id": id, "createdAt": (now / 1000).to_string(), "room": {"name": room, "sid": "RM_1"},
        "participant": {"identity": leg, "state": "ACTIVE"},
    })
    .to_string();
    let authorization = signed(&body, SECRET, now);
    (body, authorization)
}

pub fn signed(body: &str, secret: &str, now: i64) -> String {
    let sha256 = STANDARD.encode(Sha256::digest(body));
    let claims = json!({"iss": KEY, "nbf": now / 1000, "exp": now / 1000 + 300, "sha256": sha256});
    jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}
