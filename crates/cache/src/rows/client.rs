//! A client, on lists and on its own page.

use super::{ActivityRow, SyncMark, rows};
use leadline_domain::merge::FieldConflict;
use leadline_domain::{ActivityKind, ClientKind, ClientType, LeadQuality, LifecycleStage};
use uuid::Uuid;

rows! {
    /// A client as lists show it.
    pub struct ClientRow {
        /// The client.
        pub id: Uuid,
        /// Person or company.
        pub kind: ClientKind,
        /// Name.
        pub name: String,
        /// Company.
        pub company_name: Option<String>,
        /// Lead, prospect or customer.
        pub client_type: ClientType,
        /// Funnel step.
        pub lifecycle_stage: LifecycleStage,
        /// Hot, warm, cold.
        pub lead_quality: Option<LeadQuality>,
        /// 0 to 100.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub score: Option<i64>,
        /// Where it came from.
        pub source: Option<String>,
        /// The colleague who owns it; nobody: the pool.
        pub owner_id: Option<Uuid>,
        /// E-mail.
        pub email: Option<String>,
        /// Phone in E.164.
        pub phone: Option<String>,
        /// When to get back to them.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub next_follow_up_at: Option<i64>,
        /// How.
        pub next_follow_up_kind: Option<ActivityKind>,
        /// Last spoken or written with.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub last_contact_at: Option<i64>,
        /// Made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub created_at: i64,
        /// Changed.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub updated_at: i64,
        /// Tag ids.
        pub tags: Vec<Uuid>,
        /// Whether it has reached the server.
        pub sync: SyncMark,
    }

    /// A client as its own page shows it. Command `client_get`.
    pub struct ClientCard {
        /// What lists show.
        pub row: ClientRow,
        /// Second phone in E.164.
        pub phone2: Option<String>,
        /// Postal address.
        pub address: Option<String>,
        /// Does not want calls.
        pub opt_out_call: bool,
        /// Does not want e-mail.
        pub opt_out_email: bool,
        /// The organisation's own fields.
        #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown>"))]
        pub custom: serde_json::Value,
        /// People.
        pub contacts: Vec<ContactRow>,
        /// The next open activity by due time.
        pub next_step: Option<ActivityRow>,
        /// How many activities, notes and changes there are.
        pub counts: ClientCounts,
        /// Whether it has a customer in the portal, who can be called.
        pub portal_access: bool,
        /// Whether this person may edit it.
        pub editable: bool,
        /// Edits of this client that the server refused or that met somebody else's.
        pub conflicts: Vec<FieldConflict>,
    }

    /// How much hangs on a client.
    pub struct ClientCounts {
        /// Activities that wait.
        pub open_activities: u32,
        /// All activities.
        pub activities: u32,
        /// Notes.
        pub notes: u32,
        /// Steps through the funnel.
        pub changes: u32,
    }

    /// A person under a client.
    pub struct ContactRow {
        /// The contact.
        pub id: Uuid,
        /// Name.
        pub name: String,
        /// Role.
        pub title: Option<String>,
        /// E-mail.
        pub email: Option<String>,
        /// Phone in E.164.
        pub phone: Option<String>,
        /// Main contact.
        pub is_primary: bool,
    }
}
