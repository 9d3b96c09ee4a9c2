//! What happened with a client, newest first.

use crate::actor::Actor;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::Served;
use crate::http::body::{Json, Path, Query};
use crate::http::record::RecordBody;
use crate::records;
use axum::extract::State;
use leadline_domain::{Entity, Millis};
use leadline_protocol::{Code, Problem};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 100;
const ON_THE_TIMELINE: [Entity; 3] = [Entity::Note, Entity::Activity, Entity::LifecycleChange];

/// Which stretch.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TimelineQuery {
    /// Older than this time.
    before: Option<Millis>,
    /// And, at that very time, than this item.
    before_id: Option<Uuid>,
    /// Most items in the answer, up to 100.
    limit: Option<u32>,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// When.
    pub at: Millis,
    /// What it is: `note`, `activity` or `lifecycle_change`.
    pub entity: Entity,
    /// The record behind it.
    pub record: RecordBody,
}

/// A stretch of the timeline.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelinePage {
    /// Newest first.
    pub items: Vec<TimelineEntry>,
    /// Whether older ones follow.
    pub more: bool,
}

/// Notes, activities and steps through the funnel of one client.
#[utoipa::path(get, path = "/{id}/timeline", tag = "clients", operation_id = "client_timeline",
    params(("id" = Uuid, Path, description = "The client"), TimelineQuery),
    responses((status = 200, body = TimelinePage), (status = 404, body = Problem)))]
pub(super) async fn timeline(
    State(app): State<App>,
    actor: Actor,
    Path(client): Path<Uuid>,
    Query(query): Query<TimelineQuery>,
) -> Served<Json<TimelinePage>> {
    let query = &query;
    app.database.run(&actor, Access::Read, |tx| Box::pin(stretch(tx, &actor, client, query))).await.map(Json)
}

async fn stretch(tx: &mut Tx<'_>, actor: &Actor, client: Uuid, query: &TimelineQuery) -> Served<TimelinePage> {
    let known = records::by_id(tx, Entity::Client, actor.org_id, client, false).await?;
    if known.is_none_or(|client| client.deleted_at.is_some()) {
        return Err(Code::NotFound.into());
    }
    let limit = query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE) as usize;
    let sql = "select class, id, at from (
            select $6::smallint as class, id, created_at as at from notes
                where org_id = $1 and client_id = $2 and deleted_at is null
            union all select $7::smallint, id, coalesce(done_at, created_at) from activities
                where org_id = $1 and client_id = $2 and deleted_at is null
            union all select $8::smallint, id, at from client_lifecycle_history where org_id = $1 and client_id = $2
        ) happened
        where $3::bigint is null or (at, id) < ($3, coalesce($4, '00000000-0000-0000-0000-000000000000'::uuid))
        order by at desc, id desc limit $5";
    let mut found: Vec<(i16, Uuid, Millis)> = sqlx::query_as(sql)
        .bind(actor.org_id)
        .bind(client)
        .bind(query.before)
        .bind(query.before_id)
        .bind(i64::try_from(limit + 1).unwrap_or(i64::MAX))
        .bind(Entity::Note.class())
        .bind(Entity::Activity.class())
        .bind(Entity::LifecycleChange.class())
        .fetch_all(&mut **tx)
        .await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let mut bodies = HashMap::new();
    for entity in ON_THE_TIMELINE {
        let ids: Vec<Uuid> =
            found.iter().filter(|(class, ..)| *class == entity.class()).map(|(_, id, _)| *id).collect();
        if !ids.is_empty() {
            let stored = records::by_ids(tx, entity, actor.org_id, &ids).await?;
            bodies.extend(stored.into_iter().map(|stored| ((entity.class(), stored.id), (entity, stored))));
        }
    }
    let entry = |(class, id, at): (i16, Uuid, Millis)| {
        let (entity, stored) = bodies.remove(&(class, id))?;
        Some(TimelineEntry { at, entity, record: RecordBody::of(entity, stored) })
    };
    Ok(TimelinePage { items: found.into_iter().filter_map(entry).collect(), more })
}
