//! Looking across organisations: for platform admins, of whom every look is in the audit log, and for housekeeping.

use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::database::{Access, Database};
use crate::failure::Served;
use leadline_protocol::Code;
use leadline_protocol::auth::Organization;
use uuid::Uuid;

/// Every organisation, by name.
pub async fn list(app: &App, actor: &Actor) -> Served<Vec<Organization>> {
    if !actor.platform_admin {
        return Err(Code::Forbidden.into());
    }
    let now = app.clock.now();
    let rows: Vec<(Uuid, String, String, i64, i64)> = app
        .database
        .run(Scope::Overseer(*actor), Access::Write, |tx| {
            Box::pin(async move {
                audit::write(tx, now, &Entry::by(actor, "organizations.listed", None)).await?;
                let sql = "select o.id, o.name, o.country, o.created_at,
                        (select count(*) from users u where u.org_id = o.id and u.status = 'active')
                    from organizations o order by o.name, o.id";
                Ok(sqlx::query_as(sql).fetch_all(&mut **tx).await?)
            })
        })
        .await?;
    let organization =
        |(id, name, country, created_at, members)| Organization { id, name, country, created_at, members };
    Ok(rows.into_iter().map(organization).collect())
}

/// Every organisation there is, for the server's own work in each.
pub async fn ids(database: &Database) -> Served<Vec<Uuid>> {
    database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move { Ok(sqlx::query_scalar("select id from organizations").fetch_all(&mut **tx).await?) })
        })
        .await
}
