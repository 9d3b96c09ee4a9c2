//! What is done in a call that is there. The original interface is in `voip` and `video_call`; these stand beside it.

use crate::actor::Actor;
use crate::app::App;
use crate::calls::{self, Asking, Attendee, Intent, Outcome, quality};
use crate::failure::Served;
use crate::http::body::{Json, Path};
use crate::http::refusal::status;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leadline_protocol::call::{
    CallChanged, CallCommand, CallQuality, CallRefused, CallSnapshot, HoldCall, InviteToCall, RingReached, RoomTicket,
};
use leadline_protocol::{Code, Problem};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read_call))
        .routes(routes!(ring))
        .routes(routes!(accept))
        .routes(routes!(decline))
        .routes(routes!(pass_on))
        .routes(routes!(cancel))
        .routes(routes!(end))
        .routes(routes!(ask_in))
        .routes(routes!(withdraw))
        .routes(routes!(hand_over))
        .routes(routes!(together))
        .routes(routes!(resume))
        .routes(routes!(hold))
        .routes(routes!(room_token))
        .routes(routes!(note_quality))
}

/// An outcome as an answer: the call, or 409 with what it has become.
pub(super) fn answer(outcome: Outcome) -> Response {
    match outcome {
        Outcome::Done(call) => Json(CallChanged { call: *call }).into_response(),
        Outcome::Refused(refused) => refusal(&refused),
    }
}

pub(super) fn refusal(refused: &CallRefused) -> Response {
    (status(refused.code), Json(refused)).into_response()
}

/// A call as the asking device sees it.
#[utoipa::path(get, path = "/api/voip/calls/{id}", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)),
    responses((status = 200, body = CallSnapshot), (status = 404, body = Problem)))]
async fn read_call(State(app): State<App>, who: Attendee, Path(call): Path<Uuid>) -> Served<Json<CallSnapshot>> {
    calls::look(&app, &who, call).await.map(Json)
}

/// The ring has reached this device. If no device says so within five seconds, the caller is told that nobody can be
/// reached.
#[utoipa::path(post, path = "/api/voip/calls/{id}/ring", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)),
    request_body = RingReached, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
))]
async fn ring(
    State(app): State<App>,
    who: Attendee,
    Path(call): Path<Uuid>,
    Json(reached): Json<RingReached>,
) -> Served<Response> {
    let intent = Intent::Ring { shown: reached.shown };
    calls::command(&app, &who, call, intent, reached.command_id).await.map(answer)
}

/// Answers the call on this device. The first device wins; only its answer carries a token for the room. A call that the
/// person talks in meanwhile waits.
#[utoipa::path(post, path = "/api/voip/calls/{id}/accept", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)),
    request_body = CallCommand, responses(
    (status = 200, body = RoomTicket),
    (status = 404, body = Problem),
    (status = 409, description = "`answered_elsewhere` or `call_over`, with the call as it has become; `call_not_now`: the call that is talked in cannot wait now", body = CallRefused),
    (status = 503, description = "`calls_unavailable`", body = Problem),
))]
async fn accept(
    State(app): State<App>,
    who: Attendee,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    come_in(&app, &who, call, (Intent::Accept, command.command_id)).await
}

/// Comes back to a call that waits; one that this device talks in meanwhile waits instead.
#[utoipa::path(post, path = "/api/voip/calls/{id}/resume", tag = "calls", security(("bearer" = [])), params(("id" = Uuid, Path)),
    request_body = CallCommand, responses(
    (status = 200, body = RoomTicket),
    (status = 404, body = Problem),
    (status = 409, description = "`call_over`; `call_not_now`: the call that is talked in cannot wait now", body = CallRefused),
    (status = 503, description = "`calls_unavailable`", body = Problem),
))]
async fn resume(
    State(app): State<App>,
    actor: Actor,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    come_in(&app, &Attendee::agent(&actor), call, (Intent::Resume, command.command_id)).await
}

/// Carries out what leads into the room, and answers with the way there.
async fn come_in(app: &App, who: &Attendee, call: Uuid, (intent, command): (Intent, Option<Uuid>)) -> Served<Response> {
    app.calls.livekit()?;
    match calls::command(app, who, call, intent, command).await? {
        Outcome::Done(call) if call.end_reason.is_none() => {
            Ok(Json(app.calls.ticket(*call, app.clock.now())?).into_response())
        }
        // The same command again, after the call it answered has ended.
        Outcome::Done(call) => Ok(refusal(&CallRefused { code: Code::CallOver, call: *call })),
        Outcome::Refused(refused) => Ok(refusal(&refused)),
    }
}

/// Declines the call for all devices of the person.
#[utoipa::path(post, path = "/api/voip/calls/{id}/decline", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)),
    request_body = CallCommand, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`call_not_now`: it has been answered; `call_over`", body = CallRefused),
))]
async fn decline(
    State(app): State<App>,
    who: Attendee,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    calls::command(&app, &who, call, Intent::Decline, command.command_id).await.map(answer)
}

/// Lets colleagues answer who are in a group with whoever is called: it rings at theirs, as long as it would have rung
/// from the start. Of several who are called already, the others ring on.
#[utoipa::path(post, path = "/api/voip/calls/{id}/pass-on", tag = "calls", security(("bearer" = [])), params(("id" = Uuid, Path)),
    request_body = CallCommand, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`call_not_now`: nobody of them can be rung; `call_over`", body = CallRefused),
))]
async fn pass_on(
    State(app): State<App>,
    actor: Actor,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    calls::command(&app, &Attendee::agent(&actor), call, Intent::PassOn, command.command_id).await.map(answer)
}

