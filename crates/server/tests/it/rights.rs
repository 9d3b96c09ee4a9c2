//! Every table, verb and role against the model: who may do what is `domain::role::may`, what one sees is
//! `domain::scope::granted`, and the database must say the same, row by row.

use crate::firm::{Device, Firm};
use leadline_domain::role::may;
use leadline_domain::{Action, Entity, Role, scope};
use leadline_protocol::sync::{Op, Outcome};
use leadline_server::Actor;
use leadline_server::rights::{DbRole, TABLES, Verb, policy_name, rights};
use serde_json::{Value, json};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Row};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How a row stands to the person who tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    Own,
    Pool,
    Colleagues,
    Foreign,
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Try {
    Read,
    Make,
    Change,
    Assign,
    PutAway,
    Remove,
}

const TRIES: [Try; 6] = [Try::Read, Try::Make, Try::Change, Try::Assign, Try::PutAway, Try::Remove];

/// A row that is there, and how it stands to each person.
struct Sample {
    table: &'static str,
    relation: Relation,
    row: Value,
}

/// Somebody who tries, or the server itself.
struct Person {
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

fn id_column(table: &str) -> &'static str {
    match table {
        "sync_scope" => "scope",
        "sync_client" => "client_id",
        _ => "id",
    }
}

/// What the model says.
fn expected(person: &Person, members: &[Uuid], sample: &Sample, attempt: Try) -> bool {
    let synced = entity(sample.table);
    let role = match person.role {
        DbRole::Overseer => return attempt == Try::Read,
        _ if sample.relation == Relation::Foreign => return false,
        DbRole::System => {
            return attempt != Try::Remove || ["sync_log", "mutation"].contains(&sample.table);
        }
        DbRole::Admin => Role::Admin,
        DbRole::Manager => Role::Manager,
        DbRole::Agent => Role::Agent,
        DbRole::Viewer => Role::Viewer,
    };
    let sees = |scope: Uuid| scope::granted(person.actor.org_id, person.actor.user_id, role, members).contains(&scope);
    let own = matches!(sample.relation, Relation::Own | Relation::Pool);
    match (attempt, synced, sample.table) {
        (Try::Read, Some(_), _) | (Try::Read, _, "sync_log") => sees(id_in(&sample.row, "scope")),
        // How much is new in a scope is no secret among those who see the whole organisation.
        (Try::Read, _, "sync_scope") => role != Role::Agent || sees(id_in(&sample.row, "scope")),
        (Try::Read, _, "sync_client") => sample.relation == Relation::Own,
        (Try::Remove, ..) => false,
        (_, None, _) => false,
        (Try::Make, Some(entity), _) => may(role, Action::Create, entity, own),
        (Try::Change, Some(entity), _) => may(role, Action::Update, entity, own),
        (Try::Assign, Some(entity), _) => may(role, Action::Assign, entity, own),
        (Try::PutAway, Some(entity), _) => may(role, Action::Delete, entity, own),
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

/// What the database says. Everything is rolled back.
async fn observed(db: &mut PgConnection, person: &Person, sample: &Sample, attempt: Try, context: bool) -> bool {
    let table = sample.table;
    let key = id_column(table);
    let id = id_in(&sample.row, key);
    let mut row = sample.row.clone();
    let sql = match attempt {
        Try::Read => format!("select 1 from {table} where {key} = $1 and $2::jsonb is not null"),
        Try::Make => {
            let fresh = json!(Uuid::now_v7());
            if row["root"] == row["id"] && row["root"] != Value::Null {
                row["root"] = fresh.clone();
            }
            row[key] = fresh;
            if table == "mutation" {
                row["seq"] = json!(9999);
            }
            format!(
                "insert into {table} select * from jsonb_populate_record(null::{table}, $2) where $1::uuid is not null"
            )
        }
        Try::Change | Try::Assign | Try::PutAway => {
            let column = match (attempt, table) {
                (Try::Assign, _) => "owner_id",
                (Try::PutAway, _) => "deleted_at",
                (_, "sync_log") => "op",
                (_, "sync_scope") => "head",
                (_, "sync_client") => "seen_at",
                (_, "mutation") => "at",
                _ => "updated_by",
            };
            format!("update {table} set {column} = {column} where {key} = $1 and $2::jsonb is not null")
        }
        Try::Remove => format!("delete from {table} where {key} = $1 and $2::jsonb is not null"),
    };
    let mut tx = db.begin().await.unwrap();
    let actor = &person.actor;
    let enter = if context {
        format!("select app.enter('{}', '{}', null, null)", actor.org_id, actor.user_id)
    } else {
        "select app.enter(null, null, null, null)".to_owned()
    };
    let role = person.role.name();
    sqlx::raw_sql(AssertSqlSafe(format!("set local role {role}; {enter}"))).execute(&mut *tx).await.unwrap();
    let outcome = sqlx::query(AssertSqlSafe(sql)).bind(id).bind(row).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    match outcome {
        Ok(done) => done.rows_affected() > 0,
        Err(fault) => {
            let code = fault.as_database_error().and_then(|fault| fault.code().map(|code| code.into_owned()));
            assert_eq!(code.as_deref(), Some("42501"), "{attempt:?} {table} as {role}: {fault}");
            false
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
        let manager = firm.hire(Role::Manager).await;
        let colleague = firm.hire(Role::Agent).await;
        fill(firm, &manager, &colleague, true).await;
        let mut people = Vec::new();
        for (role, hired) in [
            (DbRole::Admin, Role::Admin),
            (DbRole::Manager, Role::Manager),
            (DbRole::Agent, Role::Agent),
            (DbRole::Viewer, Role::Viewer),
            (DbRole::System, Role::Admin),
            (DbRole::Overseer, Role::Admin),
        ] {
            let actor = firm.hire(hired).await;
            fill(firm, &manager, &actor, false).await;
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
                        let wanted = if context || person.role == DbRole::Overseer {
                            expected(person, &self.members, sample, attempt)
                        } else {
                            false
                        };
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

/// Something of everything that `owner` owns, made by `lead`; with `shared`, also in the pool and for everybody.
async fn fill(firm: &Firm, lead: &Actor, owner: &Actor, shared: bool) {
    let mut device = Device::of(lead);
    let tag = Uuid::now_v7();
    let values = vec![("name".to_owned(), "VIP".into()), ("colour".to_owned(), "sky".into())];
    assert_eq!(device.edit(firm, Entity::Tag, tag, Op::Create { values }).await, Outcome::Applied);
    let owners = if shared { vec![Some(owner.user_id), None] } else { vec![Some(owner.user_id)] };
    for whose in owners {
        let on = device.make_client(firm, "A client", Some(whose)).await;
        let under = |more: &[(&str, leadline_domain::Value)]| {
            let mut values = vec![("client_id".to_owned(), on.into())];
            values.extend(more.iter().map(|(field, value)| ((*field).to_owned(), value.clone())));
            Op::Create { values }
        };
        let assignee = ("assignee_id", owner.user_id.into());
        let activity = [("kind", "call".into()), ("subject", "Ring".into()), ("status", "open".into()), assignee];
        for (entity, id, op) in [
            (Entity::Contact, Uuid::now_v7(), under(&[("name", "Mali".into())])),
            (Entity::Activity, Uuid::now_v7(), under(&activity)),
            (Entity::Note, Uuid::now_v7(), under(&[("body", "x".into())])),
            (Entity::Tagging, scope::tagging_id(on, tag), under(&[("tag_id", tag.into())])),
            (Entity::Client, on, crate::firm::set("lifecycle_stage", "lead", "mql")),
        ] {
            assert_eq!(device.edit(firm, entity, id, op).await, Outcome::Applied, "{entity:?}");
        }
    }
    let mut own = Device::of(owner);
    let values = vec![("name".to_owned(), "Mine".into()), ("definition".to_owned(), "{}".into())];
    assert_eq!(own.edit(firm, Entity::SavedView, Uuid::now_v7(), Op::Create { values }).await, Outcome::Applied);
}

/// One row of each table for each relation there is to the person.
async fn samples(db: &mut PgConnection, me: &Actor, colleague: &Actor) -> Vec<Sample> {
    let mut samples = Vec::new();
    let (mine, theirs) = (me.user_id, colleague.user_id);
    for table in TABLES {
        let rows = format!("select to_jsonb(t) from {table} t where ");
        let relations: &[(Relation, String)] = &match *table {
            "sync_client" | "mutation" => vec![
                (Relation::Own, format!("profile_id = '{mine}'")),
                (Relation::Colleagues, format!("profile_id = '{theirs}'")),
            ],
            "tags" => vec![(Relation::Colleagues, format!("org_id = '{}'", me.org_id))],
            "profiles" => {
                vec![(Relation::Own, format!("id = '{mine}'")), (Relation::Colleagues, format!("id = '{theirs}'"))]
            }
            "saved_views" => vec![
                (Relation::Own, format!("scope = '{}'", scope::private(mine))),
                (Relation::Colleagues, format!("scope = '{}'", scope::private(theirs))),
            ],
            table => {
                let mut relations = vec![
                    (Relation::Own, format!("scope = '{mine}'")),
                    (Relation::Pool, format!("scope = '{}'", scope::pool(me.org_id))),
                    (Relation::Colleagues, format!("scope = '{theirs}'")),
                ];
                if ["sync_log", "sync_scope"].contains(&table) {
                    relations.push((Relation::Own, format!("scope = '{}'", scope::private(mine))));
                    relations.push((Relation::Colleagues, format!("scope = '{}'", scope::private(theirs))));
                    relations.push((Relation::Pool, format!("scope = '{}'", me.org_id)));
                }
                relations
            }
        };
        let foreign = (Relation::Foreign, format!("org_id <> '{}'", me.org_id));
        for (relation, condition) in relations.iter().chain([&foreign]) {
            let sql = format!("{rows}{condition} limit 1");
            let row = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_optional(&mut *db).await.unwrap();
            let row = row.unwrap_or_else(|| panic!("no row of {table} where {condition}"));
            samples.push(Sample { table, relation: *relation, row });
        }
    }
    samples
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
    let rows = sqlx::query(sql).bind(TABLES).fetch_all(&mut db).await.unwrap();
    let found: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row.get(0), row.get::<Vec<String>, _>(1).join(" "))).collect();
    assert_eq!(found, wanted);
    assert_eq!(rows.len(), rights().map(|right| right.roles.len()).sum::<usize>(), "one policy a line and role");
    for table in TABLES {
        for role in DbRole::ALL {
            for verb in Verb::ALL {
                let wanted = rights().any(|r| r.table == *table && r.verb == verb && r.roles.contains(&role));
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
        and confrelid not in ('organizations'::regclass, 'sync_client'::regclass)
        and not exists (select from pg_attribute a
            where a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname = 'org_id')";
    let loose: Vec<String> = sqlx::query_scalar(sql).bind(TABLES).fetch_all(&mut db).await.unwrap();
    assert_eq!(loose, Vec::<String>::new());
}
