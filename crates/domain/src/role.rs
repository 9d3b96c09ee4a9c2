//! What each role may do. The server enforces it again as row-level security; the desktop asks here so that nobody
//! is offered a button that will be refused.

use crate::entity::Entity;
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a colleague is trusted with.
    Role { /// People, roles and everything below.
        Admin = "admin", /// Assigns, sees every client, exports.
        Manager = "manager", /// Works the clients they own and the pool.
        Agent = "agent", /// Reads everything, writes nothing.
        Viewer = "viewer" }
}

/// A thing one can do to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Make it.
    Create,
    /// Change its fields.
    Update,
    /// Give it to somebody else, or take it from the pool.
    Assign,
    /// Put it away (it can be brought back).
    Delete,
}

/// Whether `role` may do `action` to `entity`. `own` is whether the record's client (or the record itself) belongs to
/// the person, or to nobody.
pub fn may(role: Role, action: Action, entity: Entity, own: bool) -> bool {
    let lead = matches!(role, Role::Admin | Role::Manager);
    match (role, entity) {
        (_, Entity::Profile | Entity::LifecycleChange) => false,
        (_, Entity::SavedView) => own && action != Action::Assign,
        (Role::Viewer, _) => false,
        (_, Entity::Tag) => lead,
        (_, Entity::Client) => match action {
            Action::Create => lead || own,
            Action::Update => lead || own,
            Action::Assign | Action::Delete => lead,
        },
        (_, Entity::Contact | Entity::Activity | Entity::Note | Entity::Tagging) => lead || own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_writes_nothing_but_their_own_views() {
        for entity in Entity::ALL {
            for action in [Action::Create, Action::Update, Action::Assign, Action::Delete] {
                let allowed = may(Role::Viewer, action, *entity, true);
                assert_eq!(allowed, *entity == Entity::SavedView && action != Action::Assign, "{entity:?} {action:?}");
            }
        }
    }

    #[test]
    fn an_agent_neither_assigns_nor_deletes_clients_nor_touches_those_of_others() {
        assert!(may(Role::Agent, Action::Create, Entity::Client, true));
        assert!(may(Role::Agent, Action::Update, Entity::Client, true));
        assert!(!may(Role::Agent, Action::Update, Entity::Client, false));
        assert!(!may(Role::Agent, Action::Assign, Entity::Client, true));
        assert!(!may(Role::Agent, Action::Delete, Entity::Client, true));
        assert!(may(Role::Manager, Action::Delete, Entity::Client, false));
    }
}
