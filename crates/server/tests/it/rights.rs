//! Every table, verb and role against the model, row by row: what the database allows is what the model says.

#[path = "rights/model.rs"]
mod model;
#[path = "rights/samples.rs"]
mod samples;

use crate::firm::{Device, Firm};
use leadline_domain::{Entity, Role};
use leadline_server::Actor;
use leadline_server::rights::{Columns, DbRole, Right, Verb, policy_name, rights, tables};
use model::expected;
use samples::{fill, fill_calls, fill_sign_in, samples};
use serde_json::{Value, json};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Row};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How a row stands to the person who tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    Own,
    /// A client the person made.
    Made,
    Pool,
    Colleagues,
    Foreign,
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    Read,
    Make,
    Change,
    Assign,
    PutAway,
    Remove,
}

const TRIES: [Try; 6] = [Try::Read, Try::Make, Try::Change, Try::Assign, Try::PutAway, Try::Remove];

/// A row that is there, and how it stands to each person.
pub struct Sample {
    table: &'static str,
    relation: Relation,
    key: String,
    row: Value,
}

/// Somebody who tries, or the server itself.
pub struct Person {
    role: DbRole,
    actor: Actor,
    samples: Vec<Sample>,
}

struct Trial {
    people: Vec<Person>,
    members: Vec<Uuid>,
}

fn entity(table: &str) -> Option<Entity> {
    Entity::ALL.iter().copied().find(|entity| entity.table() == table)
}

/// What tells one row of a table from the others.
fn key_column(table: &str) -> &'static str {
    match table {
        "org_sync" | "call_settings" => "org_id",
        "sync_scope" => "scope",
        "sync_client" => "client_id",
        "idempotency_keys" => "key",
        "sign_in_failures" => "email_hash",
        "call_participants" | "call_events" => "call_id",
        "call_rooms" => "room_name",
        "agent_presence" => "profile_id",
        _ => "id",
    }
}

fn id_in(row: &Value, column: &str) -> Uuid {
    row[column].as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{row} has no {column}"))
}

/// Whether a try makes sense for the table.
fn applies(table: &str, attempt: Try) -> bool {
    match attempt {
        Try::Assign => table == "clients",
        Try::PutAway => entity(table).is_some(),
        _ => true,
    }
}

/// The columns a role may write, if it may not write all.
fn columns(table: &str, verb: Verb, role: DbRole) -> Option<&'static [&'static str]> {
    let of = |right: &Right| right.table == table && right.verb == verb && right.roles.contains(&role);
    match rights().find(of)?.columns {
        Columns::Only(columns) => Some(columns),
        Columns::Every | Columns::AllBut(_) => None,
    }
}

/// The statement of a try, which takes the key as text and the row as JSON.
fn statement(table: &str, attempt: Try, role: DbRole) -> String {
    let this = format!("where {}::text = $1 and $2::jsonb is not null", key_column(table));
    match attempt {
        Try::Read => format!("select 1 from {table} {this}"),
        Try::Make => {
            let columns = columns(table, Verb::Insert, role).map(|columns| columns.join(", "));
            let list = columns.as_ref().map(|columns| format!(" ({columns})")).unwrap_or_default();
            let system = if table == "audit_log" { " overriding system value" } else { "" };
            format!(
                "insert into {table}{list}{system} select {} from jsonb_populate_record(null::{table}, $2)
                 where $1::text is not null",
                columns.as_deref().unwrap_or("*")
            )
        }
        Try::Change | Try::Assign | Try::PutAway => {
            let column = match (attempt, table) {
                (Try::Assign, _) => "owner_id",
                (Try::PutAway, _) => "deleted_at",
                (_, "organizations" | "users") => "name",
                (_, "org_sync") => "version",
                (_, "sessions") => "ended_at",
                (_, "audit_log") => "action",
                (_, "idempotency_keys") => "status",
                (_, "sign_in_failures") => "failures",
                (_, "sync_log") => "op",
                (_, "sync_scope") => "head",
                (_, "sync_client") => "seen_at",
                (_, "mutation") => "at",
                (_, "invites" | "portal_invites" | "portal_sessions") => "expires_at",
                (_, "call_rooms") => "next_look",
                (_, "media_server_events") => "at",
                (_, "server_processes") => "lease_until",
                _ => "updated_by",
            };
            let column = columns(table, Verb::Update, role).map_or(column, |columns| columns[0]);
            let value = if attempt == Try::PutAway { "created_at + 1" } else { column };
            format!("update {table} set {column} = {value} {this}")
        }
        Try::Remove => format!("delete from {table} {this}"),
    }
}

