//! Rows of every table, and how each stands to each person.

use super::{Relation, Sample, key_column};
use crate::firm::{Device, Firm, set};
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::{Op, Outcome};
use leadline_server::records::{NewRecord, Writing};
use leadline_server::rights::tables;
use leadline_server::{Access, Actor, Scope};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor};
use uuid::Uuid;

/// A time that no housekeeping comes to while a test runs, however slow the machine.
const LATER: i64 = 9_000_000_000_000;

/// Something of everything that `owner` owns, made by `lead`; with `shared`, also in the pool and for everybody.
pub async fn fill(firm: &Firm, lead: &Actor, owner: &Actor, shared: bool) {
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
            (Entity::Client, on, set("lifecycle_stage", "lead", "mql")),
        ] {
            assert_eq!(device.edit(firm, entity, id, op).await, Outcome::Applied, "{entity:?}");
        }
    }
    let mut own = Device::of(owner);
    let values = vec![("name".to_owned(), "Mine".into()), ("definition".to_owned(), "{}".into())];
    assert_eq!(own.edit(firm, Entity::SavedView, Uuid::now_v7(), Op::Create { values }).await, Outcome::Applied);
    tell_of_a_missed_call(firm, owner).await;
}

async fn tell_of_a_missed_call(firm: &Firm, person: &Actor) {
    let scope = Scope::System { org_id: person.org_id };
    let mut tx = firm.server.app().database.begin(scope, Access::Write).await.unwrap();
    let mut writing = Writing::new(person.org_id, person.user_id, 0);
    let values = vec!["missed_call".into(), "Mali".into(), Value::Null, Uuid::now_v7().into(), Value::Null];
    let told = NewRecord { id: Uuid::now_v7(), by: person.user_id, at: 0, values };
    writing.insert(&mut tx, Entity::Notification, vec![told]).await.unwrap();
    writing.finish(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// An account with everything that is noted about one, made by its own person. Each is an invited agent, so that making
/// a copy is what a manager may.
pub async fn fill_sign_in(db: &mut PgConnection, actor: &Actor) {
    let (id, org, other) = (actor.user_id, actor.org_id, Uuid::now_v7());
    let session = "device_id, device_name, platform, app_version, refresh_key, created_at, last_seen_at";
    let statements = format!(
        "insert into users (id, org_id, email, name, role, status, created_at)
            values ('{id}', '{org}', '{id}@harbourside.example', 'Somchai', 'agent', 'invited', 0);
         insert into sessions (id, org_id, user_id, {session})
            values ('{other}', '{org}', '{id}', '{other}', 'laptop', 'linux', '0.1.0', '', 0, 0);
         insert into invites (id, org_id, user_id, token_hash, created_by, created_at, expires_at)
            values ('{other}', '{org}', '{id}', sha256('{id}'), '{id}', 0, 0);
         insert into audit_log (org_id, actor_id, action, at) values ('{org}', '{id}', 'tried', 0);
         insert into idempotency_keys (org_id, user_id, key, route, body_hash, created_at)
            values ('{org}', '{id}', '{id}', '/', '', {LATER});
         insert into sign_in_failures (email_hash, failures, last_at) values (sha256('{id}'), 1, {LATER})"
    );
    db.execute(AssertSqlSafe(statements)).await.unwrap();
}

/// A call that `actor` makes, with all that is kept of it, and a portal customer of theirs under their own id, so that
/// what a customer sees of themselves can be tried; with `shared`, also a customer of a client nobody owns.
pub async fn fill_calls(db: &mut PgConnection, actor: &Actor, shared: bool) {
    let (id, org, other) = (actor.user_id, actor.org_id, Uuid::now_v7());
    let pool = scope::pool(org);
    let customers = if shared { vec![(id, id), (other, pool)] } else { vec![(id, id)] };
    let mut statements = String::new();
    for (customer, of) in customers {
        statements.push_str(&format!(
            "insert into portal_customers (org_id, id, client_id, scope, name, created_at, created_by, updated_by)
                select org_id, '{customer}', id, scope, 'Mali', 0, '{id}', '{id}' from clients
                where org_id = '{org}' and scope = '{of}' limit 1;"
        ));
    }
    statements.push_str(&format!(
        "insert into portal_invites (id, org_id, customer_id, token_hash, created_by, created_at, expires_at)
            values ('{other}', '{org}', '{id}', sha256('{id}'), '{id}', 0, {LATER});
         insert into portal_sessions (id, org_id, customer_id, token_hash, created_at, expires_at)
            values ('{other}', '{org}', '{id}', sha256('{id}'), 0, {LATER});
         insert into calls (org_id, id, room_name, media, caller_type, caller_id, callee_type, callee_id, state,
                started_at, ring_until, ended_at, end_reason, updated_by)
            values ('{org}', '{id}', '{id}', 'audio', 'CRM_USER', '{id}', 'CRM_USER', '{other}', 'ended', 0, 0, 0,
                'missed', '{id}');
         insert into call_participants (org_id, call_id, side, party_type, party_id, name, caller_id, callee_id, live,
                updated_by)
            values ('{org}', '{id}', 'caller', 'CRM_USER', '{id}', 'x', '{id}', '{other}', false, '{id}');
         insert into call_invites (org_id, id, call_id, nth, purpose, by_leg, party_type, party_id, asked_at, ring_until,
                caller_id, callee_id, updated_by)
            values ('{org}', '{id}', '{id}', 0, 'join', '{id}', 'CRM_USER', '{other}', 0, 0, '{id}', '{other}', '{id}');
         insert into call_legs (org_id, id, call_id, side, device_id, party_id, caller_id, callee_id, state, updated_by)
            values ('{org}', '{id}', '{id}', 'caller', '{id}', '{id}', '{id}', '{other}', 'left', '{id}');
         insert into call_events (org_id, call_id, seq, kind, at, caller_id, callee_id, updated_by)
            values ('{org}', '{id}', 0, 'started', 0, '{id}', '{other}', '{id}');
         insert into call_commands (org_id, call_id, id, at, updated_by) values ('{org}', '{id}', '{id}', 0, '{id}');
         insert into call_rooms (room_name, org_id, call_id, over) values ('{id}', '{org}', '{id}', false);
         insert into media_server_events (id, at) values ('{id}', {LATER});
         insert into agent_presence (org_id, profile_id, presence, updated_by) values ('{org}', '{id}', 'busy', '{id}');
         insert into video_sessions (org_id, id, client_id, caller_id, callee_type, callee_id, scheduled_at, updated_by)
            select '{org}', '{id}', id, '{id}', 'CRM_USER', '{other}', 0, '{id}' from clients
            where org_id = '{org}' limit 1;
         insert into call_settings (org_id, ring_seconds, outcomes, updated_by)
            values ('{org}', 45, '{{won}}', '{id}') on conflict do nothing;
         insert into ring_groups (org_id, id, position, name, members, updated_by)
            values ('{org}', '{org}', 0, 'Sales', array['{id}'::uuid], '{id}') on conflict do nothing;
         insert into server_processes (id, lease_until) values ('{id}', {LATER});
         insert into reachable_devices (org_id, id, party_id, device_id, process_id, updated_by)
            values ('{org}', '{id}', '{id}', '{id}', '{id}', '{id}')"
    ));
    db.execute(AssertSqlSafe(statements)).await.unwrap();
}

/// One row of each table for each relation there is to the person.
pub async fn samples(db: &mut PgConnection, me: &Actor, colleague: &Actor) -> Vec<Sample> {
    let mut samples = Vec::new();
    for table in tables() {
        for (relation, condition) in relations(table, me, colleague) {
            let key = key_column(table);
            let sql = format!("select t.{key}::text, to_jsonb(t) from {table} t where {condition} limit 1");
            let found = sqlx::query_as(AssertSqlSafe(sql)).fetch_optional(&mut *db).await.unwrap();
            if relation == Relation::Made && found.is_none() {
                continue; // A viewer makes none.
            }
            let (key, row) = found.unwrap_or_else(|| panic!("no row of {table} where {condition}"));
            samples.push(Sample { table, relation, key, row });
        }
    }
    samples
}

/// How rows of a table can stand to a person, each with a condition for one.
fn relations(table: &str, me: &Actor, colleague: &Actor) -> Vec<(Relation, String)> {
    let (org, mine, theirs) = (me.org_id, me.user_id, colleague.user_id);
    let by = |column: &str| {
        vec![(Relation::Own, format!("{column} = '{mine}'")), (Relation::Colleagues, format!("{column} = '{theirs}'"))]
    };
    let organisation = if table == "organizations" { "id" } else { "org_id" };
    let mut relations = match table {
        "sign_in_failures" | "media_server_events" | "server_processes" => {
            return vec![(Relation::Foreign, "true".to_owned())];
        }
        "organizations" | "org_sync" | "call_settings" | "ring_groups" => {
            vec![(Relation::Own, format!("{organisation} = '{org}'"))]
        }
        "users" | "profiles" => by("id"),
        "sessions" | "idempotency_keys" => by("user_id"),
        "invites" | "portal_invites" => by("created_by"),
        "portal_sessions" => by("customer_id"),
        "portal_customers" => {
            let mut relations = by("id");
            relations.push((Relation::Pool, format!("scope = '{}'", scope::pool(org))));
            relations
        }
        "calls" | "call_participants" | "call_invites" | "call_legs" | "call_events" | "video_sessions" => {
            by("caller_id")
        }
        "call_commands" => by("updated_by"),
        "call_rooms" => by("call_id"),
        "agent_presence" => by("profile_id"),
        "reachable_devices" => by("party_id"),
        "audit_log" => by("actor_id"),
        "sync_client" | "mutation" => by("profile_id"),
        "tags" => vec![(Relation::Colleagues, format!("org_id = '{org}'"))],
        "saved_views" | "notifications" => vec![
            (Relation::Own, format!("scope = '{}'", scope::private(mine))),
            (Relation::Colleagues, format!("scope = '{}'", scope::private(theirs))),
        ],
        _ => {
            let mut relations = by("scope");
            relations.push((Relation::Pool, format!("scope = '{}'", scope::pool(org))));
            if table == "clients" {
                relations[0].1.push_str(&format!(" and created_by <> '{mine}'"));
                relations.push((Relation::Made, format!("scope = '{mine}' and created_by = '{mine}'")));
            }
            if ["sync_log", "sync_scope"].contains(&table) {
                relations.push((Relation::Own, format!("scope = '{}'", scope::private(mine))));
                relations.push((Relation::Colleagues, format!("scope = '{}'", scope::private(theirs))));
                relations.push((Relation::Pool, format!("scope = '{org}'")));
            }
            relations
        }
    };
    relations.push((Relation::Foreign, format!("{organisation} <> '{org}'")));
    relations
}
