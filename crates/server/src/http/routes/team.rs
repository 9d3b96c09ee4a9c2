//! Colleagues and invitations.

use super::auth::EndDevice;
use crate::actor::Actor;
use crate::app::App;
use crate::auth::devices;
use crate::failure::Served;
use crate::http::body::{Json, Path, Query};
use crate::http::caller::Caller;
use crate::team::{invites, members};
use axum::extract::State;
use axum::http::StatusCode;
use leadline_protocol::Problem;
use leadline_protocol::auth::{AcceptInvite, Devices, Invite, InviteMade, Member, MemberChange, Members, Session};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_members))
        .routes(routes!(change_member))
        .routes(routes!(list_member_devices))
        .routes(routes!(end_member_device))
        .routes(routes!(invite))
        .routes(routes!(accept_invite))
}

/// Everybody in the organisation.
#[utoipa::path(get, path = "/api/team/members", tag = "team", responses((status = 200, body = Members)))]
async fn list_members(State(app): State<App>, actor: Actor) -> Served<Json<Members>> {
    Ok(Json(Members { members: members::list(&app, &actor).await? }))
}

/// Changes a colleague's role, shuts them out or lets them back in. Whoever is shut out has their devices erased, and
/// what these had not sent yet is lost; a device that never heard of it before they are let back in keeps its data.
#[utoipa::path(patch, path = "/api/team/members/{id}", tag = "team", params(("id" = Uuid, Path)),
    request_body = MemberChange, responses(
    (status = 200, body = Member),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 404, description = "`not_found`", body = Problem),
    (status = 409, description = "`last_admin`, or `conflict` for somebody who never signed in", body = Problem),
))]
async fn change_member(
    State(app): State<App>,
    actor: Actor,
    Path(user_id): Path<Uuid>,
    Json(change): Json<MemberChange>,
) -> Served<Json<Member>> {
    Ok(Json(members::change(&app, &actor, user_id, &change).await?))
}

/// The devices a colleague is signed in on, and those that still have to erase their data. For administrators.
#[utoipa::path(get, path = "/api/team/members/{id}/devices", tag = "team", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Devices),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 404, description = "`not_found`", body = Problem),
))]
async fn list_member_devices(State(app): State<App>, actor: Actor, Path(user_id): Path<Uuid>) -> Served<Json<Devices>> {
    Ok(Json(Devices { devices: devices::list(&app, &actor, user_id).await? }))
}

/// Signs one of a colleague's devices out. For administrators.
#[utoipa::path(delete, path = "/api/team/members/{id}/devices/{device}", tag = "team",
    params(("id" = Uuid, Path), ("device" = Uuid, Path), EndDevice), responses(
    (status = 204),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 404, description = "`not_found`", body = Problem),
))]
async fn end_member_device(
    State(app): State<App>,
    actor: Actor,
    Path((user_id, device_id)): Path<(Uuid, Uuid)>,
    Query(how): Query<EndDevice>,
) -> Served<StatusCode> {
    devices::end(&app, &actor, user_id, device_id, how.wipe).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Invites somebody. The answer's secret is shown once.
#[utoipa::path(post, path = "/api/team/invites", tag = "team", request_body = Invite, responses(
    (status = 201, body = InviteMade),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 409, description = "`email_taken`", body = Problem),
    (status = 422, description = "`invalid`", body = Problem),
))]
async fn invite(
    State(app): State<App>,
    actor: Actor,
    Json(invite): Json<Invite>,
) -> Served<(StatusCode, Json<InviteMade>)> {
    Ok((StatusCode::CREATED, Json(invites::invite(&app, &actor, &invite).await?)))
}

/// Takes an invitation up and signs the person in.
#[utoipa::path(post, path = "/api/team/invites/accept", tag = "team", request_body = AcceptInvite, security(()),
    responses(
    (status = 201, body = Session),
    (status = 409, description = "`email_taken`", body = Problem),
    (status = 410, description = "`invite_invalid`", body = Problem),
    (status = 422, description = "`weak_password`", body = Problem),
))]
async fn accept_invite(
    State(app): State<App>,
    Caller(address): Caller,
    Json(request): Json<AcceptInvite>,
) -> Served<(StatusCode, Json<Session>)> {
    app.limits.count_sign_in(address)?;
    Ok((StatusCode::CREATED, Json(invites::accept(&app, request).await?)))
}
