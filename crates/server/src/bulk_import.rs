//! Clients from a CSV file, many at a time, with the rights of the colleague who brings them in.

use crate::actor::{Actor, Scope};
use crate::audit::{self, Entry};
use crate::auth::account::Account;
use crate::clock::Clock;
use crate::database::{Access, Database, Tx};
use crate::failure::Served;
use crate::records::{BULK_ROWS, NewRecord, Writing};
use leadline_domain::role::may;
use leadline_domain::table::{BrokenCell, Home, MappingFault, Meanings, Reader, Seen, Table, TableFault};
use leadline_domain::{Action, Entity, Value, check};
use leadline_protocol::{Code, Problem};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    /// The file.
    #[error("the file cannot be used: {0}")]
    Table(#[from] TableFault),
    /// Its columns.
    #[error("the columns cannot be used: {0}")]
    Mapping(#[from] MappingFault),
    /// Nobody active has this address.
    #[error("no colleague signs in as {0}")]
    Nobody(String),
    /// The database or the rights.
    #[error(transparent)]
    Failure(#[from] crate::failure::Failure),
}

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Clients that were made.
    pub made: usize,
    /// Rows whose phone or e-mail is here already, or further up in the file.
    pub known: usize,
    /// Rows that could not be read.
    pub broken: Vec<BrokenRow>,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenRow {
    /// Its line, counted as an editor does.
    pub line: u32,
    /// Each wrong cell and what is wrong with it.
    pub why: String,
}

/// An import about to run.
#[derive(Clone, Copy, Debug)]
pub struct BulkImport<'a> {
    /// Where to.
    pub database: &'a Database,
    /// The time.
    pub clock: &'a Clock,
    /// E-mail of who brings them in.
    pub by: &'a str,
    /// E-mail of who will own them; nobody: the pool.
    pub owner: Option<&'a str>,
    /// Minutes that the file's local times are ahead of UTC.
    pub utc_offset_minutes: i32,
}

impl BulkImport<'_> {
    /// Makes a client of every row that is new. Columns are recognised by their headers and contents. Rows are written
    /// some hundreds at a time; running the same file again goes on where an earlier run was cut off.
    pub async fn run(&self, file: &[u8]) -> Result<Imported, ImportFault> {
        let by = self.account(self.by).await?;
        let owner = match self.owner {
            Some(address) => Some(self.account(address).await?),
            None => None,
        };
        if owner.as_ref().is_some_and(|owner| owner.org_id != by.org_id) {
            return Err(ImportFault::Nobody(self.owner.unwrap_or_default().to_owned()));
        }
        let owner = owner.map(|owner| owner.user_id);
        if !may(by.role, Action::Create, Entity::Client, owner.is_none_or(|owner| owner == by.user_id)) {
            return Err(crate::failure::Failure::from(Code::Forbidden).into());
        }
        let table = Table::open(file, None)?;
        // Who owns the clients is said beside the file, not in it.
        let fields = table.columns(&by.country).into_iter().filter_map(|column| Some((column.at, column.guess?.0)));
        let mapping: BTreeMap<u32, String> =
            fields.filter(|(_, field)| *field != "owner_id").map(|(at, field)| (at, field.to_owned())).collect();
        let home = Home { country: &by.country, utc_offset_minutes: self.utc_offset_minutes };
        let reader = Reader::new(&table, &mapping, home, Meanings::default())?;
        let mut imported = Imported::default();
        let outcome = self.store_all(&by, owner, &reader, &mut imported).await;
        let noted = self.note(&by, owner, &imported, outcome.is_ok()).await;
        outcome?;
        noted?;
        Ok(imported)
    }

    async fn store_all(
        &self,
        by: &Account,
        owner: Option<Uuid>,
        reader: &Reader<'_>,
        imported: &mut Imported,
    ) -> Served<()> {
        let mut seen = Seen::default();
        let mut waiting = Vec::with_capacity(BULK_ROWS);
        for read in reader.rows() {
            match read.client {
                Err(cells) => imported.broken.push(BrokenRow { line: read.row.line, why: spoken(&cells) }),
                Ok(client) if seen.meet(read.row.line, &client.values).is_some() => imported.known += 1,
                Ok(client) => {
                    let mut client = client.values;
                    client.push(("owner_id".to_owned(), owner.into()));
                    waiting.push(client);
                }
            }
            if waiting.len() == BULK_ROWS {
                self.store(by, std::mem::take(&mut waiting), imported).await?;
            }
        }
        self.store(by, waiting, imported).await
    }

    /// One line a run in the audit log, also for one that was broken off.
    async fn note(&self, by: &Account, owner: Option<Uuid>, imported: &Imported, whole: bool) -> Served<()> {
        let detail = serde_json::json!({
            "made": imported.made, "known": imported.known, "broken": imported.broken.len(),
            "owner_id": owner, "whole": whole,
        });
        let (entry, now) = (&Entry::by_operator(by, "clients.imported").with(detail), self.clock.now());
        self.database.run(Scope::SignIn, Access::Write, |tx| Box::pin(audit::write(tx, now, entry))).await
    }

    async fn account(&self, address: &str) -> Result<Account, ImportFault> {
        let found =
            self.database.run(Scope::SignIn, Access::Read, |tx| Box::pin(Account::of_email(tx, address))).await?;
        found.ok_or_else(|| ImportFault::Nobody(address.to_owned()))
    }

    async fn store(&self, by: &Account, clients: Vec<Named>, imported: &mut Imported) -> Served<()> {
        let actor = Actor {
            user_id: by.user_id,
            org_id: by.org_id,
            role: by.role,
            device_id: Uuid::nil(),
            session_id: Uuid::nil(),
            platform_admin: false,
            request_id: Uuid::now_v7(),
        };
        let (all, now, clients) = (clients.len(), self.clock.now(), &clients);
        let made = self
            .database
            .run(&actor, Access::Write, |tx| {
                Box::pin(async move {
                    let known = known_addresses(tx, actor.org_id, clients).await?;
                    let new = clients.iter().filter(|client| !addresses(client).any(|address| known.contains(address)));
                    let records = new.map(|client| record(client, &actor, now)).collect::<Result<Vec<_>, _>>()?;
                    let made = records.len();
                    let mut writing = Writing::new(actor.org_id, actor.user_id, now);
                    writing.insert(tx, Entity::Client, records).await?;
                    writing.finish(tx).await?;
                    Ok(made)
                })
            })
            .await?;
        imported.made += made;
        imported.known += all - made;
        Ok(())
    }
}

