//! Records as the JSON API shows and takes them: fields by name beside the head every record has.

use crate::actor::Actor;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use crate::records::{self, Edit, Stored, Writing};
use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::merge::Change;
use leadline_domain::{Entity, FieldKind, Millis, Value};
use leadline_protocol::sync::{Op, Outcome};
use leadline_protocol::{Code, Problem};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use uuid::Uuid;

/// A record: its head, and its fields by name.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RecordBody {
    /// The record.
    pub id: Uuid,
    /// The version that wrote it last; sent back as `If-Match`, it keeps an edit from overwriting a newer one.
    pub version: i64,
    /// When it was made, in milliseconds since the epoch.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: Uuid,
    /// When it was changed last.
    pub updated_at: Millis,
    /// Who changed it last.
    pub updated_by: Uuid,
    /// Its fields.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub fields: Fields,
}

/// The fields of a record, written by name without being copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields {
    entity: Entity,
    values: Vec<Value>,
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.values.len()))?;
        for (field, value) in self.entity.fields().iter().zip(&self.values) {
            match (field.kind, value) {
                // A JSON document is shown as what it is, not as its text.
                (FieldKind::Json, Value::Text(text)) => map.serialize_entry(field.name, &document(text))?,
                (_, value) => map.serialize_entry(field.name, value)?,
            }
        }
        map.end()
    }
}

fn document(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

impl RecordBody {
    /// A stored record as the API shows it.
    pub fn of(entity: Entity, stored: Stored) -> Self {
        Self {
            id: stored.id,
            version: stored.version,
            created_at: stored.created_at,
            created_by: stored.created_by,
            updated_at: stored.updated_at,
            updated_by: stored.updated_by,
            fields: Fields { entity, values: stored.values },
        }
    }
}

/// The named values of a body. `lead_id` is another name of `client_id`.
pub fn named_values(entity: Entity, body: Map<String, Json>) -> Served<Vec<(String, Value)>> {
    let mut values = Vec::with_capacity(body.len());
    let mut problems = Vec::new();
    for (name, content) in body {
        let name = if name == "lead_id" { "client_id".to_owned() } else { name };
        let is_document = entity.field(&name).is_some_and(|field| field.kind == FieldKind::Json);
        let value = match content {
            Json::Object(_) if is_document => Ok(Value::Text(content.to_string())),
            content => serde_json::from_value(content),
        };
        match value {
            Ok(value) => values.push((name, value)),
            Err(_) => problems.push(FieldProblem { field: name, fault: FieldFault::WrongKind }),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(Problem::invalid(problems).into()) }
}

/// The version an edit is meant for, if the request names one.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let Some(header) = parts.headers.get(IF_MATCH) else { return Ok(Self(None)) };
        let version = header.to_str().ok().and_then(|text| text.trim_matches('"').parse().ok());
        version.map(|version| Self(Some(version))).ok_or_else(|| Code::BadRequest.into())
    }
}

/// Reads one record that was not put away.
pub async fn read(app: &App, actor: &Actor, entity: Entity, id: Uuid) -> Served<RecordBody> {
    let stored = app
        .database
        .run(actor, Access::Read, |tx| Box::pin(records::by_id(tx, entity, actor.org_id, id, false)))
        .await?;
    match stored {
        Some(stored) if stored.deleted_at.is_some() => Err(Code::Deleted.into()),
        Some(stored) => Ok(RecordBody::of(entity, stored)),
        None => Err(Code::NotFound.into()),
    }
}

/// Makes a record and returns it.
pub async fn create(app: &App, actor: &Actor, entity: Entity, id: Uuid, body: Map<String, Json>) -> Served<RecordBody> {
    let op = Op::Create { values: named_values(entity, body)? };
    edit(app, actor, entity, id, &op, IfMatch(None)).await?.ok_or_else(|| Code::NotFound.into())
}

/// Sets the fields that the body names and returns the record.
pub async fn change(
    app: &App,
    actor: &Actor,
    entity: Entity,
    id: Uuid,
    body: Map<String, Json>,
    if_match: IfMatch,
) -> Served<RecordBody> {
    let changes =
        named_values(entity, body)?.into_iter().map(|(field, now)| Change { field, was: Value::Null, now }).collect();
    edit(app, actor, entity, id, &Op::Update { changes }, if_match).await?.ok_or_else(|| Code::NotFound.into())
}

/// Puts a record away.
pub async fn remove(app: &App, actor: &Actor, entity: Entity, id: Uuid, if_match: IfMatch) -> Served<()> {
    edit(app, actor, entity, id, &Op::Delete { seen: i64::MAX }, if_match).await.map(|_| ())
}

/// Does one edit in a transaction of its own. What the API sets holds whatever was there before, unless the request
/// names the version it is meant for.
async fn edit(
    app: &App,
    actor: &Actor,
    entity: Entity,
    id: Uuid,
    op: &Op,
    if_match: IfMatch,
) -> Served<Option<RecordBody>> {
    let (cause, now) = (Uuid::now_v7(), app.clock.now());
    let stored: Option<Stored> = app
        .database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                let mut writing = Writing::new(actor.org_id, actor.user_id, now);
                let op = meant_for(tx, actor, entity, id, op, if_match).await?;
                let edit = Edit { entity, record: id, op: &op, cause, role: actor.role };
                settled(records::attempt(tx, &mut writing, edit).await?)?;
                writing.finish(tx).await?;
                tx.enter(actor).await?;
                records::by_id(tx, entity, actor.org_id, id, false).await
            })
        })
        .await?;
    Ok(stored.map(|stored| RecordBody::of(entity, stored)))
}

/// The edit as made by somebody who saw the record as it is now.
pub async fn meant_for(
    tx: &mut Tx<'_>,
    actor: &Actor,
    entity: Entity,
    id: Uuid,
    op: &Op,
    if_match: IfMatch,
) -> Served<Op> {
    if !matches!(op, Op::Update { .. }) && if_match.0.is_none() {
        return Ok(op.clone());
    }
    let stored = records::by_id(tx, entity, actor.org_id, id, false).await?.ok_or(Code::NotFound)?;
    if if_match.0.is_some_and(|version| version != stored.version) {
        return Err(Code::Stale.into());
    }
    Ok(match op {
        Op::Update { changes } => Op::Update {
            changes: changes
                .iter()
                .map(|change| Change { was: stored.value(entity, &change.field), ..change.clone() })
                .collect(),
        },
        op => op.clone(),
    })
}

/// The API knows only done and not done; somebody who was faster is a conflict.
pub fn settled(outcome: Outcome) -> Served<()> {
    match outcome {
        Outcome::Applied => Ok(()),
        Outcome::Rejected { problem } => Err(problem.into()),
        Outcome::Conflict { .. } | Outcome::Forked => Err(Code::Conflict.into()),
    }
}
