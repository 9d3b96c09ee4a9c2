//! Every route and what surrounds them. A route that is not in the OpenAPI document cannot be added here.

use super::{origins, record_schemas, request, routes};
use crate::app::App;
use crate::failure::Failure;
use crate::idempotency;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leadline_protocol::Code;
use std::any::Any;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, ContentBuilder, Info, OpenApi, OpenApiBuilder, Ref, ResponseBuilder};
use utoipa_axum::router::OpenApiRouter;

/// Largest body of a route that does not set its own limit, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// The whole HTTP side of the server.
pub fn router(app: App) -> Router {
    let (routes, _) = all_routes();
    let surroundings = ServiceBuilder::new()
        .layer(axum::middleware::from_fn_with_state(app.clone(), request::surround))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new())
        .layer(security_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(security_header(header::REFERRER_POLICY, "no-referrer"))
        .layer(security_header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .layer(security_header(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"))
        .layer(security_header(header::CACHE_CONTROL, "no-store"))
        .layer(origins::cors(&app.config))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(axum::middleware::from_fn_with_state(app.clone(), idempotency::surround));
    routes
        .fallback(async || Failure::from(Code::NotFound))
        .method_not_allowed_fallback(async || Failure::from(Code::NotFound))
        .layer(surroundings)
        .with_state(app)
}

/// The description of every route.
pub fn openapi() -> OpenApi {
    all_routes().1
}

fn all_routes() -> (Router<App>, OpenApi) {
    let (routes, mut api) = described_routes().split_for_parts();
    describe_idempotency(&mut api);
    record_schemas::describe(&mut api);
    (routes, api)
}

fn described_routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(description())
        .merge(routes::hello::routes())
        .merge(routes::about::routes())
        .merge(routes::organizations::routes())
        .merge(routes::auth::routes())
        .merge(routes::team::routes())
        .merge(routes::audit::routes())
        .merge(routes::sync::routes())
        .merge(routes::realtime::routes())
        .merge(routes::clients::routes())
        .merge(routes::hanging::routes())
        .merge(routes::calls::routes())
        .merge(routes::call_rules::routes())
        .merge(routes::webhooks::routes())
        .merge(routes::voip::routes())
        .merge(routes::video_call::routes())
        .merge(routes::portal::routes())
        .merge(routes::portal_pages::routes())
}

/// Every POST of a signed-in person takes a key, so it is described in one place. Sync has its own way of doing things
/// once.
fn describe_idempotency(api: &mut OpenApi) {
    let header = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some("At most 200 letters, chosen by the caller; kept for a day"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build();
    let posts = api.paths.paths.iter_mut().filter(|(path, _)| idempotency::applies_to(path));
    for operation in posts.filter_map(|(_, item)| item.post.as_mut()).filter(|post| post.security.is_none()) {
        operation.parameters.get_or_insert_default().push(header.clone().into());
        for (status, description) in [
            ("409", "`conflict`, among others while a request with the same key is being served"),
            ("422", "`idempotency_mismatch` if the key came with another body, or `invalid`"),
        ] {
            let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let answer = ResponseBuilder::new().description(description).content("application/json", problem).build();
            operation.responses.responses.entry(status.to_owned()).or_insert_with(|| answer.into());
        }
    }
}

fn description() -> OpenApi {
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build());
    let mut customer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    customer.description = Some("The token of a customer in the portal".to_owned());
    let portal = SecurityScheme::Http(customer);
    let mut info = Info::new("Leadline", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Times are milliseconds since the Unix epoch. Refusals are a `Problem` whose `code` says what went wrong. \
         A POST with an `Idempotency-Key` that comes again with the same body is answered as the first time. \
         A change with `If-Match: VERSION` is refused with 412 if the record has another version by now."
            .to_owned(),
    );
    OpenApiBuilder::new()
        .info(info)
        .components(Some(
            ComponentsBuilder::new().security_scheme("bearer", bearer).security_scheme("portal", portal).build(),
        ))
        .security(Some([SecurityRequirement::new("bearer", [""; 0])]))
        .build()
}

fn security_header(name: header::HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(cause, "a handler panicked");
    Failure::from(Code::Internal).into_response()
}