type Named = Vec<(String, Value)>;

fn record(client: &Named, actor: &Actor, now: i64) -> Result<NewRecord, Problem> {
    let values = check::new_record(Entity::Client, client).map_err(Problem::invalid)?;
    Ok(NewRecord { id: Uuid::now_v7(), by: actor.user_id, at: now, values })
}

/// What tells that two rows mean the same client.
fn addresses(client: &Named) -> impl Iterator<Item = &str> {
    let telling = |field: &str| matches!(field, "phone" | "phone2" | "email");
    client.iter().filter(move |(field, _)| telling(field)).filter_map(|(_, value)| value.as_text())
}

/// Which of the clients' phones and e-mails somebody here has.
async fn known_addresses(tx: &mut Tx<'_>, org_id: Uuid, clients: &[Named]) -> Served<HashSet<String>> {
    let asked: Vec<&str> = clients.iter().flat_map(addresses).collect();
    let sql = "select a from clients c, unnest(array[c.phone, c.phone2, c.email]) a
        where c.org_id = $1 and c.deleted_at is null
          and (c.phone = any ($2) or c.phone2 = any ($2) or c.email = any ($2)) and a is not null";
    let known: Vec<String> = sqlx::query_scalar(sql).bind(org_id).bind(asked).fetch_all(&mut **tx).await?;
    Ok(known.into_iter().collect())
}

fn spoken(cells: &[BrokenCell]) -> String {
    let cell = |cell: &BrokenCell| format!("{}: \"{}\" {}", cell.header, cell.value, cell.fault);
    cells.iter().map(cell).collect::<Vec<_>>().join("; ")
}