/// Gives a call up before it was answered.
#[utoipa::path(post, path = "/api/voip/calls/{id}/cancel", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)),
    request_body = CallCommand, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`call_not_now`: it has been answered; `call_over`", body = CallRefused),
))]
async fn cancel(
    State(app): State<App>,
    who: Attendee,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    calls::command(&app, &who, call, Intent::Cancel, command.command_id).await.map(answer)
}

/// Hangs up. A call that is over stays as it ended.
#[utoipa::path(post, path = "/api/voip/calls/{id}/end", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)),
    request_body = CallCommand, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`answered_elsewhere`: this device is not in it", body = CallRefused),
))]
async fn end(
    State(app): State<App>,
    who: Attendee,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    calls::command(&app, &who, call, Intent::HangUp, command.command_id).await.map(answer)
}

/// Asks a colleague, or another customer of the same client, into the call. To `join` it, to be asked whether they take
/// it over (`consult`: once they have answered, the others wait), or to take it over at once (`transfer`: whoever asks is
/// out of the call; if nobody takes it over, it rings back at theirs).
#[utoipa::path(post, path = "/api/voip/calls/{id}/invite", tag = "calls", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = InviteToCall, responses(
    (status = 200, body = CallChanged),
    (status = 403, description = "`forbidden`: customers ask nobody in", body = Problem),
    (status = 404, description = "`not_found`: no such call, or nobody who could be asked", body = Problem),
    (status = 409, description = "`busy`: they are in another call; `call_not_now`: another person is being asked in, or they are in it; `call_over`", body = CallRefused),
    (status = 429, description = "`rate_limited`", body = Problem),
))]
async fn ask_in(
    State(app): State<App>,
    actor: Actor,
    Path(call): Path<Uuid>,
    Json(wish): Json<InviteToCall>,
) -> Served<Response> {
    app.limits.count_call(actor.user_id)?;
    let id = wish.invite_id.unwrap_or_else(Uuid::now_v7);
    let asking = Asking { id, party: wish.callee_supabase_id, purpose: wish.purpose };
    calls::ask_in(&app, &Attendee::agent(&actor), call, &asking).await.map(answer)
}

/// Takes back whom this device asked in, or ends the consulting.
#[utoipa::path(post, path = "/api/voip/calls/{id}/withdraw", tag = "calls", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = CallCommand, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`call_not_now`: nobody talks in it yet; `answered_elsewhere`: this device is not in it; `call_over`", body = CallRefused),
))]
async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    let who = Attendee::agent(&actor);
    calls::command(&app, &who, call, Intent::Withdraw, command.command_id).await.map(answer)
}

/// Leaves the call to the colleague this device has consulted.
#[utoipa::path(post, path = "/api/voip/calls/{id}/hand-over", tag = "calls", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = CallCommand, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`call_not_now`: nobody who was consulted is there", body = CallRefused),
))]
async fn hand_over(
    State(app): State<App>,
    actor: Actor,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    let who = Attendee::agent(&actor);
    calls::command(&app, &who, call, Intent::HandOver, command.command_id).await.map(answer)
}

/// Brings those who wait and the colleague this device has consulted together.
#[utoipa::path(post, path = "/api/voip/calls/{id}/together", tag = "calls", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = CallCommand, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`call_not_now`: nobody was asked in", body = CallRefused),
))]
async fn together(
    State(app): State<App>,
    actor: Actor,
    Path(call): Path<Uuid>,
    Json(command): Json<CallCommand>,
) -> Served<Response> {
    let who = Attendee::agent(&actor);
    calls::command(&app, &who, call, Intent::Together, command.command_id).await.map(answer)
}

/// Puts the others on hold, or goes on with them; they are told so. Each device speaks for itself.
#[utoipa::path(post, path = "/api/voip/calls/{id}/hold", tag = "calls", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = HoldCall, responses(
    (status = 200, body = CallChanged),
    (status = 404, body = Problem),
    (status = 409, description = "`call_not_now`: this device is not in the room yet, or the call waits; `answered_elsewhere`: it is not in the call; `call_over`", body = CallRefused),
))]
async fn hold(
    State(app): State<App>,
    actor: Actor,
    Path(call): Path<Uuid>,
    Json(wish): Json<HoldCall>,
) -> Served<Response> {
    let intent = Intent::Hold { on: wish.on };
    calls::command(&app, &Attendee::agent(&actor), call, intent, wish.command_id).await.map(answer)
}

/// A fresh token for the device that called or answered, for coming back into the room.
#[utoipa::path(post, path = "/api/voip/calls/{id}/token", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)), responses(
    (status = 200, body = RoomTicket),
    (status = 403, description = "`forbidden`: this device is not in the call", body = Problem),
    (status = 404, body = Problem),
    (status = 503, description = "`calls_unavailable`", body = Problem),
))]
async fn room_token(State(app): State<App>, who: Attendee, Path(call): Path<Uuid>) -> Served<Json<RoomTicket>> {
    let call = calls::look(&app, &who, call).await?;
    app.calls.ticket(call, app.clock.now()).map(Json)
}

/// How good the line is, as this device measures it now. The mean of a call and its worst moment are kept.
#[utoipa::path(post, path = "/api/voip/calls/{id}/quality", tag = "calls", security(("bearer" = []), ("portal" = [])), params(("id" = Uuid, Path)),
    request_body = CallQuality, responses((status = 204), (status = 404, body = Problem)))]
async fn note_quality(
    State(app): State<App>,
    who: Attendee,
    Path(call): Path<Uuid>,
    Json(measured): Json<CallQuality>,
) -> Served<StatusCode> {
    quality::note(&app, &who, call, measured).await?;
    Ok(StatusCode::NO_CONTENT)
}
