//! Contacts, activities, notes, tags and taggings over JSON: the same five requests for each.

use crate::actor::Actor;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use crate::http::body::{Json, Path, Query};
use crate::http::record::{self, IfMatch, RecordBody};
use crate::records;
use axum::extract::State;
use axum::http::StatusCode;
use leadline_domain::{Entity, Millis, scope};
use leadline_protocol::{Code, Problem};
use serde::{Deserialize, Serialize};
use serde_json::Map;
use sqlx::QueryBuilder;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 200;

/// Which records.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Only of this client.
    client_id: Option<Uuid>,
    /// The same.
    lead_id: Option<Uuid>,
    /// Older than this time of making.
    before: Option<Millis>,
    /// And, at that very time, than this record.
    before_id: Option<Uuid>,
    /// Most records in the answer, up to 200.
    limit: Option<u32>,
}

/// Records, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordPage {
    /// The records.
    pub records: Vec<RecordBody>,
    /// Whether older ones follow.
    pub more: bool,
}

macro_rules! requests {
    ($module:ident, $entity:expr, $all:literal, $one:literal, $tag:literal,
     $list:literal, $create:literal, $read:literal, $change:literal, $remove:literal) => {
        mod $module {
            use super::*;

            pub(super) fn routes() -> OpenApiRouter<App> {
                OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(read, change, remove))
            }

            /// Those the person may see, the newest first.
            #[utoipa::path(get, path = $all, tag = $tag, operation_id = $list, params(ListQuery),
                responses((status = 200, body = RecordPage)))]
            async fn list(
                State(app): State<App>,
                actor: Actor,
                Query(query): Query<ListQuery>,
            ) -> Served<Json<RecordPage>> {
                page(&app, &actor, $entity, &query).await.map(Json)
            }

            /// Makes one. `lead_id` is another name of `client_id`.
            #[utoipa::path(post, path = $all, tag = $tag, operation_id = $create, request_body = Object,
                responses((status = 201, body = RecordBody), (status = 403, body = Problem),
                    (status = 404, body = Problem), (status = 422, body = Problem)))]
            async fn create(
                State(app): State<App>,
                actor: Actor,
                Json(body): Json<Map<String, serde_json::Value>>,
            ) -> Served<(StatusCode, Json<RecordBody>)> {
                let id = id_of_new($entity, &body)?;
                let made = record::create(&app, &actor, $entity, id, body).await?;
                Ok((StatusCode::CREATED, Json(made)))
            }

            /// One of them.
            #[utoipa::path(get, path = $one, tag = $tag, operation_id = $read,
                params(("id" = Uuid, Path, description = "The record")),
                responses((status = 200, body = RecordBody), (status = 404, body = Problem),
                    (status = 410, body = Problem)))]
            async fn read(State(app): State<App>, actor: Actor, Path(id): Path<Uuid>) -> Served<Json<RecordBody>> {
                record::read(&app, &actor, $entity, id).await.map(Json)
            }

            /// Sets the fields that are named. With `If-Match: VERSION` only if nobody changed it since.
            #[utoipa::path(patch, path = $one, tag = $tag, operation_id = $change, request_body = Object,
                params(("id" = Uuid, Path, description = "The record"), ("If-Match" = Option<i64>, Header)),
                responses((status = 200, body = RecordBody), (status = 403, body = Problem),
                    (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, description = "`stale`", body = Problem), (status = 422, body = Problem)))]
            async fn change(
                State(app): State<App>,
                actor: Actor,
                Path(id): Path<Uuid>,
                if_match: IfMatch,
                Json(body): Json<Map<String, serde_json::Value>>,
            ) -> Served<Json<RecordBody>> {
                record::change(&app, &actor, $entity, id, body, if_match).await.map(Json)
            }

            /// Puts it away.
            #[utoipa::path(delete, path = $one, tag = $tag, operation_id = $remove,
                params(("id" = Uuid, Path, description = "The record"), ("If-Match" = Option<i64>, Header)),
                responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
                    (status = 409, body = Problem), (status = 412, description = "`stale`", body = Problem)))]
            async fn remove(
                State(app): State<App>,
                actor: Actor,
                Path(id): Path<Uuid>,
                if_match: IfMatch,
            ) -> Served<StatusCode> {
                record::remove(&app, &actor, $entity, id, if_match).await?;
                Ok(StatusCode::NO_CONTENT)
            }
        }
    };
}

