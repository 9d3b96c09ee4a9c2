//! Scopes: the sets of records a person sees. A client is in exactly one scope (its owner's, or the pool of
//! unassigned clients); what hangs on a client is in the same one. A role is a set of scopes.

use crate::role::Role;
use uuid::Uuid;

/// What everybody in the organisation sees: colleagues and tags.
pub fn organisation(org: Uuid) -> Uuid {
    org
}

/// Clients that nobody owns yet.
pub fn pool(org: Uuid) -> Uuid {
    Uuid::new_v5(&org, b"pool")
}

/// Clients one person owns.
pub fn owned_by(profile: Uuid) -> Uuid {
    profile
}

/// What only the person sees: saved views.
pub fn private(profile: Uuid) -> Uuid {
    Uuid::new_v5(&profile, b"private")
}

/// The scope of a client with this owner.
pub fn of_client(org: Uuid, owner: Option<Uuid>) -> Uuid {
    owner.map(owned_by).unwrap_or_else(|| pool(org))
}

/// Every scope a person is granted. `members` are all profiles of the organisation, whatever their status: a client
/// of somebody who left is still seen by managers.
pub fn granted(org: Uuid, profile: Uuid, role: Role, members: &[Uuid]) -> Vec<Uuid> {
    let mut scopes = vec![organisation(org), private(profile), pool(org)];
    match role {
        Role::Agent => scopes.push(owned_by(profile)),
        Role::Admin | Role::Manager | Role::Viewer => scopes.extend(members.iter().copied().map(owned_by)),
    }
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// The id of "this tag on this client": the same on every device, so that tagging twice is one tagging.
pub fn tagging_id(client: Uuid, tag: Uuid) -> Uuid {
    Uuid::new_v5(&client, tag.as_bytes())
}
