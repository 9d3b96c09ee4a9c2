//! Sessions: one per device, from sign-in until it is ended here, elsewhere or by time.

use super::access_token::{Claims, LIFE_MS};
use super::account::Account;
use super::ended_sessions::Ended;
use super::refresh_token::{KEY_BYTES, RefreshToken, Turn};
use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use crate::http::request;
use leadline_domain::Millis;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::words::ProfileStatus;
use leadline_protocol::auth::{DeviceInfo, Me, Session};
use leadline_protocol::{Code, Problem};
use sqlx::Row;
use uuid::Uuid;

const DAY_MS: Millis = 24 * 60 * 60 * 1000;
/// A device that was away for longer signs in again.
const UNUSED_LIFE_MS: Millis = 30 * DAY_MS;
/// Every device signs in again after this.
const WHOLE_LIFE_MS: Millis = 90 * DAY_MS;
const PLATFORMS: [&str; 4] = ["linux", "windows", "macos", "web"];

/// Says which of the two is news, so that a word that comes twice is noted once.
const SIGN_OUT: &str = "update sessions s set ended_at = coalesce(s.ended_at, $2),
        wiped_at = case when s.wipe_requested_at is not null then coalesce(s.wiped_at, $2) end
    from (select id, ended_at, wiped_at from sessions where id = $1 for update) as before
    where s.id = before.id
    returning s.user_id, s.device_id, before.ended_at is null, before.wiped_at is null and s.wiped_at is not null";

/// Refuses what a device cannot say of itself.
pub fn check_device(device: &DeviceInfo) -> Result<(), Problem> {
    let printable = |text: &str, max| !text.trim().is_empty() && text.len() <= max && !text.contains(char::is_control);
    let wrong = [
        ("device.name", !printable(&device.name, 400), FieldFault::TooLong),
        ("device.platform", !PLATFORMS.contains(&device.platform.as_str()), FieldFault::NotAChoice),
        ("device.app_version", !printable(&device.app_version, 50), FieldFault::TooLong),
    ];
    let problems: Vec<_> = wrong
        .into_iter()
        .filter(|(_, wrong, _)| *wrong)
        .map(|(field, _, fault)| FieldProblem { field: field.to_owned(), fault })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Problem::invalid(problems)) }
}

/// Opens a session on a device, in place of an earlier one there. The transaction is in the sign-in scope.
pub async fn open(app: &App, tx: &mut Tx<'_>, account: &Account, device: &DeviceInfo) -> Served<Session> {
    let now = app.clock.now();
    // Whoever signs in again on a device starts with empty data, so an order to erase it is done.
    let ended: Vec<bool> = sqlx::query_scalar(
        "update sessions set ended_at = coalesce(ended_at, $3),
                wiped_at = case when wipe_requested_at is not null then coalesce(wiped_at, $3) end
         where user_id = $1 and device_id = $2 and (ended_at is null or wipe_requested_at is not null and wiped_at is null)
         returning wipe_requested_at is not null",
    )
    .bind(account.user_id)
    .bind(device.id)
    .bind(now)
    .fetch_all(&mut **tx)
    .await?;
    if ended.contains(&true) {
        note_wiped(tx, account, device.id, now).await?;
    }
    let (id, key) = (Uuid::now_v7(), rand::random::<[u8; KEY_BYTES]>());
    sqlx::query(
        "insert into sessions (id, org_id, user_id, device_id, device_name, platform, app_version, refresh_key,
                               created_at, last_seen_at, address)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10::text::inet)",
    )
    .bind(id)
    .bind(account.org_id)
    .bind(account.user_id)
    .bind(device.id)
    .bind(&device.name)
    .bind(&device.platform)
    .bind(&device.app_version)
    .bind(key.as_slice())
    .bind(now)
    .bind(address())
    .execute(&mut **tx)
    .await?;
    audit::write(tx, now, &Entry::by_account(account, device.id, "session.opened", id)).await?;
    tokens(app, account, (id, device.id), RefreshToken::new(id, 0, &key))
}

fn address() -> Option<String> {
    request::address().map(|address| address.to_string())
}

/// Exchanges a refresh token.
pub async fn refresh(app: &App, presented: &str) -> Served<Session> {
    let presented = RefreshToken::read(presented).ok_or(Code::Unauthenticated)?;
    let now = app.clock.now();
    let exchanged =
        app.database.run(Scope::SignIn, Access::Write, |tx| Box::pin(exchange(app, tx, presented, now))).await?;
    match exchanged {
        Exchange::Session(session) => Ok(*session),
        Exchange::Reused => {
            app.ended_sessions.note(Ended::Session { id: presented.session_id, wipe: false }, now);
            Err(Code::SessionEnded.into())
        }
    }
}

enum Exchange {
    Session(Box<Session>),
    /// Committed like a success, because the end of the session must stay.
    Reused,
}

