//! The audit log, for administrators.

use crate::actor::Actor;
use crate::app::App;
use crate::audit::{self, Asked};
use crate::failure::Served;
use crate::http::body::{Json, Query};
use axum::extract::State;
use leadline_protocol::audit::AuditPage;
use leadline_protocol::{Code, Problem};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 200;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read))
}

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditQuery {
    /// Older than the line with this id.
    before: Option<i64>,
    /// Most lines in the answer, up to 200; 50 if not given.
    limit: Option<u32>,
    /// Only of this action, such as `member.changed`.
    action: Option<String>,
    /// Only what this person did.
    actor: Option<Uuid>,
}

/// Who did what in the organisation, newest first. For administrators.
#[utoipa::path(get, path = "/api/audit", tag = "team", operation_id = "audit", params(AuditQuery), responses(
    (status = 200, body = AuditPage),
    (status = 400, description = "`bad_request`: a parameter that cannot be read", body = Problem),
    (status = 403, description = "`forbidden`: not an administrator", body = Problem),
))]
async fn read(State(app): State<App>, actor: Actor, Query(query): Query<AuditQuery>) -> Served<Json<AuditPage>> {
    // What the database cannot hold cannot be asked for.
    if query.action.as_ref().is_some_and(|action| action.contains('\0')) {
        return Err(Code::BadRequest.into());
    }
    let asked = Asked {
        before: query.before,
        action: query.action.as_deref(),
        actor: query.actor,
        limit: query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE),
    };
    audit::read(&app, &actor, asked).await.map(Json)
}
