//! Signing in with e-mail and password. Nothing in the answer, nor its time, tells whether somebody has the address.

use super::account::Account;
use super::{session, throttle};
use crate::actor::Scope;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::database::Access;
use crate::failure::Served;
use leadline_domain::email;
use leadline_domain::words::ProfileStatus;
use leadline_protocol::Code;
use leadline_protocol::auth::{Session, SignIn};
use uuid::Uuid;

/// Signs somebody in on a device.
pub async fn sign_in(app: &App, request: SignIn) -> Served<Session> {
    session::check_device(&request.device)?;
    // What is no address belongs to nobody, and is answered like any other that does.
    let email = email::normalise(&request.email).unwrap_or_default();
    let (email, device) = (&email, &request.device);
    let found = app
        .database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                throttle::count_attempt(tx, email, app.clock.now()).await?;
                let sql = "select id, password_hash from users where email = $1 and password_hash is not null";
                let found: Option<(Uuid, String)> = sqlx::query_as(sql).bind(email).fetch_optional(&mut **tx).await?;
                Ok(found)
            })
        })
        .await?;
    let (user_id, stored) = found.unzip();
    let right = app.passwords.check(request.password, stored).await?;
    let Some(user_id) = user_id.filter(|_| right) else {
        note_failure(app, user_id, device.id).await?;
        return Err(Code::WrongCredentials.into());
    };
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                throttle::forgive(tx, email).await?;
                let account = Account::of_user(tx, user_id).await?.ok_or(Code::WrongCredentials)?;
                if account.status != ProfileStatus::Active {
                    return Err(Code::SessionEnded.into());
                }
                session::open(app, tx, &account, device).await
            })
        })
        .await
}

async fn note_failure(app: &App, user_id: Option<Uuid>, device_id: Uuid) -> Served<()> {
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                // Asked for even when there is nobody, so that both answers make the same round trips.
                let account = Account::of_user(tx, user_id.unwrap_or_default()).await?;
                if let Some(account) = account {
                    let entry = Entry::by_account(&account, device_id, "session.wrong_password", account.user_id);
                    audit::write(tx, app.clock.now(), &entry).await?;
                }
                Ok(())
            })
        })
        .await
}