/// The row under a key of its own, where a copy with the same key could not be made.
fn fresh(sample: &Sample) -> Value {
    let mut row = sample.row.clone();
    let fresh = json!(Uuid::now_v7());
    if row["root"] == row["id"] && row["root"] != Value::Null {
        row["root"] = fresh.clone();
    }
    match sample.table {
        "organizations" | "org_sync" | "sign_in_failures" | "audit_log" | "agent_presence" | "call_settings" => {}
        "mutation" => row["seq"] = json!(9999),
        table => row[key_column(table)] = fresh,
    }
    row
}

/// What the database says. Everything is rolled back.
async fn observed(db: &mut PgConnection, person: &Person, sample: &Sample, attempt: Try, context: bool) -> bool {
    let (table, role) = (sample.table, person.role.name());
    let row = if attempt == Try::Make { fresh(sample) } else { sample.row.clone() };
    let mut tx = db.begin().await.unwrap();
    let (org, me) = (person.actor.org_id, person.actor.user_id);
    let whose = if context {
        format!("set local app.org_id = '{org}'; set local app.user_id = '{me}'")
    } else {
        "set local app.org_id = ''; set local app.user_id = ''".to_owned()
    };
    sqlx::raw_sql(AssertSqlSafe(format!("set local role {role}; {whose}"))).execute(&mut *tx).await.unwrap();
    let sql = statement(table, attempt, person.role);
    let outcome = sqlx::query(AssertSqlSafe(sql)).bind(&sample.key).bind(row).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    match outcome {
        Ok(done) => done.rows_affected() > 0,
        Err(fault) => {
            let code = fault.as_database_error().and_then(|fault| fault.code().map(|code| code.into_owned()));
            match code.as_deref() {
                Some("42501") => false,
                // Only there already: the policies are asked first.
                Some("23505") => true,
                _ => panic!("{attempt:?} {table} as {role}: {fault}"),
            }
        }
    }
}

impl Trial {
    /// Two organisations with something of everything in them, and one person of each role in the first.
    async fn prepare(firm: &Firm, db: &mut PgConnection) -> Self {
        let foreign_org = Uuid::now_v7();
        firm.found(foreign_org).await;
        let foreigner = firm.hire_at(foreign_org, Role::Admin).await;
        fill(firm, &foreigner, &foreigner, true).await;
        fill_sign_in(db, &foreigner).await;
        fill_calls(db, &foreigner, true).await;
        let manager = firm.hire(Role::Manager).await;
        let colleague = firm.hire(Role::Agent).await;
        fill(firm, &manager, &colleague, true).await;
        fill_sign_in(db, &colleague).await;
        fill_calls(db, &colleague, true).await;
        let mut people = Vec::new();
        for role in DbRole::ALL {
            let hired = match role {
                DbRole::Manager => Role::Manager,
                DbRole::Agent => Role::Agent,
                DbRole::Viewer => Role::Viewer,
                _ => Role::Admin,
            };
            let actor = firm.hire(hired).await;
            fill(firm, &manager, &actor, false).await;
            fill_sign_in(db, &actor).await;
            if role != DbRole::Viewer {
                Device::of(&actor).make_client(firm, "Made by oneself", None).await;
            }
            fill_calls(db, &actor, false).await;
            let samples = samples(db, &actor, &colleague).await;
            people.push(Person { role, actor, samples });
        }
        let members = sqlx::query_scalar("select id from profiles where org_id = $1");
        let members = members.bind(firm.org).fetch_all(db).await.unwrap();
        Self { people, members }
    }

