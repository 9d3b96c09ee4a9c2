//! The original interface of video sessions that are agreed for a time.

use super::calls::refusal;
use super::voip::begin;
use crate::actor::Actor;
use crate::app::App;
use crate::calls::video_session::{self, Coming};
use crate::calls::{self, Attendee, Intent, Outcome, quality};
use crate::failure::Served;
use crate::http::body::{Json, Query};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leadline_protocol::call::CallRefused;
use leadline_protocol::video_session::{
    NewVideoSession, SessionAction, SessionChange, VideoSession, VideoSessionAnswer, VideoSessions,
};
use leadline_protocol::{Code, Problem};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read_sessions, agree_session, change_session))
}

/// Which sessions; one of the three.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SessionQuery {
    /// This one.
    call_id: Option<Uuid>,
    /// Those of this client.
    lead_id: Option<Uuid>,
    /// Those one takes part in oneself that are to come.
    #[serde(default)]
    upcoming: bool,
}

/// One session as `{call}`; or as `{calls}` those of a client, the latest first, or one's own that are to come, the next
/// first.
#[utoipa::path(get, path = "/api/sales/video-call", tag = "calls", security(("bearer" = []), ("portal" = [])), params(SessionQuery),
    responses((status = 200, body = VideoSessions), (status = 400, body = Problem), (status = 404, body = Problem)))]
async fn read_sessions(State(app): State<App>, who: Attendee, Query(query): Query<SessionQuery>) -> Served<Response> {
    match (query.call_id, query.lead_id) {
        (Some(id), _) => Ok(Json(seen(video_session::one(&app, &who, id).await?)).into_response()),
        (None, Some(client)) => {
            let calls = video_session::of_client(&app, &who, client).await?;
            Ok(Json(VideoSessions { calls }).into_response())
        }
        (None, None) if query.upcoming => {
            let calls = video_session::to_come(&app, &who).await?;
            Ok(Json(VideoSessions { calls }).into_response())
        }
        (None, None) => Err(Code::BadRequest.into()),
    }
}

/// Agrees a video session with the customer of a client or with a colleague. Without a time it begins now: the other
/// side's devices ring, and the answer carries the host's token.
#[utoipa::path(post, path = "/api/sales/video-call", tag = "calls", request_body = NewVideoSession, responses(
    (status = 201, body = VideoSessionAnswer),
    (status = 404, description = "`not_found`: no such client, or nobody of it who could be called", body = Problem),
    (status = 409, description = "`busy`: one of the two is in another call", body = CallRefused),
    (status = 422, description = "`invalid`: a time that has passed, or more than one participant", body = Problem),
))]
async fn agree_session(State(app): State<App>, actor: Actor, Json(new): Json<NewVideoSession>) -> Served<Response> {
    let session = video_session::agree(&app, &actor, &new).await?;
    if new.scheduled_at.is_some() {
        return Ok((StatusCode::CREATED, Json(seen(session))).into_response());
    }
    let answer = come(&app, &Attendee::agent(&actor), &session).await?;
    Ok(match answer.status() {
        StatusCode::OK => (StatusCode::CREATED, answer).into_response(),
        _ => answer,
    })
}

/// Comes into a session, leaves it or calls it off. Whoever comes first calls the other, whoever comes then answers; both
/// get the token of their own device.
#[utoipa::path(patch, path = "/api/sales/video-call", tag = "calls", security(("bearer" = []), ("portal" = [])), request_body = SessionChange, responses(
    (status = 200, body = VideoSessionAnswer),
    (status = 403, description = "`forbidden`", body = Problem),
    (status = 404, body = Problem),
    (status = 409, description = "`busy`, `call_over`, `answered_elsewhere`; `call_not_now`: the call that is talked in cannot wait now; `conflict`: called off after it began", body = CallRefused),
    (status = 503, description = "`calls_unavailable`", body = Problem),
))]
async fn change_session(State(app): State<App>, who: Attendee, Json(change): Json<SessionChange>) -> Served<Response> {
    let session = video_session::one(&app, &who, change.call_id).await?;
    match change.action {
        SessionAction::Start | SessionAction::Join => return come(&app, &who, &session).await,
        SessionAction::Leave | SessionAction::End => {
            let call = session.call_id.ok_or(Code::Conflict)?;
            if let Some(measured) = change.quality {
                quality::note(&app, &who, call, measured).await?;
            }
            if let Outcome::Refused(refused) = calls::command(&app, &who, call, Intent::HangUp, None).await? {
                return Ok(refusal(&refused));
            }
        }
        SessionAction::Cancel => video_session::cancel(&app, &who, &session).await?,
    }
    Ok(Json(seen(video_session::one(&app, &who, change.call_id).await?)).into_response())
}

async fn come(app: &App, who: &Attendee, session: &VideoSession) -> Served<Response> {
    app.calls.livekit()?;
    let outcome = match video_session::come(app, who, session).await? {
        Coming::There(outcome) => outcome,
        Coming::Calls(start) => begin(app, who, &start).await?,
    };
    let call = match outcome {
        Outcome::Done(call) if call.end_reason.is_none() => *call,
        Outcome::Done(call) => return Ok(refusal(&CallRefused { code: Code::CallOver, call: *call })),
        Outcome::Refused(refused) => return Ok(refusal(&refused)),
    };
    if session.call_id != Some(call.id) {
        video_session::met_in(app, who, session.id, call.id).await?;
    }
    let ticket = app.calls.ticket(call, app.clock.now())?;
    let call = video_session::one(app, who, session.id).await?;
    let (room_name, token, url) = (Some(ticket.room_name), Some(ticket.token), Some(ticket.url));
    Ok(Json(VideoSessionAnswer { call, room_name, token, url, live: Some(ticket.call) }).into_response())
}

fn seen(call: VideoSession) -> VideoSessionAnswer {
    VideoSessionAnswer { room_name: call.room_name.clone(), call, token: None, url: None, live: None }
}
