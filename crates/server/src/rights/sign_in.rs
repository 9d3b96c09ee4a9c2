//! Organisations, accounts, sessions and what is noted about them: who may do what to those.

use super::Rows::{DoneByMe, Invited, InvitedBelow, ItsOwn, MadeByMe, OfMyself, Open, Organisation, Whatever};
use super::Verb::{Delete, Insert, Select, Update};
use super::{DbRole, LEADS, OVERSEER, PEOPLE, Right, SIGN_IN, SYSTEM, right};

const ADMIN: &[DbRole] = &[DbRole::Admin];
const MANAGER: &[DbRole] = &[DbRole::Manager];
const BELOW_ADMIN: &[DbRole] = &[DbRole::Manager, DbRole::Agent, DbRole::Viewer];

/// What colleagues see of an account.
const OF_A_USER: &[&str] = &[
    "id",
    "org_id",
    "email",
    "name",
    "role",
    "status",
    "platform_admin",
    "token_version",
    "token_changed_at",
    "created_at",
];
/// What is told of a session; its key is not.
const OF_A_SESSION: &[&str] = &[
    "id",
    "org_id",
    "user_id",
    "device_id",
    "device_name",
    "platform",
    "app_version",
    "address",
    "created_at",
    "last_seen_at",
    "ended_at",
    "wipe_requested_at",
    "wiped_at",
];

/// The tables.
pub(super) const TABLES: &[&str] =
    &["organizations", "org_sync", "users", "sessions", "invites", "audit_log", "idempotency_keys", "sign_in_failures"];

/// The rights.
pub(super) const RIGHTS: &[Right] = &[
    right("organizations", Select, PEOPLE, ItsOwn),
    right("organizations", Update, ADMIN, ItsOwn).only(&["name", "country"]),
    right("organizations", Select, SIGN_IN, Whatever),
    right("organizations", Select, OVERSEER, Whatever),
    right("organizations", Select, SYSTEM, ItsOwn),
    right("organizations", Insert, SYSTEM, ItsOwn),
    right("organizations", Update, SYSTEM, ItsOwn),
    right("org_sync", Select, PEOPLE, Organisation),
    right("org_sync", Select, OVERSEER, Whatever),
    right("org_sync", Select, SYSTEM, Organisation),
    right("org_sync", Insert, SYSTEM, Organisation),
    right("org_sync", Update, SYSTEM, Organisation),
    right("users", Select, PEOPLE, Organisation).only(OF_A_USER),
    right("users", Select, OVERSEER, Whatever).only(OF_A_USER),
    right("users", Update, ADMIN, Organisation).only(&["role", "status", "token_version", "token_changed_at"]),
    right("users", Insert, ADMIN, Invited).only(&["id", "org_id", "email", "name", "role", "status", "created_at"]),
    right("users", Insert, MANAGER, InvitedBelow).only(&[
        "id",
        "org_id",
        "email",
        "name",
        "role",
        "status",
        "created_at",
    ]),
    right("users", Select, SIGN_IN, Whatever),
    right("users", Update, SIGN_IN, Whatever),
    right("users", Select, SYSTEM, Organisation),
    right("users", Insert, SYSTEM, Organisation),
    right("users", Update, SYSTEM, Organisation),
    right("sessions", Select, ADMIN, Organisation).only(OF_A_SESSION),
    right("sessions", Select, BELOW_ADMIN, OfMyself).only(OF_A_SESSION),
    right("sessions", Update, ADMIN, Organisation).only(&["ended_at", "wipe_requested_at"]),
    right("sessions", Update, BELOW_ADMIN, OfMyself).only(&["ended_at", "wipe_requested_at"]),
    right("sessions", Select, SIGN_IN, Whatever),
    right("sessions", Insert, SIGN_IN, Whatever),
    right("sessions", Update, SIGN_IN, Whatever),
    right("invites", Select, LEADS, Organisation).only(&[
        "id",
        "org_id",
        "user_id",
        "created_by",
        "created_at",
        "expires_at",
        "accepted_at",
    ]),
    right("invites", Insert, LEADS, MadeByMe),
    right("invites", Update, LEADS, Organisation).only(&["expires_at"]),
    right("invites", Select, SIGN_IN, Whatever),
    right("invites", Update, SIGN_IN, Open).only(&["accepted_at"]),
    right("audit_log", Select, ADMIN, Organisation),
    right("audit_log", Insert, PEOPLE, DoneByMe),
    right("audit_log", Insert, SIGN_IN, Whatever),
    right("audit_log", Select, OVERSEER, Whatever),
    right("audit_log", Insert, OVERSEER, Whatever),
    right("audit_log", Select, SYSTEM, Organisation),
    right("audit_log", Insert, SYSTEM, Organisation),
    right("idempotency_keys", Select, PEOPLE, OfMyself),
    right("idempotency_keys", Insert, PEOPLE, OfMyself),
    right("idempotency_keys", Update, PEOPLE, OfMyself).only(&["status", "answer"]),
    right("idempotency_keys", Select, SIGN_IN, Whatever),
    right("idempotency_keys", Delete, SIGN_IN, Whatever),
    right("sign_in_failures", Select, SIGN_IN, Whatever),
    right("sign_in_failures", Insert, SIGN_IN, Whatever),
    right("sign_in_failures", Update, SIGN_IN, Whatever),
    right("sign_in_failures", Delete, SIGN_IN, Whatever),
];
