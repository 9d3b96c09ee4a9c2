//! Customers' way into the portal.

use crate::actor::Actor;
use crate::app::App;
use crate::calls::Attendee;
use crate::failure::Served;
use crate::http::body::Json;
use crate::http::caller::Caller;
use crate::portal;
use axum::extract::State;
use axum::http::StatusCode;
use leadline_protocol::Problem;
use leadline_protocol::call::{CustomerInvited, InviteCustomer, PortalSession, PortalSignIn};
use leadline_protocol::video_session::LeaveMessage;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(invite_customer)).routes(routes!(portal_session)).routes(routes!(leave_message))
}

/// Invites the customer behind a client to the portal. The answer's code is shown once and can be used once.
#[utoipa::path(post, path = "/api/portal/invites", tag = "portal", request_body = InviteCustomer, responses(
    (status = 201, body = CustomerInvited),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 404, description = "`not_found`: no such client", body = Problem),
    (status = 422, description = "`invalid`", body = Problem),
))]
async fn invite_customer(
    State(app): State<App>,
    actor: Actor,
    Json(invite): Json<InviteCustomer>,
) -> Served<(StatusCode, Json<CustomerInvited>)> {
    Ok((StatusCode::CREATED, Json(portal::invite(&app, &actor, &invite).await?)))
}

/// Uses an invitation and signs the browser in. A page shows a button that does this, so that a mail scanner which only
/// opens the link uses nothing up.
#[utoipa::path(post, path = "/api/portal/session", tag = "portal", request_body = PortalSignIn, security(()), responses(
    (status = 201, body = PortalSession),
    (status = 410, description = "`invite_invalid`", body = Problem),
    (status = 429, description = "`rate_limited`", body = Problem),
))]
async fn portal_session(
    State(app): State<App>,
    Caller(address): Caller,
    Json(request): Json<PortalSignIn>,
) -> Served<(StatusCode, Json<PortalSession>)> {
    app.limits.count_sign_in(address)?;
    Ok((StatusCode::CREATED, Json(portal::sign_in(&app, &request.code).await?)))
}

/// Leaves a message when nobody is free. It becomes something to be done for whoever looks after the customer's client.
#[utoipa::path(post, path = "/api/portal/messages", tag = "portal", request_body = LeaveMessage, security(("portal" = [])), responses(
    (status = 204),
    (status = 403, description = "`forbidden`: not a customer", body = Problem),
    (status = 422, description = "`invalid`: `text` is empty, too long or holds control characters", body = Problem),
    (status = 429, description = "`rate_limited`", body = Problem),
))]
async fn leave_message(State(app): State<App>, who: Attendee, Json(message): Json<LeaveMessage>) -> Served<StatusCode> {
    portal::messages::leave(&app, &who, &message).await?;
    Ok(StatusCode::NO_CONTENT)
}