async fn exchange(app: &App, tx: &mut Tx<'_>, presented: RefreshToken, now: Millis) -> Served<Exchange> {
    let row = sqlx::query(
        "select user_id, device_id, refresh_key, refresh_counter, created_at, last_seen_at, ended_at,
                wipe_requested_at is not null and wiped_at is null as wipe
         from sessions where id = $1 for update",
    )
    .bind(presented.session_id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Code::Unauthenticated)?;
    let key: Vec<u8> = row.try_get("refresh_key")?;
    if !presented.is_signed_with(&key) {
        return Err(Code::Unauthenticated.into());
    }
    if row.try_get("wipe")? {
        return Err(Code::WipeRequired.into());
    }
    let (created_at, seen_at): (Millis, Millis) = (row.try_get("created_at")?, row.try_get("last_seen_at")?);
    let ended = row.try_get::<Option<Millis>, _>("ended_at")?.is_some();
    if ended || now >= seen_at + UNUSED_LIFE_MS || now >= created_at + WHOLE_LIFE_MS {
        return Err(Code::SessionEnded.into());
    }
    let account = Account::of_user(tx, row.try_get("user_id")?).await?.ok_or(Code::SessionEnded)?;
    if account.status != ProfileStatus::Active {
        return Err(Code::SessionEnded.into());
    }
    let (latest, device_id): (i64, Uuid) = (row.try_get("refresh_counter")?, row.try_get("device_id")?);
    let counter = match presented.turn(latest) {
        Turn::Latest => latest + 1,
        Turn::OneBehind => latest,
        Turn::Unknown => return Err(Code::Unauthenticated.into()),
        Turn::Reused => {
            end_reused(tx, &account, device_id, presented.session_id, now).await?;
            return Ok(Exchange::Reused);
        }
    };
    let sql = "update sessions set refresh_counter = $2, last_seen_at = $3, address = coalesce($4::text::inet, address)
        where id = $1";
    sqlx::query(sql).bind(presented.session_id).bind(counter).bind(now).bind(address()).execute(&mut **tx).await?;
    let next = RefreshToken::new(presented.session_id, counter, &key);
    Ok(Exchange::Session(Box::new(tokens(app, &account, (presented.session_id, device_id), next)?)))
}

async fn end_reused(tx: &mut Tx<'_>, account: &Account, device_id: Uuid, session_id: Uuid, now: Millis) -> Served<()> {
    sqlx::query("update sessions set ended_at = $2 where id = $1")
        .bind(session_id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    tracing::warn!(%session_id, "a used-up refresh token was presented; the session is ended");
    audit::write(tx, now, &Entry::by_account(account, device_id, "session.refresh_token_reused", session_id)).await
}

fn tokens(app: &App, account: &Account, session: (Uuid, Uuid), refresh: RefreshToken) -> Served<Session> {
    let actor = Actor {
        user_id: account.user_id,
        org_id: account.org_id,
        role: account.role,
        session_id: session.0,
        device_id: session.1,
        platform_admin: account.platform_admin,
        request_id: request::id().unwrap_or_else(Uuid::now_v7),
    };
    let claims = Claims::new(&actor, account.token_version, app.clock.now());
    Ok(Session {
        access_token: app.access_tokens.sign(&claims).map_err(Failure::inside("signing a token"))?,
        expires_in_s: LIFE_MS.unsigned_abs() / 1000,
        refresh_token: refresh.write(),
        me: account.me(session.1),
    })
}

/// Ends a session by itself. For a session whose device was to be erased this is the word that it is done.
pub async fn sign_out(app: &App, session_id: Uuid) -> Served<()> {
    let now = app.clock.now();
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let found: Option<(Uuid, Uuid, bool, bool)> =
                    sqlx::query_as(SIGN_OUT).bind(session_id).bind(now).fetch_optional(&mut **tx).await?;
                let Some((user_id, device_id, signed_out, wiped)) = found else { return Ok(()) };
                let account = Account::of_user(tx, user_id).await?.ok_or(Code::Unauthenticated)?;
                if wiped {
                    note_wiped(tx, &account, device_id, now).await?;
                }
                if signed_out {
                    let entry = Entry::by_account(&account, device_id, "session.signed_out", session_id);
                    audit::write(tx, now, &entry).await?;
                }
                Ok(())
            })
        })
        .await?;
    app.ended_sessions.note(Ended::Session { id: session_id, wipe: false }, now);
    Ok(())
}

async fn note_wiped(tx: &mut Tx<'_>, account: &Account, device_id: Uuid, now: Millis) -> Served<()> {
    let entry = Entry::by_account(account, device_id, "device.wiped", device_id);
    audit::write(tx, now, &entry.with(serde_json::json!({ "profile_id": account.user_id }))).await
}

/// The session a refresh token proves, whatever its number.
pub async fn proven_by(app: &App, presented: &str) -> Served<Uuid> {
    let presented = RefreshToken::read(presented).ok_or(Code::Unauthenticated)?;
    let key: Option<Vec<u8>> = app
        .database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select refresh_key from sessions where id = $1";
                Ok(sqlx::query_scalar(sql).bind(presented.session_id).fetch_optional(&mut **tx).await?)
            })
        })
        .await?;
    match key {
        Some(key) if presented.is_signed_with(&key) => Ok(presented.session_id),
        _ => Err(Code::Unauthenticated.into()),
    }
}

/// The person behind a session, as they are now.
pub async fn me(app: &App, actor: &Actor) -> Served<Me> {
    let account = app
        .database
        .run(actor, Access::Read, |tx| Box::pin(Account::of_user(tx, actor.user_id)))
        .await?
        .ok_or(Code::SessionEnded)?;
    Ok(account.me(actor.device_id))
}
