//! People who are called together.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Colleagues who are called together: the first who answers has the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RingGroup {
    /// Chosen by whoever makes it.
    pub id: Uuid,
    /// What customers see, at most 100 characters.
    pub name: String,
    /// Their profiles, at least one and at most 50; the first is told of a call that nobody took, unless the client's
    /// owner is among them.
    pub members: Vec<Uuid>,
}

/// Every group of an organisation, in the order in which customers see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RingGroups {
    /// At most 20.
    pub groups: Vec<RingGroup>,
}