requests!(
    contacts,
    Entity::Contact,
    "/api/contacts",
    "/api/contacts/{id}",
    "contacts",
    "contact_list",
    "contact_create",
    "contact_read",
    "contact_change",
    "contact_remove"
);
requests!(
    activities,
    Entity::Activity,
    "/api/activities",
    "/api/activities/{id}",
    "activities",
    "activity_list",
    "activity_create",
    "activity_read",
    "activity_change",
    "activity_remove"
);
requests!(
    notes,
    Entity::Note,
    "/api/notes",
    "/api/notes/{id}",
    "notes",
    "note_list",
    "note_create",
    "note_read",
    "note_change",
    "note_remove"
);
requests!(
    tags,
    Entity::Tag,
    "/api/tags",
    "/api/tags/{id}",
    "tags",
    "tag_list",
    "tag_create",
    "tag_read",
    "tag_change",
    "tag_remove"
);
requests!(
    taggings,
    Entity::Tagging,
    "/api/taggings",
    "/api/taggings/{id}",
    "tags",
    "tagging_list",
    "tagging_create",
    "tagging_read",
    "tagging_change",
    "tagging_remove"
);

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(contacts::routes())
        .merge(activities::routes())
        .merge(notes::routes())
        .merge(tags::routes())
        .merge(taggings::routes())
        .routes(routes!(complete))
}

/// Marks an activity as done now.
#[utoipa::path(post, path = "/api/activities/{id}/complete", tag = "activities", operation_id = "activity_complete",
    params(("id" = Uuid, Path, description = "The activity")),
    responses((status = 200, body = RecordBody), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn complete(State(app): State<App>, actor: Actor, Path(id): Path<Uuid>) -> Served<Json<RecordBody>> {
    let mut done = Map::new();
    done.insert("status".to_owned(), "done".into());
    done.insert("done_at".to_owned(), app.clock.now().into());
    record::change(&app, &actor, Entity::Activity, id, done, IfMatch(None)).await.map(Json)
}

/// A tagging's id follows from what it joins, so that tagging twice is one tagging.
fn id_of_new(entity: Entity, body: &Map<String, serde_json::Value>) -> Served<Uuid> {
    if entity != Entity::Tagging {
        return Ok(Uuid::now_v7());
    }
    let values = record::named_values(entity, body.clone())?;
    let id = |field: &str| {
        values
            .iter()
            .find(|(name, _)| name == field)
            .and_then(|(_, value)| value.as_text())
            .and_then(|text| text.parse().ok())
    };
    // Without both there is no such id, and the check of the fields says which one is missing.
    Ok(id("client_id").zip(id("tag_id")).map_or_else(Uuid::nil, |(client, tag)| scope::tagging_id(client, tag)))
}

async fn page(app: &App, actor: &Actor, entity: Entity, query: &ListQuery) -> Served<RecordPage> {
    let client = query.client_id.or(query.lead_id);
    if client.is_some() && !entity.is_child_of_client() {
        return Err(Code::BadRequest.into());
    }
    let limit = query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE) as usize;
    let rows = app
        .database
        .run(actor, Access::Read, |tx| {
            Box::pin(async move {
                let mut sql = QueryBuilder::new(records::select(entity));
                sql.push(" where deleted_at is null and org_id = ").push_bind(actor.org_id);
                if let Some(client) = client {
                    sql.push(" and client_id = ").push_bind(client);
                }
                if let Some(before) = query.before {
                    sql.push(" and (created_at, id) < (").push_bind(before).push(", ");
                    sql.push_bind(query.before_id.unwrap_or_default()).push(")");
                }
                sql.push(" order by created_at desc, id desc limit ")
                    .push_bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
                Ok(sql.build().fetch_all(&mut **tx).await?)
            })
        })
        .await?;
    let more = rows.len() > limit;
    let records = rows
        .iter()
        .take(limit)
        .map(|row| Ok(RecordBody::of(entity, records::read(entity, row)?)))
        .collect::<Result<_, sqlx::Error>>()?;
    Ok(RecordPage { records, more })
}
