//! The same edit to many clients.

use crate::actor::Actor;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use crate::http::body::Json;
use crate::http::record::{self, IfMatch};
use crate::idempotency;
use crate::records::{self, Edit, Writing};
use axum::extract::State;
use leadline_domain::merge::Change;
use leadline_domain::{Entity, Millis, Value, scope};
use leadline_protocol::sync::Op;
use leadline_protocol::{Code, Problem};
use serde::{Deserialize, Serialize};
use serde_json::Map;
use utoipa::ToSchema;
use uuid::Uuid;

const MOST_CLIENTS: usize = 1_000;
/// Clients edited in one transaction, so that nobody waits long behind them.
const AT_ONCE: usize = 100;

/// One edit for many clients.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Bulk {
    /// At most 1,000.
    pub ids: Vec<Uuid>,
    /// What is done to each.
    pub action: BulkAction,
}

/// What is done to each client.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Sets fields; `owner_id` assigns.
    Set {
        /// The fields by name.
        #[schema(value_type = Object)]
        fields: Map<String, serde_json::Value>,
    },
    /// Puts a tag on.
    Tag {
        /// The tag.
        tag: Uuid,
    },
    /// Takes a tag off.
    Untag {
        /// The tag.
        tag: Uuid,
    },
    /// Puts away.
    Delete,
    /// Brings back.
    Restore,
}

/// What became of one client.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BulkResult {
    /// The client.
    pub id: Uuid,
    /// Why it was refused; nothing if it was done.
    pub problem: Option<Problem>,
}

/// What became of each client.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BulkResults {
    /// In the order of the request.
    pub results: Vec<BulkResult>,
}

/// The same edit to many clients. Each is done or refused by itself. Cut off and asked for again with the same
/// `Idempotency-Key`, it goes on with those that were not done.
#[utoipa::path(post, path = "/bulk", tag = "clients", operation_id = "client_bulk", request_body = Bulk,
    responses((status = 200, body = BulkResults), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn bulk(State(app): State<App>, actor: Actor, Json(bulk): Json<Bulk>) -> Served<Json<BulkResults>> {
    if bulk.ids.len() > MOST_CLIENTS {
        return Err(Code::TooLarge.into());
    }
    let now = app.clock.now();
    let action = &bulk.action;
    let mut done = Done::before()?;
    for ids in bulk.ids.get(done.results.len()..).unwrap_or_default().chunks(AT_ONCE) {
        let before = &done;
        let edit =
            app.database.run(&actor, Access::Write, |tx| Box::pin(edit_all(tx, &actor, before, ids, action, now)));
        match edit.await {
            Ok(after) => done = after,
            Err(failure @ Failure::Refused(_)) => return Err(failure),
            Err(failure) if done.results.is_empty() => return Err(failure),
            // What is done is done, and said; the rest can be asked for again.
            Err(failure) => {
                let problem = Some(failure.problem());
                done.results.extend(ids.iter().map(|id| BulkResult { id: *id, problem: problem.clone() }));
            }
        }
    }
    Ok(Json(BulkResults { results: done.results }))
}

/// How far a request has come.
struct Done {
    results: Vec<BulkResult>,
    /// The same as it was stored last.
    stored: Option<serde_json::Value>,
}

impl Done {
    /// What was done before the request was cut off.
    fn before() -> Served<Self> {
        let stored = idempotency::begun();
        let results = stored.clone().map(serde_json::from_value::<BulkResults>).transpose();
        let results = results.map_err(Failure::inside("reading what was done"))?;
        Ok(Self { results: results.map_or_else(Vec::new, |done| done.results), stored })
    }

    /// Stores what was done by now, as the last step before the transaction leaves the person's scope.
    async fn and_then(&self, tx: &mut Tx<'_>, actor: &Actor, results: Vec<BulkResult>) -> Served<Self> {
        let done = BulkResults { results: self.results.iter().cloned().chain(results).collect() };
        let stored = serde_json::to_value(&done).map_err(Failure::inside("telling what was done"))?;
        idempotency::advance(tx, actor, self.stored.as_ref(), &stored).await?;
        Ok(Self { results: done.results, stored: Some(stored) })
    }
}

async fn edit_all(
    tx: &mut Tx<'_>,
    actor: &Actor,
    before: &Done,
    ids: &[Uuid],
    action: &BulkAction,
    now: Millis,
) -> Served<Done> {
    let mut writing = Writing::new(actor.org_id, actor.user_id, now);
    let mut results = Vec::with_capacity(ids.len());
    for id in ids {
        let outcome = edit_one(tx, &mut writing, actor, *id, action).await;
        let problem = match outcome {
            Ok(()) => None,
            Err(Failure::Refused(problem)) => Some(problem),
            Err(failure) => return Err(failure),
        };
        results.push(BulkResult { id: *id, problem });
    }
    let done = before.and_then(tx, actor, results).await?;
    writing.finish(tx).await?;
    Ok(done)
}

async fn edit_one(tx: &mut Tx<'_>, writing: &mut Writing, actor: &Actor, id: Uuid, action: &BulkAction) -> Served<()> {
    let tagging = |tag: &Uuid| (Entity::Tagging, scope::tagging_id(id, *tag));
    let (entity, record, op) = match action {
        BulkAction::Set { fields } => {
            let changes = record::named_values(Entity::Client, fields.clone())?
                .into_iter()
                .map(|(field, now)| Change { field, was: Value::Null, now })
                .collect();
            (Entity::Client, id, Op::Update { changes })
        }
        BulkAction::Tag { tag } => {
            let (entity, record) = tagging(tag);
            let values = vec![("client_id".to_owned(), id.into()), ("tag_id".to_owned(), (*tag).into())];
            (entity, record, Op::Create { values })
        }
        BulkAction::Untag { tag } => {
            let (entity, record) = tagging(tag);
            (entity, record, Op::Delete { seen: i64::MAX })
        }
        BulkAction::Delete => (Entity::Client, id, Op::Delete { seen: i64::MAX }),
        BulkAction::Restore => (Entity::Client, id, Op::Restore),
    };
    let op = record::meant_for(tx, actor, entity, record, &op, IfMatch(None)).await?;
    let edit = Edit { entity, record, op: &op, cause: Uuid::now_v7(), role: actor.role };
    record::settled(records::attempt(tx, writing, edit).await?)
}
