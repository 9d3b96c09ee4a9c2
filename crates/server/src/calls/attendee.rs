//! Somebody who takes part in calls, on one device.

use super::people::Device;
use crate::actor::{Actor, Scope};
use leadline_domain::Role;
use leadline_domain::call::PartyKind;
use uuid::Uuid;

/// A colleague or a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Party {
    /// Which of the two.
    pub kind: PartyKind,
    /// The profile or the portal customer.
    pub id: Uuid,
}

impl Party {
    /// A colleague.
    pub fn agent(id: Uuid) -> Self {
        Self { kind: PartyKind::CrmUser, id }
    }

    /// A customer.
    pub fn customer(id: Uuid) -> Self {
        Self { kind: PartyKind::PortalCustomer, id }
    }

    /// Whether it is a colleague.
    pub fn is_agent(self) -> bool {
        self.kind == PartyKind::CrmUser
    }
}

/// A party on one of its devices.
#[derive(Clone, Copy, Debug)]
pub struct Attendee {
    /// The organisation.
    pub org_id: Uuid,
    /// Who.
    pub party: Party,
    /// The device; of a customer, the portal session.
    pub device_id: Uuid,
    scope: Scope,
}

impl Attendee {
    /// A colleague on one device.
    pub fn agent(actor: &Actor) -> Self {
        Self {
            org_id: actor.org_id,
            party: Party::agent(actor.user_id),
            device_id: actor.device_id,
            scope: Scope::Person(*actor),
        }
    }

    /// A customer in one browser.
    pub fn customer(org_id: Uuid, customer_id: Uuid, session_id: Uuid) -> Self {
        Self {
            org_id,
            party: Party::customer(customer_id),
            device_id: session_id,
            scope: Scope::Customer { org_id, customer_id },
        }
    }

    /// What they may see.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether they may take part in calls: everybody but those who only look.
    pub fn may_call(&self) -> bool {
        !matches!(self.scope, Scope::Person(Actor { role: Role::Viewer, .. }))
    }

    /// This device.
    pub(super) fn device(&self) -> Device {
        Device { id: self.device_id, party: self.party }
    }

    /// The id of this device's part in a call: the same whoever works it out.
    pub fn leg_in(&self, call: Uuid) -> Uuid {
        leg_id(call, self.party.id, self.device_id)
    }
}

/// The id of a device's part in a call.
pub(super) fn leg_id(call: Uuid, party: Uuid, device: Uuid) -> Uuid {
    Uuid::new_v5(&call, &[party.into_bytes(), device.into_bytes()].concat())
}
