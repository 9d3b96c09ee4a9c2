//! Colleagues who are called together.

use super::api;
use leadline_protocol::ring_group as protocol;
use uuid::Uuid;

api! {
    /// Commands `ring_groups` and, for administrators, `ring_groups_set`: every group of the organisation, in the order
    /// in which customers see them; at most 20.
    pub struct RingGroups {
        /// The groups.
        pub groups: Vec<RingGroup>,
    }

    /// Colleagues who are called together: the first who answers has the call.
    pub struct RingGroup {
        /// Chosen by whoever makes it.
        pub id: Uuid,
        /// What customers see, at most 100 characters.
        pub name: String,
        /// Their profiles, at least one and at most 50.
        pub members: Vec<Uuid>,
    }
}

impl From<protocol::RingGroups> for RingGroups {
    fn from(decided: protocol::RingGroups) -> Self {
        let group = |protocol::RingGroup { id, name, members }| RingGroup { id, name, members };
        Self { groups: decided.groups.into_iter().map(group).collect() }
    }
}

impl From<RingGroups> for protocol::RingGroups {
    fn from(wished: RingGroups) -> Self {
        let group = |RingGroup { id, name, members }| protocol::RingGroup { id, name, members };
        Self { groups: wished.groups.into_iter().map(group).collect() }
    }
}
