//! A person's account: what signing in, refreshing and `me` need of it.

use crate::database::Tx;
use crate::failure::{Failure, Served};
use leadline_domain::words::ProfileStatus;
use leadline_domain::{Entity, Role, Value, check, email};
use leadline_protocol::Problem;
use leadline_protocol::auth::Me;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

/// Somebody who may sign in, or was invited to.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person.
    pub user_id: Uuid,
    /// Their organisation.
    pub org_id: Uuid,
    /// Sign-in name.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub status: ProfileStatus,
    /// Whether they may look across organisations.
    pub platform_admin: bool,
    /// Tokens of a smaller version no longer count.
    pub token_version: i32,
    /// The organisation's name.
    pub org_name: String,
    /// The organisation's country.
    pub country: String,
}

const COLUMNS: &str = "select u.id, u.org_id, u.email, u.name, u.role, u.status, u.platform_admin, u.token_version,
    o.name as org_name, o.country from users u join organizations o on o.id = u.org_id ";

impl Account {
    /// By id.
    pub async fn of_user(tx: &mut Tx<'_>, user_id: Uuid) -> Served<Option<Self>> {
        let sql = format!("{COLUMNS} where u.id = $1");
        let row = sqlx::query(AssertSqlSafe(sql)).bind(user_id).fetch_optional(&mut **tx).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Of somebody who may sign in with this address.
    pub async fn of_email(tx: &mut Tx<'_>, email: &str) -> Served<Option<Self>> {
        let sql = format!("{COLUMNS} where u.email = $1 and u.status = 'active'");
        let email = email::normalise(email).unwrap_or_default();
        let row = sqlx::query(AssertSqlSafe(sql)).bind(email).fetch_optional(&mut **tx).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// What `GET /api/me` says.
    pub fn me(&self, device_id: Uuid) -> Me {
        Me {
            profile_id: self.user_id,
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role,
            org_id: self.org_id,
            org_name: self.org_name.clone(),
            country: self.country.clone(),
            platform_admin: self.platform_admin,
            device_id,
        }
    }
}

fn read(row: &PgRow) -> Served<Account> {
    Ok(Account {
        user_id: row.try_get("id")?,
        org_id: row.try_get("org_id")?,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: role_of(row.try_get("role")?)?,
        status: status_of(row.try_get("status")?)?,
        platform_admin: row.try_get("platform_admin")?,
        token_version: row.try_get("token_version")?,
        org_name: row.try_get("org_name")?,
        country: row.try_get("country")?,
    })
}

/// A role as the database stores it.
pub fn role_of(word: &str) -> Served<Role> {
    Role::from_word(word).ok_or_else(|| Failure::inside("reading a role")(word.to_owned()))
}

/// A status as the database stores it.
pub fn status_of(word: &str) -> Served<ProfileStatus> {
    ProfileStatus::from_word(word).ok_or_else(|| Failure::inside("reading a status")(word.to_owned()))
}

/// A person's name and address as they are stored, or every field that is wrong.
pub fn tidy_person(name: &str, email: &str) -> Result<(String, String), Problem> {
    let mut problems = Vec::new();
    let mut tidied = |field: &str, text: &str| match check::tidy(Entity::Profile, field, text.into()) {
        Ok(Value::Text(text)) => text,
        Ok(_) => String::new(),
        Err(fault) => {
            problems.push(check::FieldProblem { field: field.to_owned(), fault });
            String::new()
        }
    };
    let person = (tidied("name", name), tidied("email", email));
    if problems.is_empty() { Ok(person) } else { Err(Problem::invalid(problems)) }
}
