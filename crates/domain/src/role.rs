//! What each role may do. The server enforces it again as row-level security; the desktop asks here so that nobody
//! is offered a button that will be refused.

use crate::Millis;
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
        // Of what one was told, one says oneself that it was seen; nobody else does, and nobody makes it.
        (_, Entity::Notification) => own && action == Action::Update,
        // A tag of one's own harms nobody; renaming one or putting it away changes everybody's clients.
        (_, Entity::Tag) => lead || action == Action::Create,
        (_, Entity::Client) => match action {
            Action::Create => lead || own,
            Action::Update => lead || own,
            Action::Assign | Action::Delete => lead,
        },
        (_, Entity::Contact | Entity::Activity | Entity::Note | Entity::Tagging) => lead || own,
    }
}

/// How long after making a client its maker may take that back.
pub const TAKE_BACK_WITHIN_MS: Millis = 24 * 60 * 60 * 1000;

/// What became of a client since it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SinceMade {
    /// Whether the person made it.
    pub by_me: bool,
    /// Whether somebody else changed it or hung something on it.
    pub others_did: bool,
    /// From its making to its being put away.
    pub age: Millis,
}

/// Whether `role`, which may not put clients away, may take back having made one, or bring that one back: it was a slip
/// of their own, of the last day, and nobody builds on it.
pub fn may_take_back(role: Role, since: SinceMade) -> bool {
    may(role, Action::Create, Entity::Client, true)
        && since.by_me
        && !since.others_did
        && since.age <= TAKE_BACK_WITHIN_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_made_by_mistake_may_be_taken_back_by_its_maker_for_a_day_while_nobody_builds_on_it() {
        let since = SinceMade { by_me: true, others_did: false, age: TAKE_BACK_WITHIN_MS };
        assert!(may_take_back(Role::Agent, since));
        assert!(!may_take_back(Role::Viewer, since));
        for too_late in [
            SinceMade { by_me: false, ..since },
            SinceMade { others_did: true, ..since },
            SinceMade { age: TAKE_BACK_WITHIN_MS + 1, ..since },
        ] {
            assert!(!may_take_back(Role::Agent, too_late), "{too_late:?}");
        }
    }

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

    #[test]
    fn whoever_works_makes_tags_and_only_those_who_lead_change_them() {
        for (role, makes, changes) in [
            (Role::Admin, true, true),
            (Role::Manager, true, true),
            (Role::Agent, true, false),
            (Role::Viewer, false, false),
        ] {
            assert_eq!(may(role, Action::Create, Entity::Tag, false), makes, "{role:?}");
            assert_eq!(may(role, Action::Update, Entity::Tag, true), changes, "{role:?}");
            assert_eq!(may(role, Action::Delete, Entity::Tag, true), changes, "{role:?}");
        }
    }
}
