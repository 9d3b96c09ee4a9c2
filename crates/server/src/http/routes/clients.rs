//! Clients over JSON. `/api/leads` is another name of `/api/clients`.

use super::{client_bulk, client_list, client_timeline};
use crate::actor::Actor;
use crate::app::App;
use crate::failure::Served;
use crate::http::body::{Json, Path};
use crate::http::record::{self, IfMatch, RecordBody};
use axum::extract::State;
use axum::http::StatusCode;
use leadline_domain::Entity;
use leadline_protocol::Problem;
use serde_json::{Map, Value};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<App> {
    let mut leads = under_either_name();
    for item in leads.get_openapi_mut().paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post, &mut item.patch, &mut item.delete].into_iter().flatten() {
            operation.operation_id = operation.operation_id.take().map(|id| format!("lead_{id}"));
        }
    }
    OpenApiRouter::new().nest("/api/clients", under_either_name()).nest("/api/leads", leads)
}

fn under_either_name() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(client_list::list, create))
        .routes(routes!(client_list::duplicates))
        .routes(routes!(client_bulk::bulk))
        .routes(routes!(read, change, remove))
        .routes(routes!(client_timeline::timeline))
}

/// One client.
#[utoipa::path(get, path = "/{id}", tag = "clients", operation_id = "client_read",
    params(("id" = Uuid, Path, description = "The client")),
    responses((status = 200, body = RecordBody), (status = 404, body = Problem), (status = 410, body = Problem)))]
async fn read(State(app): State<App>, actor: Actor, Path(id): Path<Uuid>) -> Served<Json<RecordBody>> {
    record::read(&app, &actor, Entity::Client, id).await.map(Json)
}

/// Makes a client. An agent's belongs to the agent, or to nobody if `owner_id` is given as null.
#[utoipa::path(post, path = "/", tag = "clients", operation_id = "client_create", request_body = Object,
    responses((status = 201, body = RecordBody), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn create(
    State(app): State<App>,
    actor: Actor,
    Json(body): Json<Map<String, Value>>,
) -> Served<(StatusCode, Json<RecordBody>)> {
    let made = record::create(&app, &actor, Entity::Client, Uuid::now_v7(), body).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Sets the fields that are named. With `If-Match: VERSION` only if nobody changed the client since.
#[utoipa::path(patch, path = "/{id}", tag = "clients", operation_id = "client_change", request_body = Object,
    params(("id" = Uuid, Path, description = "The client"), ("If-Match" = Option<i64>, Header)),
    responses((status = 200, body = RecordBody), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, description = "`stale`", body = Problem), (status = 422, body = Problem)))]
async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    Json(body): Json<Map<String, Value>>,
) -> Served<Json<RecordBody>> {
    record::change(&app, &actor, Entity::Client, id, body, if_match).await.map(Json)
}

/// Puts a client away with everything on it. It can be brought back. An agent may do so only with a client they made
/// themselves within a day and nobody else has touched.
#[utoipa::path(delete, path = "/{id}", tag = "clients", operation_id = "client_remove",
    params(("id" = Uuid, Path, description = "The client"), ("If-Match" = Option<i64>, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, description = "`stale`", body = Problem)))]
async fn remove(State(app): State<App>, actor: Actor, Path(id): Path<Uuid>, if_match: IfMatch) -> Served<StatusCode> {
    record::remove(&app, &actor, Entity::Client, id, if_match).await?;
    Ok(StatusCode::NO_CONTENT)
}
