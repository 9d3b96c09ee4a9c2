//! The original interface of calls. Two differences are on purpose: the caller never gets the called side's token, and
//! the list of agents says who can really be called.

use super::calls::refusal;
use crate::app::App;
use crate::calls::{self, Attendee, Callee, Intent, Outcome, Start};
use crate::failure::Served;
use crate::http::body::{Json, Query};
use crate::presence;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leadline_domain::call::Media;
use leadline_protocol::call::{CallRecord, CallRefused, CallSnapshot, CallStarted, CallableAgent, StartCall};
use leadline_protocol::{Code, Problem};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(available_agents)).routes(routes!(start_call)).routes(routes!(call_history))
}

/// The colleagues who can be called, those who are available first.
#[utoipa::path(get, path = "/api/voip/agents/available", tag = "calls", security(("bearer" = []), ("portal" = [])),
    responses((status = 200, body = Vec<CallableAgent>)))]
async fn available_agents(State(app): State<App>, who: Attendee) -> Served<Json<Vec<CallableAgent>>> {
    presence::agents(&app, &who).await.map(Json)
}

/// Calls a colleague, several of them, or a portal customer. With a `callId` of the caller's own, a start whose answer
/// was lost can be sent again. Somebody who calls whoever is calling them answers that call instead.
#[utoipa::path(post, path = "/api/voip/start-call", tag = "calls", security(("bearer" = []), ("portal" = [])), request_body = StartCall, responses(
    (status = 201, body = CallStarted),
    (status = 404, description = "`not_found`: nobody who can be called", body = Problem),
    (status = 409, description = "`busy`: the caller or whoever is called is in another call", body = CallRefused),
    (status = 429, description = "`rate_limited`", body = Problem),
    (status = 503, description = "`calls_unavailable`", body = Problem),
))]
async fn start_call(State(app): State<App>, who: Attendee, Json(wish): Json<StartCall>) -> Served<Response> {
    let callee = match (wish.callee_supabase_id, wish.group_id, wish.lead_id) {
        (Some(party), _, _) => Callee::Party(party),
        (None, Some(group), _) => Callee::Group(group),
        (None, None, Some(client)) => Callee::CustomerOf(client),
        (None, None, None) => return Err(Code::BadRequest.into()),
    };
    let start = Start {
        id: wish.call_id.unwrap_or_else(Uuid::now_v7),
        callee,
        client_id: wish.lead_id,
        media: wish.media.unwrap_or(Media::Audio),
    };
    match begin(&app, &who, &start).await? {
        Outcome::Done(call) => Ok((StatusCode::CREATED, Json(started(&app, *call)?)).into_response()),
        Outcome::Refused(refused) => Ok(refusal(&refused)),
    }
}

/// Starts a call in a room that is there. Nobody is rung for one that could not be had.
pub(super) async fn begin(app: &App, who: &Attendee, start: &Start) -> Served<Outcome> {
    let livekit = app.calls.livekit()?;
    app.limits.count_call(who.party.id)?;
    livekit.answers(app.clock.now()).await?;
    let outcome = calls::start(app, who, start).await?;
    if let Outcome::Done(call) = &outcome
        && let Err(fault) = livekit.open_room(&call.room_name, app.clock.now()).await
    {
        calls::command(app, who, call.id, Intent::HangUp, None).await?;
        return Err(fault.into());
    }
    Ok(outcome)
}

fn started(app: &App, call: CallSnapshot) -> Served<CallStarted> {
    let ticket = app.calls.ticket(call, app.clock.now())?;
    Ok(CallStarted {
        call_id: ticket.call.id,
        room_name: ticket.room_name,
        caller_token: ticket.token,
        url: ticket.url,
        call: ticket.call,
    })
}

/// Which calls.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct HistoryQuery {
    /// Older than this call.
    cursor: Option<Uuid>,
    /// Only of this client.
    lead_id: Option<Uuid>,
}

/// One's own calls, newest first, at most 50; managers see those of everybody.
#[utoipa::path(get, path = "/api/voip/history", tag = "calls", security(("bearer" = []), ("portal" = [])), params(HistoryQuery),
    responses((status = 200, body = Vec<CallRecord>)))]
async fn call_history(
    State(app): State<App>,
    who: Attendee,
    Query(query): Query<HistoryQuery>,
) -> Served<Json<Vec<CallRecord>>> {
    calls::history::history(&app, &who, query.lead_id, query.cursor).await.map(Json)
}
