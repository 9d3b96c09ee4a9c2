//! Lists of clients: filtered, ordered, page by page.

use crate::actor::Actor;
use crate::app::App;
use crate::database::{Access, Tx};
use crate::failure::Served;
use crate::filter_sql::{self, Order, Position};
use crate::http::body::{Json, Query};
use crate::http::record::RecordBody;
use crate::records::{self, Stored};
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use leadline_domain::filter::{Filter, Sort, Viewpoint};
use leadline_domain::{Entity, FieldKind, Millis, Value, phone, text};
use leadline_protocol::{Code, Problem};
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 200;
const MOST_DUPLICATES: i64 = 20;
const DAY: Millis = 86_400_000;

/// What a list is asked for with.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// A filter, as JSON.
    filter: Option<String>,
    /// Text in name, company, e-mail or phone.
    q: Option<String>,
    /// A field, with a minus before it for the largest first. `-updated_at` if not given.
    sort: Option<String>,
    /// Most clients in the answer, up to 200.
    limit: Option<u32>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Midnight at the start of the person's today, for filters that speak of days.
    today: Option<Millis>,
}

/// A page of clients.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientPage {
    /// In the order asked for.
    pub clients: Vec<RecordBody>,
    /// The `cursor` of the next page; nothing at the end.
    pub next: Option<String>,
}

/// Clients the person may see.
#[utoipa::path(get, path = "/", tag = "clients", operation_id = "client_list", params(ListQuery),
    responses((status = 200, body = ClientPage), (status = 422, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Served<Json<ClientPage>> {
    let now = app.clock.now();
    let viewpoint = Viewpoint { me: actor.user_id, today: query.today.unwrap_or(now - now.rem_euclid(DAY)) };
    let filter = wanted(&query)?.settle(viewpoint).map_err(filter_sql::fault_of)?;
    let order = Order::of(&sort_of(query.sort.as_deref())).map_err(filter_sql::fault_of)?;
    let position = query.cursor.as_deref().map(|cursor| position_of(cursor, &order)).transpose()?;
    let limit = query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE) as usize;
    let (filter, position) = (&filter, position.as_ref());
    let mut found = app
        .database
        .run(&actor, Access::Read, |tx| {
            Box::pin(async move {
                let mut sql = visible(&actor, order.column());
                sql.push(" and ");
                filter_sql::push_filter(&mut sql, filter);
                if let Some(position) = position {
                    sql.push(" and ");
                    order.push_after(&mut sql, position);
                }
                order.push(&mut sql);
                sql.push(" limit ").push_bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
                fetch(tx, sql, order.kind()).await
            })
        })
        .await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|(last, value)| cursor_of(value, last.id));
    let clients = found.into_iter().map(|(stored, _)| RecordBody::of(Entity::Client, stored)).collect();
    Ok(Json(ClientPage { clients, next }))
}

/// Clients that were not put away, with the order's column beside them.
fn visible(actor: &Actor, column: &'static str) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(records::select_with(Entity::Client, Some(column)));
    sql.push(" where deleted_at is null and org_id = ").push_bind(actor.org_id);
    sql
}

async fn fetch(tx: &mut Tx<'_>, mut sql: QueryBuilder<Postgres>, kind: FieldKind) -> Served<Vec<(Stored, Value)>> {
    let rows = sql.build().fetch_all(&mut **tx).await?;
    let read = |row| Ok((records::read(Entity::Client, row)?, records::read_extra(Entity::Client, row, kind)?));
    Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
}

fn wanted(query: &ListQuery) -> Served<Filter> {
    let mut parts = Vec::new();
    if let Some(filter) = &query.filter {
        parts.push(serde_json::from_str(filter).map_err(|_| Code::BadRequest)?);
    }
    if let Some(text) = query.q.as_deref().filter(|text| !text.trim().is_empty()) {
        parts.push(Filter::Text { text: text.to_owned() });
    }
    Ok(Filter::All { parts })
}

fn sort_of(sort: Option<&str>) -> Sort {
    let sort = sort.unwrap_or("-updated_at");
    Sort { field: sort.trim_start_matches('-').to_owned(), descending: sort.starts_with('-') }
}

fn cursor_of(value: &Value, id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(value, id)).expect("a value and an id are plain JSON"))
}

fn position_of(cursor: &str, order: &Order) -> Served<Position> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (value, id): (Value, Uuid) = serde_json::from_slice(&bytes).ok()?;
        Some(Position { value: value.coerce(order.kind())?, id })
    };
    read().ok_or_else(|| Code::BadRequest.into())
}

/// What a new client is compared with.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DuplicateQuery {
    /// A phone in E.164 or as written at home.
    phone: Option<String>,
    /// An e-mail address.
    email: Option<String>,
    /// A client that is no duplicate of itself.
    except: Option<Uuid>,
    /// Where numbers without a country code are at home, ISO 3166 alpha-2.
    country: Option<String>,
}

/// Clients the person may see with the same phone or e-mail address.
#[utoipa::path(get, path = "/duplicates", tag = "clients", operation_id = "client_duplicates", params(DuplicateQuery),
    responses((status = 200, body = ClientPage)))]
pub(super) async fn duplicates(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<DuplicateQuery>,
) -> Served<Json<ClientPage>> {
    let home = query.country.as_deref().unwrap_or("TH");
    let phone = query.phone.as_deref().and_then(|typed| {
        let digits: String = typed.trim().chars().map(text::ascii_digit).collect();
        if phone::is_e164(&digits) { Some(digits) } else { phone::to_e164(&digits, home) }
    });
    let email = query.email.as_deref().and_then(leadline_domain::email::normalise);
    let (phone, email, except) = (&phone, &email, query.except);
    let found = app
        .database
        .run(&actor, Access::Read, |tx| {
            Box::pin(async move {
                let mut sql = visible(&actor, "updated_at");
                sql.push(" and (phone = ").push_bind(phone);
                sql.push(" or phone2 = ").push_bind(phone).push(" or email = ").push_bind(email).push(")");
                if let Some(except) = except {
                    sql.push(" and id <> ").push_bind(except);
                }
                sql.push(" order by updated_at desc, id limit ").push_bind(MOST_DUPLICATES);
                fetch(tx, sql, FieldKind::Time).await
            })
        })
        .await?;
    let clients = found.into_iter().map(|(stored, _)| RecordBody::of(Entity::Client, stored)).collect();
    Ok(Json(ClientPage { clients, next: None }))
}