    /// The cases in which database and model differ.
    async fn differences(&self, db: &mut PgConnection, only: Option<(&str, DbRole)>) -> Vec<String> {
        let mut differences = Vec::new();
        for person in &self.people {
            for sample in &person.samples {
                if only.is_some_and(|only| only != (sample.table, person.role)) {
                    continue;
                }
                for attempt in TRIES.into_iter().filter(|attempt| applies(sample.table, *attempt)) {
                    for context in [true, false] {
                        let wanted = expected(person, &self.members, sample, attempt, context);
                        if observed(db, person, sample, attempt, context).await != wanted {
                            let (role, table, relation) = (person.role.name(), sample.table, sample.relation);
                            differences.push(format!("{role} {attempt:?} {table} {relation:?} context {context}"));
                        }
                    }
                }
            }
        }
        differences
    }
}

#[tokio::test]
async fn every_role_may_do_exactly_what_the_model_says() {
    let firm = Firm::open().await;
    let mut db = firm.server.administrator().await;
    let trial = Trial::prepare(&firm, &mut db).await;
    assert_eq!(trial.differences(&mut db, None).await, Vec::<String>::new());
}

#[tokio::test]
async fn no_policy_can_be_missing_without_the_model_noticing() {
    let firm = Firm::open().await;
    let mut db = firm.server.administrator().await;
    let trial = Trial::prepare(&firm, &mut db).await;
    for right in rights() {
        for role in right.roles {
            let mut tx = db.begin().await.unwrap();
            let name = policy_name(right.table, right.verb, *role);
            let drop = format!("drop policy {name} on {}", right.table);
            sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut *tx).await.unwrap();
            let differences = trial.differences(&mut tx, Some((right.table, *role))).await;
            assert!(!differences.is_empty(), "nobody notices that {name} is missing");
            tx.rollback().await.unwrap();
        }
    }
}

#[tokio::test]
async fn policies_and_grants_in_the_catalogue_are_those_of_the_table_and_no_others() {
    let firm = Firm::open().await;
    let mut db = firm.server.administrator().await;
    let wanted: BTreeSet<(String, String)> = rights()
        .flat_map(|right| {
            right.roles.iter().map(move |role| (policy_name(right.table, right.verb, *role), role.name().to_owned()))
        })
        .collect();
    let sql = "select policyname::text, roles::text[] from pg_policies where tablename = any($1)";
    let rows = sqlx::query(sql).bind(tables().collect::<Vec<_>>()).fetch_all(&mut db).await.unwrap();
    let found: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row.get(0), row.get::<Vec<String>, _>(1).join(" "))).collect();
    assert_eq!(found, wanted);
    assert_eq!(rows.len(), rights().map(|right| right.roles.len()).sum::<usize>(), "one policy a line and role");
    for table in tables() {
        for role in DbRole::ALL {
            for verb in Verb::ALL {
                let wanted = rights().any(|r| r.table == table && r.verb == verb && r.roles.contains(&role));
                let check = if verb == Verb::Delete { "has_table_privilege" } else { "has_any_column_privilege" };
                let sql = format!("select {check}('{}', '{table}', '{}')", role.name(), verb.word());
                let found: bool = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut db).await.unwrap();
                assert_eq!(found, wanted, "{} {} {table}", role.name(), verb.word());
            }
        }
    }
}

#[tokio::test]
async fn every_reference_between_records_stays_in_its_organisation() {
    let firm = Firm::open().await;
    let mut db = firm.server.administrator().await;
    let sql = "select conname::text from pg_constraint c
        where contype = 'f' and conrelid = any($1::text[]::regclass[])
        and confrelid not in ('organizations'::regclass, 'sync_client'::regclass, 'server_processes'::regclass)
        and not exists (select from pg_attribute a
            where a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname = 'org_id')";
    let loose: Vec<String> =
        sqlx::query_scalar(sql).bind(tables().collect::<Vec<_>>()).fetch_all(&mut db).await.unwrap();
    assert_eq!(loose, Vec::<String>::new());
}
