//! An invented organisation to try Leadline with: colleagues, clients and what happened with them. The same seed number
//! gives the same people; every person, firm, address and telephone number is made up.

mod clients;
mod colleagues;
mod happenings;
mod names;
mod rows;
mod workday;

pub use colleagues::{Colleague, PASSWORD, all as colleagues};

use crate::actor::Scope;
use crate::auth::account::Account;
use crate::auth::password::Passwords;
use crate::auth::sign_up;
use crate::database::{Access, Database};
use crate::failure::{Failure, Served};
use crate::records::{BULK_ROWS, NewRecord, Writing};
use crate::team::profile;
use clients::Clients;
use leadline_domain::words::ProfileStatus;
use leadline_domain::{Entity, Millis};
use uuid::Uuid;

/// The organisation's name.
pub const ORGANISATION: &str = "Tawan Works";
/// Most clients that can be invented: their telephone numbers must differ.
pub const MOST_CLIENTS: u32 = 1_000_000;
/// Contacts, activities and notes are invented for this many clients, the newest ones: as many as a team of this size
/// has on its desk.
const LIVELY_CLIENTS: u32 = 6_000;

/// What to invent.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// How many clients, at most [`MOST_CLIENTS`].
    pub clients: u32,
    /// Another number, other people.
    pub seed: u64,
    /// The time that is "now" in the story.
    pub at: Millis,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Clients that were not there before.
    pub clients: usize,
    /// Everything else of that kind that was not there before.
    pub other_records: usize,
}

/// The organisation's id; the same everywhere, so that it is found again.
pub fn org_id() -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, b"https://tawan.example")
}

impl Demo {
    /// Makes what is not there yet. A run that was cut short is continued by the next one.
    pub async fn make(&self, database: &Database, said: impl Fn(usize)) -> Served<Made> {
        let colleagues = colleagues::all();
        self.make_organisation(database, &colleagues).await?;
        let clients = Clients::new(*self, &colleagues);
        let mut made = Made::default();
        made.other_records += self.store(database, Entity::Tag, clients.tags()).await?;
        let mut at = 0;
        while at < self.clients {
            let end = (at + BULK_ROWS as u32).min(self.clients);
            let chunk: Vec<NewRecord> = (at..end).map(|index| clients.client(index)).collect();
            made.clients += self.store(database, Entity::Client, chunk).await?;
            at = end;
            said(at as usize);
        }
        for entity in [Entity::Contact, Entity::Activity, Entity::Note, Entity::Tagging, Entity::LifecycleChange] {
            made.other_records += self.make_below(database, &clients, entity).await?;
        }
        Ok(made)
    }

    /// The number of the first client with whom something is going on.
    fn first_lively(&self) -> u32 {
        self.clients.saturating_sub(LIVELY_CLIENTS)
    }

    /// Records of one entity that hang on clients, gathered into full transactions.
    async fn make_below(&self, database: &Database, clients: &Clients, entity: Entity) -> Served<usize> {
        let mut made = 0;
        let mut gathered = Vec::with_capacity(BULK_ROWS);
        for index in self.first_lively()..self.clients {
            let below = happenings::below(clients, entity, index);
            if gathered.len() + below.len() > BULK_ROWS {
                made += self.store(database, entity, std::mem::take(&mut gathered)).await?;
            }
            gathered.extend(below);
        }
        Ok(made + self.store(database, entity, gathered).await?)
    }

    /// Stores what is not there yet, in one numbered transaction.
    async fn store(&self, database: &Database, entity: Entity, mut records: Vec<NewRecord>) -> Served<usize> {
        let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
        let mut tx = database.begin(Scope::System { org_id: org_id() }, Access::Write).await?;
        let sql = format!("select id from {} where org_id = $1 and id = any($2)", entity.table());
        let known: Vec<Uuid> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(org_id()).bind(ids).fetch_all(&mut *tx).await?;
        let known: std::collections::HashSet<Uuid> = known.into_iter().collect();
        records.retain(|record| !known.contains(&record.id));
        let made = records.len();
        if made > 0 {
            let mut writing = Writing::new(org_id(), records[0].by, self.at);
            writing.reserve(&mut tx).await?;
            writing.insert(&mut tx, entity, records).await?;
            writing.finish(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(made)
    }

    async fn make_organisation(&self, database: &Database, colleagues: &[Colleague]) -> Served<()> {
        if self.organisation_exists(database).await? {
            return Ok(());
        }
        let passwords = Passwords::new().map_err(|fault| Failure::inside("password hashing")(fault.to_string()))?;
        let password_hash = passwords.hash(PASSWORD.to_owned()).await?;
        let accounts: Vec<Account> = colleagues.iter().map(account_of).collect();
        let (accounts, password_hash, now) = (&accounts, &password_hash, self.at);
        database
            .run(Scope::System { org_id: org_id() }, Access::Write, |tx| {
                Box::pin(async move {
                    for (at, account) in accounts.iter().enumerate() {
                        if at == 0 {
                            sign_up::create(tx, account, password_hash, now).await?;
                        } else {
                            sign_up::insert_user(tx, account, password_hash, now).await?;
                        }
                    }
                    profile::create(tx, accounts, accounts[0].user_id, now).await
                })
            })
            .await
    }

    async fn organisation_exists(&self, database: &Database) -> Served<bool> {
        database
            .run(Scope::System { org_id: org_id() }, Access::Read, |tx| {
                Box::pin(async move {
                    let sql = "select exists (select from organizations where id = $1)";
                    Ok(sqlx::query_scalar(sql).bind(org_id()).fetch_one(&mut **tx).await?)
                })
            })
            .await
    }
}

fn account_of(colleague: &Colleague) -> Account {
    Account {
        user_id: colleague.id,
        org_id: org_id(),
        email: colleague.email.to_owned(),
        name: colleague.name.to_owned(),
        role: colleague.role,
        status: ProfileStatus::Active,
        platform_admin: false,
        token_version: 0,
        org_name: ORGANISATION.to_owned(),
        country: "TH".to_owned(),
    }
}
