//! What a refusal or failure looks like over HTTP: a status and a [`Problem`].

use super::request;
use crate::failure::Failure;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leadline_protocol::{Code, Problem};

/// The HTTP status of a code.
pub fn status(code: Code) -> StatusCode {
    match code {
        Code::BadRequest => StatusCode::BAD_REQUEST,
        Code::Unauthenticated
        | Code::WrongCredentials
        | Code::TokenExpired
        | Code::SessionEnded
        | Code::WipeRequired => StatusCode::UNAUTHORIZED,
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Conflict
        | Code::EmailTaken
        | Code::LastAdmin
        | Code::Busy
        | Code::AnsweredElsewhere
        | Code::CallOver
        | Code::CallNotNow => StatusCode::CONFLICT,
        Code::Stale => StatusCode::PRECONDITION_FAILED,
        Code::Deleted | Code::InviteInvalid => StatusCode::GONE,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::Invalid | Code::WeakPassword | Code::IdempotencyMismatch => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Locked => StatusCode::LOCKED,
        Code::UpgradeRequired => StatusCode::UPGRADE_REQUIRED,
        Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        Code::Unavailable | Code::CallsUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        // What follows can only happen on a device.
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut problem = self.problem();
        match problem.code {
            Code::Forbidden if matches!(self, Self::Database(_)) => {
                tracing::warn!(fault = %self, "the database refused a request");
            }
            Code::Internal => tracing::error!(fault = %self, "a request failed inside"),
            Code::Unavailable => tracing::warn!(fault = %self, "a request could not be served for the moment"),
            _ => {}
        }
        problem.request_id = request::id().map(|id| id.to_string());
        respond(problem)
    }
}

fn respond(problem: Problem) -> Response {
    let seconds = problem.retry_after_ms.map(|milliseconds| milliseconds.div_ceil(1000));
    let mut response = (status(problem.code), Json(problem)).into_response();
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
