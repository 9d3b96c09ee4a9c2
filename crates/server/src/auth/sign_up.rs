//! A new organisation and its first administrator.

use super::account::{Account, tidy_person};
use super::{password, session};
use crate::actor::Scope;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use crate::team::profile;
use leadline_domain::Role;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::words::ProfileStatus;
use leadline_protocol::auth::{Session, SignUp};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// The country of an organisation that has not said otherwise.
const COUNTRY: &str = "TH";

/// Makes the organisation and signs its administrator in.
pub async fn sign_up(app: &App, request: SignUp) -> Served<Session> {
    session::check_device(&request.device)?;
    let org_name = tidy_org_name(&request.org_name)?;
    let (name, email) = tidy_person(&request.name, &request.email)?;
    password::check_strength(&request.password, &[&name, &email, &org_name])?;
    let password_hash = app.passwords.hash(request.password).await?;
    let account = Account {
        user_id: Uuid::now_v7(),
        org_id: Uuid::now_v7(),
        email,
        name,
        role: Role::Admin,
        status: ProfileStatus::Active,
        platform_admin: false,
        token_version: 0,
        org_name,
        country: COUNTRY.to_owned(),
    };
    let (account, password_hash, device) = (&account, &password_hash, &request.device);
    app.database
        .run(Scope::System { org_id: account.org_id }, Access::Write, |tx| {
            Box::pin(async move {
                create(tx, account, password_hash, app.clock.now()).await?;
                tx.enter(Scope::SignIn).await?;
                let entry = Entry::by_account(account, device.id, "organization.created", account.org_id);
                audit::write(tx, app.clock.now(), &entry).await?;
                let session = session::open(app, tx, account, device).await?;
                profile::create(tx, std::slice::from_ref(account), account.user_id, app.clock.now()).await?;
                Ok(session)
            })
        })
        .await
}

/// Makes an organisation with one account; its profile is still to be made. The transaction is in the system's scope of the new organisation.
pub async fn create(tx: &mut Tx<'_>, account: &Account, password_hash: &str, now: i64) -> Served<()> {
    sqlx::query("insert into organizations (id, name, country, created_at) values ($1, $2, $3, $4)")
        .bind(account.org_id)
        .bind(&account.org_name)
        .bind(&account.country)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    sqlx::query("insert into org_sync (org_id, epoch) values ($1, $2)")
        .bind(account.org_id)
        .bind(Uuid::new_v4())
        .execute(&mut **tx)
        .await?;
    insert_user(tx, account, password_hash, now).await
}

/// Adds somebody who can sign in at once; their profile is still to be made.
pub async fn insert_user(tx: &mut Tx<'_>, account: &Account, password_hash: &str, now: i64) -> Served<()> {
    let inserted = sqlx::query(
        "insert into users (id, org_id, email, name, role, status, password_hash, platform_admin, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(account.user_id)
    .bind(account.org_id)
    .bind(&account.email)
    .bind(&account.name)
    .bind(account.role.word())
    .bind(account.status.word())
    .bind(password_hash)
    .bind(account.platform_admin)
    .bind(now)
    .execute(&mut **tx)
    .await;
    inserted.map(|_| ()).map_err(|fault| email_taken(fault.into()))
}

/// Somebody else was faster with the address, or had it all along.
pub fn email_taken(fault: Failure) -> Failure {
    match fault.constraint() {
        Some("users_one_account_per_email" | "users_org_id_email_key") => Code::EmailTaken.into(),
        _ => fault,
    }
}

fn tidy_org_name(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    let fault = if name.is_empty() {
        FieldFault::Required
    } else if name.chars().count() > 200 {
        FieldFault::TooLong
    } else if name.contains(char::is_control) {
        FieldFault::ControlCharacters
    } else {
        return Ok(name.to_owned());
    };
    Err(Problem::invalid(vec![FieldProblem { field: "org_name".to_owned(), fault }]))
}
