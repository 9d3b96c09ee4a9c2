//! A POST that comes twice is done once. Its key is stored in the very transaction that does the work, so that whatever
//! fails in between, either both happened or neither. The answer is stored right after and given again. What takes more
//! than one transaction stores with each how far it came, and goes on from there when it comes again.

use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use crate::http::signed_in::bearer;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leadline_domain::Millis;
use leadline_protocol::{Code, Problem};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, Ordering};

const LONGEST_KEY: usize = 200;
const LONGEST_BODY: usize = 1024 * 1024;
/// How long who asks twice at the same time should wait for the first answer.
const SAME_AGAIN_MS: u64 = 1_000;

tokio::task_local! {
    static CLAIM: Claim;
}

struct Claim {
    key: String,
    route: String,
    body_hash: Vec<u8>,
    now: Millis,
    is_stored: AtomicBool,
    /// The answer as far as it was known when the same request was cut off.
    begun: Option<Value>,
}

/// What is known of a key.
enum Found {
    Nothing,
    Begun(Value),
    Answer(Response),
}

/// Whether the POSTs under this path take a key. Those of sync carry the ids of their edits instead.
pub fn applies_to(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Surrounds every route: replays the answer of a POST that was done before, and sees to it that one which is done now
/// is not done again.
pub async fn surround(State(app): State<App>, request: Request, next: Next) -> Response {
    let key = request.headers().get("idempotency-key").cloned();
    let takes_key = request.method() == Method::POST && applies_to(request.uri().path());
    let (Some(key), true) = (key, takes_key) else { return next.run(request).await };
    let Ok(actor) = actor(&app, request.headers()) else { return next.run(request).await };
    let served = match key.to_str() {
        Ok(key) if (1..=LONGEST_KEY).contains(&key.len()) => once(&app, &actor, key, request, next).await,
        _ => Err(Code::BadRequest.into()),
    };
    served.unwrap_or_else(Failure::into_response)
}

fn actor(app: &App, headers: &HeaderMap) -> Served<Actor> {
    app.actor_of(bearer(headers).ok_or(Code::Unauthenticated)?)
}

async fn once(app: &App, actor: &Actor, key: &str, request: Request, next: Next) -> Served<Response> {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str).to_owned();
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LONGEST_BODY).await.map_err(|_| Code::TooLarge)?;
    // The path too, because the route alone does not say which record was meant.
    let body_hash = Sha256::new().chain_update(parts.uri.path()).chain_update([0]).chain_update(&body).finalize();
    let mut claim = Claim {
        key: key.to_owned(),
        route,
        body_hash: body_hash.to_vec(),
        now: app.clock.now(),
        is_stored: AtomicBool::new(false),
        begun: None,
    };
    match find(app, actor, &claim).await? {
        Found::Nothing => {}
        Found::Begun(answer) => (claim.is_stored, claim.begun) = (AtomicBool::new(true), Some(answer)),
        Found::Answer(answer) => return Ok(answer),
    }
    let request = Request::from_parts(parts, Body::from(body));
    let (response, claim) = CLAIM
        .scope(claim, async {
            let response = next.run(request).await;
            (response, CLAIM.with(|claim| claim.is_stored.load(Ordering::SeqCst).then(|| claim.copy())))
        })
        .await;
    match claim {
        Some(claim) if response.status().is_success() => store_answer(app, actor, &claim, response).await,
        _ => Ok(response),
    }
}

impl Claim {
    fn copy(&self) -> Self {
        Self {
            key: self.key.clone(),
            route: self.route.clone(),
            body_hash: self.body_hash.clone(),
            now: self.now,
            is_stored: AtomicBool::new(true),
            begun: None,
        }
    }
}

