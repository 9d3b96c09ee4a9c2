//! Who asks, as an argument of a handler: what names [`Actor`] or [`Attendee`] cannot be called without one.

use super::request;
use crate::actor::Actor;
use crate::app::App;
use crate::calls::Attendee;
use crate::failure::{Failure, Served};
use crate::portal;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use leadline_protocol::Code;
use uuid::Uuid;

impl FromRequestParts<App> for Actor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let actor = app.actor_of(bearer(&parts.headers).ok_or(Code::Unauthenticated)?)?;
        app.limits.count_request(actor.user_id)?;
        Ok(actor)
    }
}

/// A colleague or a customer, whichever token came.
impl FromRequestParts<App> for Attendee {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match bearer(&parts.headers).filter(|token| portal::is_portal_token(token)) {
            Some(token) => {
                let who = portal::attendee_of(app, token).await?;
                app.limits.count_request(who.party.id)?;
                Ok(who)
            }
            None => Ok(Self::agent(&Actor::from_request_parts(parts, app).await?)),
        }
    }
}

/// The token of an `Authorization` header.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

impl App {
    /// Who sent this access token.
    pub fn actor_of(&self, token: &str) -> Served<Actor> {
        let claims = self.access_tokens.check(token, self.clock.now())?;
        self.ended_sessions.check(&claims)?;
        Ok(Actor {
            user_id: claims.sub,
            org_id: claims.org,
            role: claims.role,
            device_id: claims.dev,
            session_id: claims.sid,
            platform_admin: claims.adm,
            request_id: request::id().unwrap_or_else(Uuid::now_v7),
        })
    }
}
