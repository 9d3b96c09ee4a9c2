//! The audit log, as administrators read it.

use leadline_domain::Millis;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `GET /api/audit`: a part of the organisation's audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPage {
    /// Newest first.
    pub entries: Vec<AuditEntry>,
    /// Whether there are older ones, asked for with the last one's id as `before`.
    pub more: bool,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Its place in the log; larger is newer.
    pub id: i64,
    /// When it was done.
    pub at: Millis,
    /// What was done, such as "member.changed".
    pub action: String,
    /// Who did it; nobody for what whoever runs the server did, and for customers.
    pub actor: Option<AuditName>,
    /// The device it was done on.
    pub device: Option<AuditName>,
    /// To whom or what.
    pub subject_id: Option<Uuid>,
    /// Where it was done from.
    pub address: Option<String>,
    /// The request, as it stands in the server's log.
    pub request_id: Option<Uuid>,
    /// More about it, by action.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub detail: serde_json::Value,
}

/// Somebody or something the audit log names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditName {
    /// Which.
    pub id: Uuid,
    /// What it is called now; nothing if that is not known any more.
    pub name: Option<String>,
}
