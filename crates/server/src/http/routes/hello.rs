//! What answers here, and whether it can serve.

use crate::actor::Scope;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use crate::http::body::Json;
use axum::extract::State;
use leadline_protocol::auth::Hello;
use leadline_protocol::{MIN_PROTOCOL, PROTOCOL};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(hello)).routes(routes!(healthz)).routes(routes!(readyz))
}

/// What answers at this address: a desktop asks before it sends a password.
#[utoipa::path(get, path = "/api/hello", tag = "server", responses((status = 200, body = Hello)), security(()))]
async fn hello(State(app): State<App>) -> Json<Hello> {
    Json(Hello {
        product: "leadline".to_owned(),
        protocol: PROTOCOL,
        min_protocol: MIN_PROTOCOL,
        now: app.clock.now(),
        rooms: app.calls.livekit.as_ref().map(|livekit| livekit.url.clone()),
    })
}

/// Whether the process lives.
#[utoipa::path(get, path = "/healthz", tag = "server", responses((status = 200)), security(()))]
async fn healthz() -> &'static str {
    "alive"
}

/// Whether the database answers and is of this program's shape.
#[utoipa::path(get, path = "/readyz", tag = "server", responses((status = 200), (status = 503)), security(()))]
async fn readyz(State(app): State<App>) -> Served<&'static str> {
    app.database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                sqlx::query("select from users limit 0").execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await?;
    Ok("ready")
}