/// Stores the key of the request being served, if it has one, in its first writing transaction.
pub(crate) async fn claim(tx: &mut Tx<'_>, scope: &Scope) -> Served<bool> {
    let Scope::Person(actor) = scope else { return Ok(false) };
    let Ok(Some(claim)) = CLAIM.try_with(|claim| (!claim.is_stored.load(Ordering::SeqCst)).then(|| claim.copy()))
    else {
        return Ok(false);
    };
    let inserted = sqlx::query(
        "insert into idempotency_keys (org_id, user_id, key, route, body_hash, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
    )
    .bind(actor.org_id)
    .bind(actor.user_id)
    .bind(claim.key)
    .bind(claim.route)
    .bind(claim.body_hash)
    .bind(claim.now)
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 1 { Ok(true) } else { Err(being_answered()) }
}

/// The transaction that stored the key was committed.
pub(crate) fn claimed() {
    // Outside a request with a key there is nothing to note.
    let _ = CLAIM.try_with(|claim| claim.is_stored.store(true, Ordering::SeqCst));
}

/// The answer as far as it was known when this request was cut off, if it came before with its key.
pub(crate) fn begun() -> Option<Value> {
    CLAIM.try_with(|claim| claim.begun.clone()).ok().flatten()
}

/// Stores how far the request being served has come, in the transaction that takes it there. Refused if the same request
/// is no more where this transaction began, because it came again meanwhile and was served faster.
pub(crate) async fn advance(tx: &mut Tx<'_>, actor: &Actor, from: Option<&Value>, to: &Value) -> Served<()> {
    let Ok(claim) = CLAIM.try_with(Claim::copy) else { return Ok(()) };
    let sql = "update idempotency_keys set answer = $5
        where user_id = $1 and key = $2 and route = $3 and status is null and answer is not distinct from $4";
    let query = sqlx::query(sql).bind(actor.user_id).bind(claim.key).bind(claim.route).bind(from).bind(to);
    if query.execute(&mut **tx).await?.rows_affected() == 1 { Ok(()) } else { Err(being_answered()) }
}

/// The same request is being served or was cut off before its answer was stored: it is done, or will be in a moment.
fn being_answered() -> Failure {
    Problem::retry_after(Code::Conflict, SAME_AGAIN_MS).into()
}

async fn find(app: &App, actor: &Actor, claim: &Claim) -> Served<Found> {
    let found: Option<(Vec<u8>, Option<i16>, Option<Value>)> = app
        .database
        .run(actor, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select body_hash, status, answer from idempotency_keys
                    where user_id = $1 and key = $2 and route = $3";
                let query = sqlx::query_as(sql).bind(actor.user_id).bind(&claim.key).bind(&claim.route);
                Ok(query.fetch_optional(&mut **tx).await?)
            })
        })
        .await?;
    let Some((body_hash, status, answer)) = found else { return Ok(Found::Nothing) };
    if body_hash != claim.body_hash {
        return Err(Code::IdempotencyMismatch.into());
    }
    let status = status.and_then(|status| StatusCode::from_u16(status.unsigned_abs()).ok());
    match (status, answer) {
        (Some(status), Some(answer)) => Ok(Found::Answer((status, axum::Json(answer)).into_response())),
        (Some(status), None) => Ok(Found::Answer(status.into_response())),
        (None, Some(begun)) => Ok(Found::Begun(begun)),
        (None, None) => Err(being_answered()),
    }
}

async fn store_answer(app: &App, actor: &Actor, claim: &Claim, response: Response) -> Served<Response> {
    let (parts, body) = response.into_parts();
    let body: Bytes = to_bytes(body, LONGEST_BODY).await.map_err(Failure::inside("reading an answer"))?;
    let status = i16::try_from(parts.status.as_u16()).map_err(Failure::inside("storing a status"))?;
    let answer: Option<Value> = serde_json::from_slice(&body).ok();
    let (answer, stored) = (&answer, Response::from_parts(parts, Body::from(body)));
    let outcome = app
        .database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "update idempotency_keys set status = $4, answer = $5
                    where user_id = $1 and key = $2 and route = $3";
                let query = sqlx::query(sql).bind(actor.user_id).bind(&claim.key).bind(&claim.route);
                query.bind(status).bind(answer).execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await;
    if let Err(fault) = outcome {
        // The work is done and answered; only a repetition will be told to wait instead of being answered again.
        tracing::warn!(%fault, "an answer could not be kept");
    }
    Ok(stored)
}
