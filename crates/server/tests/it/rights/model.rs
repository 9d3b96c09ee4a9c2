//! What each role may do to each row: `domain::role::may` and `domain::scope::granted` for records, a list for the tables
//! of signing in.

use super::{Person, Relation, Sample, Try, entity, id_in};
use leadline_domain::role::{SinceMade, may, may_take_back};
use leadline_domain::{Action, Entity, Role, scope};
use leadline_server::rights::DbRole;
use uuid::Uuid;

/// What the model says.
pub fn expected(person: &Person, members: &[Uuid], sample: &Sample, attempt: Try, context: bool) -> bool {
    match person.role {
        DbRole::Backup => return attempt == Try::Read,
        DbRole::SignIn => return may_sign_in(sample.table, attempt),
        DbRole::Overseer => return may_oversee(sample.table, attempt),
        // Processes serve every organisation.
        DbRole::System if sample.table == "server_processes" => return matches!(attempt, Try::Read | Try::Make),
        _ if !context || sample.relation == Relation::Foreign => return false,
        _ => {}
    }
    if of_calls(sample.table) {
        return expected_of_calls(person.role, sample, attempt);
    }
    if of_signing_in(sample.table) {
        return expected_of_signing_in(person.role, sample, attempt);
    }
    let role = match person.role {
        DbRole::Admin => Role::Admin,
        DbRole::Manager => Role::Manager,
        DbRole::Agent => Role::Agent,
        DbRole::Viewer => Role::Viewer,
        DbRole::Customer => return false,
        _ => return attempt != Try::Remove || ["sync_log", "mutation"].contains(&sample.table),
    };
    let sees = |scope: Uuid| scope::granted(person.actor.org_id, person.actor.user_id, role, members).contains(&scope);
    let own = sample.relation != Relation::Colleagues;
    match (attempt, entity(sample.table), sample.table) {
        (Try::Read, Some(_), _) | (Try::Read, _, "sync_log") => sees(id_in(&sample.row, "scope")),
        // How much is new in a scope is no secret among those who see the whole organisation.
        (Try::Read, _, "sync_scope") => role != Role::Agent || sees(id_in(&sample.row, "scope")),
        (Try::Read, _, "sync_client") => sample.relation == Relation::Own,
        (Try::Remove, ..) | (_, None, _) => false,
        (Try::Make, Some(entity), _) => may(role, Action::Create, entity, own),
        (Try::Change, Some(entity), _) => may(role, Action::Update, entity, own),
        (Try::Assign, Some(entity), _) => may(role, Action::Assign, entity, own),
        (Try::PutAway, Some(Entity::Client), _) if sample.relation == Relation::Made => {
            may_take_back(role, SinceMade { by_me: true, others_did: false, age: 1 })
        }
        (Try::PutAway, Some(entity), _) => may(role, Action::Delete, entity, own),
    }
}

fn of_signing_in(table: &str) -> bool {
    entity(table).is_none() && !table.starts_with("sync_") && table != "mutation"
}

fn of_calls(table: &str) -> bool {
    table.starts_with("call")
        || table.starts_with("portal_")
        || ["agent_presence", "reachable_devices", "ring_groups", "server_processes", "video_sessions"].contains(&table)
}

/// Within one's own organisation.
fn expected_of_calls(role: DbRole, sample: &Sample, attempt: Try) -> bool {
    let own = sample.relation == Relation::Own;
    let leads = matches!(role, DbRole::Admin | DbRole::Manager);
    let calls = leads || role == DbRole::Agent;
    match (sample.table, attempt) {
        ("reachable_devices", _) => role == DbRole::System,
        ("call_events", Try::Make) => role == DbRole::System,
        ("call_commands", Try::Remove) => role == DbRole::System,
        ("call_commands" | "call_rooms", Try::Read | Try::Make | Try::Change) => role == DbRole::System,
        ("calls" | "call_participants" | "call_invites" | "call_legs" | "video_sessions", Try::Make | Try::Change) => {
            role == DbRole::System
        }
        (
            "calls" | "call_participants" | "call_invites" | "call_legs" | "call_events" | "video_sessions",
            Try::Read,
        ) => role == DbRole::System || leads || (own && role != DbRole::Viewer),
        ("call_settings" | "ring_groups", Try::Read) => role != DbRole::Customer,
        ("ring_groups", Try::Make | Try::Remove) => role == DbRole::Admin,
        ("call_settings", Try::Make | Try::Change) => role == DbRole::Admin,
        ("agent_presence", Try::Read) => role != DbRole::Customer,
        ("agent_presence", Try::Make | Try::Change) => role == DbRole::System || (own && calls),
        ("portal_customers", Try::Read) => match role {
            DbRole::Customer => own,
            DbRole::Agent => own || sample.relation == Relation::Pool,
            role => role != DbRole::System,
        },
        ("portal_customers", Try::Make) => leads || (role == DbRole::Agent && sample.relation != Relation::Colleagues),
        ("portal_customers", Try::Change) => leads,
        ("portal_invites", Try::Read | Try::Make) => own && calls,
        _ => false,
    }
}

/// Before it is known who somebody is: accounts and sessions of every organisation, and nothing of their work.
fn may_sign_in(table: &str, attempt: Try) -> bool {
    match table {
        "organizations" => attempt == Try::Read,
        "users" | "invites" => matches!(attempt, Try::Read | Try::Change),
        "sessions" => matches!(attempt, Try::Read | Try::Change | Try::Make),
        "audit_log" => attempt == Try::Make,
        "idempotency_keys" => matches!(attempt, Try::Read | Try::Remove),
        "sign_in_failures" | "server_processes" => true,
        "portal_invites" => attempt != Try::Make,
        "portal_sessions" | "media_server_events" => attempt != Try::Change,
        "call_rooms" => matches!(attempt, Try::Read | Try::Remove),
        _ => false,
    }
}

/// A platform admin reads everything but secrets, and leaves a line each time.
fn may_oversee(table: &str, attempt: Try) -> bool {
    match table {
        "sessions" | "invites" | "idempotency_keys" | "sign_in_failures" => false,
        "portal_invites" | "portal_sessions" | "media_server_events" => false,
        "call_commands" | "call_rooms" | "reachable_devices" | "server_processes" => false,
        "audit_log" => matches!(attempt, Try::Read | Try::Make),
        _ => attempt == Try::Read,
    }
}

/// Within one's own organisation.
fn expected_of_signing_in(role: DbRole, sample: &Sample, attempt: Try) -> bool {
    let own = sample.relation == Relation::Own;
    let leads = matches!(role, DbRole::Admin | DbRole::Manager);
    if role == DbRole::Customer {
        return false;
    }
    if role == DbRole::System {
        return match sample.table {
            "organizations" | "org_sync" | "users" => attempt != Try::Remove,
            "audit_log" => matches!(attempt, Try::Read | Try::Make),
            _ => false,
        };
    }
    match (sample.table, attempt) {
        ("organizations" | "org_sync" | "users", Try::Read) => true,
        ("organizations" | "users", Try::Change) => role == DbRole::Admin,
        // The sample is an invited agent.
        ("users", Try::Make) => leads,
        ("sessions", Try::Read | Try::Change) => own || role == DbRole::Admin,
        ("invites", Try::Read | Try::Change) => leads,
        ("invites", Try::Make) => leads && own,
        ("audit_log", Try::Read) => role == DbRole::Admin,
        ("audit_log", Try::Make) => own,
        ("idempotency_keys", Try::Read | Try::Change | Try::Make) => own,
        _ => false,
    }
}
