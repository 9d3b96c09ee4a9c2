//! Calls, the customers in the portal, and how agents are shown: who may do what to those. Calls are written by the
//! server alone; people see theirs.

use super::Rows::{MadeByMe, Mine, Myself, Organisation, Reach, TakesPart, TakesPartOrAsked, Whatever};
use super::Verb::{Delete, Insert, Select, Update};
use super::records::FIXED;
use super::{AGENT, DbRole, LEADS, OVERSEER, PEOPLE, READS_ALL, Right, SIGN_IN, SYSTEM, right};

const ADMIN: &[DbRole] = &[DbRole::Admin];
const CUSTOMER: &[DbRole] = &[DbRole::Customer];
const CALLERS: &[DbRole] = &[DbRole::Admin, DbRole::Manager, DbRole::Agent];

/// The tables.
pub(super) const TABLES: &[&str] = &[
    "portal_customers",
    "portal_invites",
    "portal_sessions",
    "calls",
    "call_participants",
    "call_invites",
    "call_legs",
    "call_events",
    "call_commands",
    "call_rooms",
    "media_server_events",
    "agent_presence",
    "reachable_devices",
    "server_processes",
    "video_sessions",
    "call_settings",
    "ring_groups",
];

/// What each of the two in a call sees of it. Whoever is asked in sees the call itself.
const OF_A_CALL: &[&str] =
    &["calls", "call_participants", "call_invites", "call_legs", "call_events", "video_sessions"];
/// What the server keeps of calls and changes as they go on. What happened in them it never changes.
const KEPT_BY_THE_SERVER: &[&str] = &[
    "calls",
    "call_participants",
    "call_invites",
    "call_legs",
    "call_commands",
    "call_rooms",
    "agent_presence",
    "reachable_devices",
    "video_sessions",
];
/// What is told of an invitation; its code is not.
const OF_AN_INVITE: &[&str] = &["id", "org_id", "customer_id", "created_by", "created_at", "expires_at", "used_at"];

const RIGHTS: &[Right] = &[
    right("portal_customers", Select, READS_ALL, Organisation),
    right("portal_customers", Select, AGENT, Reach),
    right("portal_customers", Select, CUSTOMER, Myself),
    right("portal_customers", Select, OVERSEER, Whatever),
    right("portal_customers", Insert, LEADS, Organisation),
    right("portal_customers", Insert, AGENT, Reach),
    right("portal_customers", Update, LEADS, Organisation).but(FIXED),
    right("portal_invites", Select, CALLERS, MadeByMe).only(OF_AN_INVITE),
    right("portal_invites", Insert, CALLERS, MadeByMe),
    right("portal_invites", Select, SIGN_IN, Whatever),
    right("portal_invites", Update, SIGN_IN, Whatever).only(&["used_at"]),
    right("portal_invites", Delete, SIGN_IN, Whatever),
    right("portal_sessions", Select, SIGN_IN, Whatever),
    right("portal_sessions", Insert, SIGN_IN, Whatever),
    right("portal_sessions", Delete, SIGN_IN, Whatever),
    right("call_events", Select, SYSTEM, Organisation),
    right("call_events", Insert, SYSTEM, Organisation),
    // The clock and the media server's words come before it is known for which organisation.
    right("call_rooms", Select, SIGN_IN, Whatever),
    right("call_rooms", Delete, SIGN_IN, Whatever),
    right("call_commands", Delete, SYSTEM, Organisation),
    right("media_server_events", Select, SIGN_IN, Whatever),
    right("media_server_events", Insert, SIGN_IN, Whatever),
    right("media_server_events", Delete, SIGN_IN, Whatever),
    right("agent_presence", Select, PEOPLE, Organisation),
    right("agent_presence", Select, OVERSEER, Whatever),
    right("agent_presence", Insert, CALLERS, Mine),
    right("agent_presence", Update, CALLERS, Mine).but(&["org_id", "profile_id"]),
    right("reachable_devices", Delete, SYSTEM, Organisation),
    right("call_settings", Select, PEOPLE, Organisation),
    right("call_settings", Select, SYSTEM, Organisation),
    right("call_settings", Select, OVERSEER, Whatever),
    right("call_settings", Insert, ADMIN, Organisation),
    right("call_settings", Update, ADMIN, Organisation).but(&["org_id"]),
    right("ring_groups", Select, PEOPLE, Organisation),
    right("ring_groups", Select, SYSTEM, Organisation),
    right("ring_groups", Select, OVERSEER, Whatever),
    right("ring_groups", Insert, ADMIN, Organisation),
    right("ring_groups", Delete, ADMIN, Organisation),
    // A process serves every organisation. Its row says nothing of any.
    right("server_processes", Select, SYSTEM, Whatever),
    right("server_processes", Insert, SYSTEM, Whatever),
    right("server_processes", Select, SIGN_IN, Whatever),
    right("server_processes", Insert, SIGN_IN, Whatever),
    right("server_processes", Update, SIGN_IN, Whatever),
    right("server_processes", Delete, SIGN_IN, Whatever),
];

/// The rights.
pub(super) fn rights() -> impl Iterator<Item = Right> {
    let seen = OF_A_CALL.iter().flat_map(|table| {
        let own = if *table == "calls" { TakesPartOrAsked } else { TakesPart };
        [
            right(table, Select, LEADS, Organisation),
            right(table, Select, AGENT, own),
            right(table, Select, CUSTOMER, own),
            right(table, Select, OVERSEER, Whatever),
        ]
    });
    let kept = KEPT_BY_THE_SERVER.iter().flat_map(|table| {
        [
            right(table, Select, SYSTEM, Organisation),
            right(table, Insert, SYSTEM, Organisation),
            right(table, Update, SYSTEM, Organisation),
        ]
    });
    RIGHTS.iter().copied().chain(seen).chain(kept)
}
