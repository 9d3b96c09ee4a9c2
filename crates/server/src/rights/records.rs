//! The records and their sync: who may do what to them.

use super::Rows::{LogOfAll, LogOfReach, Mine, Organisation, Private, Reach, Whatever};
use super::Verb::{Delete, Insert, Select, Update};
use super::{AGENT, DbRole, LEADS, OVERSEER, PEOPLE, READS_ALL, Right, SYSTEM, right};

/// What nobody changes after a record was made.
pub(super) const FIXED: &[&str] = &["org_id", "id", "created_at", "created_by"];
/// What an agent does not change of a client: whose it is. Whether it is there a trigger lets only its maker decide,
/// because a policy sees a row before or after a change and that rule needs both.
const NOT_AN_AGENTS: &[&str] = &["org_id", "id", "root", "scope", "owner_id", "created_at", "created_by"];

/// The tables.
pub(super) const TABLES: &[&str] = &[
    "profiles",
    "tags",
    "clients",
    "contacts",
    "activities",
    "notes",
    "taggings",
    "client_lifecycle_history",
    "saved_views",
    "notifications",
    "sync_log",
    "sync_scope",
    "sync_client",
    "mutation",
];

/// What hangs on clients and is written by people.
const BELOW_CLIENTS: &[&str] = &["contacts", "activities", "notes", "taggings"];

/// What nobody changes of what they were told; whether they have seen it is theirs to say.
const TOLD: &[&str] = &[
    "org_id",
    "id",
    "root",
    "scope",
    "created_at",
    "created_by",
    "deleted_at",
    "kind",
    "title",
    "about_id",
    "call_id",
];
const WRITERS: &[DbRole] = &[DbRole::Admin, DbRole::Manager, DbRole::Agent];

const RIGHTS: &[Right] = &[
    right("profiles", Select, PEOPLE, Organisation),
    right("tags", Select, PEOPLE, Organisation),
    right("tags", Insert, WRITERS, Organisation),
    right("tags", Update, LEADS, Organisation).but(FIXED),
    right("clients", Select, READS_ALL, Organisation),
    right("clients", Select, AGENT, Reach),
    right("clients", Insert, LEADS, Organisation),
    right("clients", Insert, AGENT, Reach),
    right("clients", Update, LEADS, Organisation).but(FIXED),
    right("clients", Update, AGENT, Reach).but(NOT_AN_AGENTS),
    right("client_lifecycle_history", Select, READS_ALL, Organisation),
    right("client_lifecycle_history", Select, AGENT, Reach),
    right("saved_views", Select, PEOPLE, Private),
    right("saved_views", Insert, PEOPLE, Private),
    right("saved_views", Update, PEOPLE, Private).but(FIXED),
    right("notifications", Select, PEOPLE, Private),
    right("notifications", Update, WRITERS, Private).but(TOLD),
    right("sync_log", Select, READS_ALL, LogOfAll),
    right("sync_log", Select, AGENT, LogOfReach),
    right("sync_log", Delete, SYSTEM, Organisation),
    right("sync_scope", Select, READS_ALL, Organisation),
    right("sync_scope", Select, AGENT, LogOfReach),
    right("sync_client", Select, PEOPLE, Mine),
    right("mutation", Delete, SYSTEM, Organisation),
];

/// The rights, with those that the server itself and the platform's admins have on each table.
pub(super) fn rights() -> impl Iterator<Item = Right> {
    let below = BELOW_CLIENTS.iter().flat_map(|table| {
        [
            right(table, Select, READS_ALL, Organisation),
            right(table, Select, AGENT, Reach),
            right(table, Insert, LEADS, Organisation),
            right(table, Insert, AGENT, Reach),
            right(table, Update, LEADS, Organisation).but(FIXED),
            right(table, Update, AGENT, Reach).but(FIXED),
        ]
    });
    let everywhere = TABLES.iter().flat_map(|table| {
        [
            right(table, Select, SYSTEM, Organisation),
            right(table, Insert, SYSTEM, Organisation),
            right(table, Update, SYSTEM, Organisation),
            right(table, Select, OVERSEER, Whatever),
        ]
    });
    RIGHTS.iter().copied().chain(below).chain(everywhere)
}
