//! Signing up, in and out, and the devices somebody is signed in on.

use crate::actor::Actor;
use crate::app::App;
use crate::auth::{devices, session, sign_in, sign_up};
use crate::failure::Served;
use crate::http::body::{Json, Path, Query};
use crate::http::caller::Caller;
use crate::http::signed_in::bearer;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use leadline_protocol::auth::{Devices, Me, Refresh, Session, SignIn, SignUp};
use leadline_protocol::{Code, Problem};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_up_route))
        .routes(routes!(sign_in_route))
        .routes(routes!(refresh))
        .routes(routes!(sign_out))
        .routes(routes!(list_devices))
        .routes(routes!(end_device))
        .routes(routes!(me))
}

/// Makes an organisation and signs its first administrator in.
#[utoipa::path(post, path = "/api/auth/signup", tag = "auth", request_body = SignUp, security(()), responses(
    (status = 201, body = Session),
    (status = 409, description = "`email_taken`", body = Problem),
    (status = 422, description = "`invalid` or `weak_password`", body = Problem),
))]
async fn sign_up_route(
    State(app): State<App>,
    Caller(address): Caller,
    Json(request): Json<SignUp>,
) -> Served<(StatusCode, Json<Session>)> {
    app.limits.count_sign_in(address)?;
    Ok((StatusCode::CREATED, Json(sign_up::sign_up(&app, request).await?)))
}

/// Signs in on a device, in place of an earlier session there.
#[utoipa::path(post, path = "/api/auth/login", tag = "auth", request_body = SignIn, security(()), responses(
    (status = 200, body = Session),
    (status = 401, description = "`wrong_credentials`, or `session_ended` if the account was closed", body = Problem),
    (status = 423, description = "`locked`", body = Problem),
))]
async fn sign_in_route(
    State(app): State<App>,
    Caller(address): Caller,
    Json(request): Json<SignIn>,
) -> Served<Json<Session>> {
    app.limits.count_sign_in(address)?;
    Ok(Json(sign_in::sign_in(&app, request).await?))
}

/// Exchanges a refresh token for the next one and an access token.
#[utoipa::path(post, path = "/api/auth/refresh", tag = "auth", request_body = Refresh, security(()), responses(
    (status = 200, body = Session),
    (status = 401, description = "`unauthenticated`, `session_ended` or `wipe_required`", body = Problem),
))]
async fn refresh(State(app): State<App>, Json(request): Json<Refresh>) -> Served<Json<Session>> {
    Ok(Json(session::refresh(&app, &request.refresh_token).await?))
}

/// Ends the session of the access token, or of the refresh token in the body, even if it was ended elsewhere before.
/// For a device that was told to erase its data this says that it is done.
#[utoipa::path(post, path = "/api/auth/logout", tag = "auth", request_body = Option<Refresh>, responses(
    (status = 204),
    (status = 401, description = "`unauthenticated` or `token_expired`", body = Problem),
))]
async fn sign_out(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Served<StatusCode> {
    let session_id = if body.is_empty() {
        let token = bearer(&headers).ok_or(Code::Unauthenticated)?;
        app.access_tokens.check(token, app.clock.now())?.sid
    } else {
        let request: Refresh = serde_json::from_slice(&body).map_err(|_| Code::BadRequest)?;
        session::proven_by(&app, &request.refresh_token).await?
    };
    session::sign_out(&app, session_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The devices the person is signed in on, and those that still have to erase their data.
#[utoipa::path(get, path = "/api/auth/sessions", tag = "auth", responses((status = 200, body = Devices)))]
async fn list_devices(State(app): State<App>, actor: Actor) -> Served<Json<Devices>> {
    Ok(Json(Devices { devices: devices::list(&app, &actor, actor.user_id).await? }))
}

#[derive(Deserialize, IntoParams)]
pub(super) struct EndDevice {
    /// Whether the device must erase its data.
    #[serde(default)]
    pub wipe: bool,
}

/// Signs one of the person's devices out.
#[utoipa::path(delete, path = "/api/auth/sessions/{id}", tag = "auth", params(("id" = Uuid, Path), EndDevice),
    responses((status = 204), (status = 404, description = "`not_found`", body = Problem)))]
async fn end_device(
    State(app): State<App>,
    actor: Actor,
    Path(device_id): Path<Uuid>,
    Query(how): Query<EndDevice>,
) -> Served<StatusCode> {
    devices::end(&app, &actor, actor.user_id, device_id, how.wipe).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The person behind the access token.
#[utoipa::path(get, path = "/api/me", tag = "auth", responses((status = 200, body = Me)))]
async fn me(State(app): State<App>, actor: Actor) -> Served<Json<Me>> {
    Ok(Json(session::me(&app, &actor).await?))
}
