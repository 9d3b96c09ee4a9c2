//! What is decided about calls before there is one: how one is shown, how long calls ring, and who is called together.

use crate::actor::Actor;
use crate::app::App;
use crate::calls::{Attendee, ring_group, settings};
use crate::failure::Served;
use crate::http::body::Json;
use crate::presence;
use axum::extract::State;
use leadline_protocol::Problem;
use leadline_protocol::call::{PresenceChoice, PresenceOf};
use leadline_protocol::ring_group::RingGroups;
use leadline_protocol::video_session::CallSettings;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(choose_presence))
        .routes(routes!(read_settings, decide_settings))
        .routes(routes!(read_groups, decide_groups))
}

/// Says how one wants to be shown. `on_call`, `wrap_up` and `offline` follow from what is so.
#[utoipa::path(put, path = "/api/voip/presence", tag = "calls", request_body = PresenceChoice, responses(
    (status = 200, body = PresenceOf),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 422, description = "`invalid`", body = Problem),
))]
async fn choose_presence(
    State(app): State<App>,
    actor: Actor,
    Json(choice): Json<PresenceChoice>,
) -> Served<Json<PresenceOf>> {
    presence::choose(&app, &actor, &choice).await.map(Json)
}

/// How long calls ring, and how a call may have gone.
#[utoipa::path(get, path = "/api/voip/settings", tag = "calls", responses((status = 200, body = CallSettings)))]
async fn read_settings(State(app): State<App>, actor: Actor) -> Served<Json<CallSettings>> {
    settings::read(&app, &actor).await.map(Json)
}

/// Decides it for the organisation.
#[utoipa::path(put, path = "/api/voip/settings", tag = "calls", request_body = CallSettings, responses(
    (status = 200, body = CallSettings),
    (status = 403, description = "`forbidden`: not an administrator", body = Problem),
    (status = 422, description = "`invalid`: seconds outside 15 to 90, or an outcome twice or none", body = Problem),
))]
async fn decide_settings(
    State(app): State<App>,
    actor: Actor,
    Json(wished): Json<CallSettings>,
) -> Served<Json<CallSettings>> {
    settings::decide(&app, &actor, &wished).await?;
    Ok(Json(wished))
}

/// Colleagues who are called together, as customers see them too.
#[utoipa::path(get, path = "/api/voip/groups", tag = "calls", security(("bearer" = []), ("portal" = [])),
    responses((status = 200, body = RingGroups)))]
async fn read_groups(State(app): State<App>, who: Attendee) -> Served<Json<RingGroups>> {
    ring_group::all(&app, &who).await.map(Json)
}

/// Decides them for the organisation.
#[utoipa::path(put, path = "/api/voip/groups", tag = "calls", request_body = RingGroups, responses(
    (status = 200, body = RingGroups),
    (status = 403, description = "`forbidden`: not an administrator", body = Problem),
    (status = 422, description = "`invalid`: more than 20 groups, a name twice, or members who cannot be called", body = Problem),
))]
async fn decide_groups(
    State(app): State<App>,
    actor: Actor,
    Json(wished): Json<RingGroups>,
) -> Served<Json<RingGroups>> {
    ring_group::decide(&app, &actor, &wished).await?;
    ring_group::all(&app, &Attendee::agent(&actor)).await.map(Json)
}
