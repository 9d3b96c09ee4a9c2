//! Organisations, for platform admins.

use crate::actor::Actor;
use crate::app::App;
use crate::failure::Served;
use crate::http::body::Json;
use crate::organizations;
use axum::extract::State;
use leadline_protocol::Problem;
use leadline_protocol::auth::Organizations;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Every organisation on this server. Only for platform admins; every look is in the audit log.
#[utoipa::path(get, path = "/api/organizations", tag = "platform", operation_id = "organizations", responses(
    (status = 200, body = Organizations),
    (status = 403, description = "`forbidden`", body = Problem),
))]
async fn list(State(app): State<App>, actor: Actor) -> Served<Json<Organizations>> {
    Ok(Json(Organizations { organizations: organizations::list(&app, &actor).await? }))
}
