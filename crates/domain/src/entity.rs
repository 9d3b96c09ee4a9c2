//! The synced records and their fields, kept as data: the cache, the server, the checks and the wire all read this
//! one list, so that a field exists everywhere or nowhere.
//!
//! Fields are only ever appended. A device that meets a field it does not know keeps it aside; a field is never
//! renamed or given another kind.

use crate::call::{CallDirection, CallOutcome, EndReason, LineQuality, Media};
use crate::role::Role;
use crate::words::{
    ActivityKind, ActivityStatus, ClientKind, ClientType, LeadQuality, LifecycleStage, NotificationKind, Priority,
    ProfileStatus,
};
use serde::{Deserialize, Serialize};

/// A kind of record that is synced between server and devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// A colleague: the people records can be assigned to.
    Profile,
    /// A label of the organisation.
    Tag,
    /// A business relation: lead, prospect or customer.
    Client,
    /// A person under a client.
    Contact,
    /// Something planned or done.
    Activity,
    /// Something written down about a client.
    Note,
    /// A tag on a client. Its id is [`crate::scope::tagging_id`], so that two devices make the same one.
    Tagging,
    /// One step of a client through the funnel; written by the server.
    LifecycleChange,
    /// A person's own saved filter, sort and columns.
    SavedView,
    /// Something a person is told of and has seen or not; written by the server, marked as seen by the person.
    Notification,
}

/// How two edits of one field meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// The edit that arrives last wins.
    LastArrival,
    /// An edit whose author saw another value than the current one is a conflict a person decides.
    Compare,
    /// The larger value wins; never a conflict.
    Largest,
    /// Devices cannot write it.
    ServerOnly,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text of at most `max` characters; `lines` allows line breaks.
    Text {
        /// Longest content in characters (Unicode scalar values).
        max: usize,
        /// Whether line breaks are allowed.
        lines: bool,
    },
    /// An e-mail address, lower case.
    Email,
    /// A telephone number in E.164.
    Phone,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// A whole number between `min` and `max`.
    Int {
        /// Smallest allowed number.
        min: i64,
        /// Largest allowed number.
        max: i64,
    },
    /// Yes or no.
    Bool,
    /// Milliseconds since the Unix epoch.
    Time,
    /// The id of another record.
    Id(Entity),
    /// The id of something that is not synced, such as a call.
    Outside,
    /// A JSON object as text, at most 64 KiB.
    Json,
}

/// One field of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Column and wire name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it may not be empty.
    pub required: bool,
    /// How two edits meet.
    pub guard: Guard,
}

const fn field(name: &'static str, kind: FieldKind, guard: Guard) -> Field {
    Field { name, kind, required: false, guard }
}
const fn required(name: &'static str, kind: FieldKind, guard: Guard) -> Field {
    Field { name, kind, required: true, guard }
}
const fn line(max: usize) -> FieldKind {
    FieldKind::Text { max, lines: false }
}
const fn prose(max: usize) -> FieldKind {
    FieldKind::Text { max, lines: true }
}

use FieldKind::{Bool, Email, Id, Int, Json, Outside, Phone, Time, Word};
use Guard::{Compare, Largest, LastArrival, ServerOnly};

/// The longest call an activity tells of, in seconds: a week, longer than any room stays open.
pub const LONGEST_CALL_S: i64 = 7 * 24 * 60 * 60;

const PROFILE: &[Field] = &[
    required("name", line(200), ServerOnly),
    required("email", Email, ServerOnly),
    required("role", Word(Role::WORDS), ServerOnly),
    required("status", Word(ProfileStatus::WORDS), ServerOnly),
    field("locale", line(10), ServerOnly),
];
const TAG: &[Field] = &[
    required("name", line(60), LastArrival),
    required("colour", line(20), LastArrival),
    field("category", line(60), LastArrival),
];
const CLIENT: &[Field] = &[
    required("kind", Word(ClientKind::WORDS), LastArrival),
    required("name", line(200), LastArrival),
    field("company_name", line(200), LastArrival),
    required("client_type", Word(ClientType::WORDS), Compare),
    required("lifecycle_stage", Word(LifecycleStage::WORDS), Compare),
    field("lead_quality", Word(LeadQuality::WORDS), Compare),
    field("score", Int { min: 0, max: 100 }, LastArrival),
    field("source", line(100), LastArrival),
    field("owner_id", Id(Entity::Profile), Compare),
    field("email", Email, LastArrival),
    field("phone", Phone, LastArrival),
    field("phone2", Phone, LastArrival),
    field("address", prose(1000), LastArrival),
    field("next_follow_up_at", Time, Compare),
    field("next_follow_up_kind", Word(ActivityKind::WORDS), LastArrival),
    field("last_contact_at", Time, Largest),
    field("opt_out_call", Bool, LastArrival),
    field("opt_out_email", Bool, LastArrival),
    field("custom", Json, LastArrival),
    field("portal_access", Bool, ServerOnly),
];
const CONTACT: &[Field] = &[
    required("client_id", Id(Entity::Client), LastArrival),
    required("name", line(200), LastArrival),
    field("title", line(200), LastArrival),
    field("email", Email, LastArrival),
    field("phone", Phone, LastArrival),
    field("is_primary", Bool, LastArrival),
];
const ACTIVITY: &[Field] = &[
    required("kind", Word(ActivityKind::WORDS), LastArrival),
    required("subject", line(300), LastArrival),
    field("body", prose(20_000), LastArrival),
    field("client_id", Id(Entity::Client), LastArrival),
    required("assignee_id", Id(Entity::Profile), LastArrival),
    required("status", Word(ActivityStatus::WORDS), LastArrival),
    field("priority", Word(Priority::WORDS), LastArrival),
    field("due_at", Time, Compare),
    field("remind_at", Time, LastArrival),
    field("done_at", Time, LastArrival),
    field("call_id", Outside, ServerOnly),
    field("call_direction", Word(CallDirection::WORDS), ServerOnly),
    field("call_media", Word(Media::WORDS), ServerOnly),
    field("call_seconds", Int { min: 0, max: LONGEST_CALL_S }, ServerOnly),
    field("call_end", Word(EndReason::WORDS), ServerOnly),
    field("call_outcome", Word(CallOutcome::WORDS), LastArrival),
    field("call_quality", Word(LineQuality::WORDS), ServerOnly),
];
const NOTE: &[Field] = &[
    required("client_id", Id(Entity::Client), LastArrival),
    required("body", prose(20_000), Compare),
    field("pinned", Bool, LastArrival),
];
const TAGGING: &[Field] =
    &[required("client_id", Id(Entity::Client), LastArrival), required("tag_id", Id(Entity::Tag), LastArrival)];
const LIFECYCLE_CHANGE: &[Field] = &[
    required("client_id", Id(Entity::Client), ServerOnly),
    field("from_stage", Word(LifecycleStage::WORDS), ServerOnly),
    required("to_stage", Word(LifecycleStage::WORDS), ServerOnly),
    required("at", Time, ServerOnly),
];
const SAVED_VIEW: &[Field] = &[
    required("name", line(100), LastArrival),
    required("definition", Json, LastArrival),
    field("pinned", Bool, LastArrival),
    field("position", Int { min: 0, max: 1_000_000 }, LastArrival),
];

const NOTIFICATION: &[Field] = &[
    required("kind", Word(NotificationKind::WORDS), ServerOnly),
    required("title", line(300), ServerOnly),
    field("about_id", Id(Entity::Client), ServerOnly),
    field("call_id", Outside, ServerOnly),
    field("read_at", Time, Largest),
];

impl Entity {
    /// Every entity; parents come before children.
    pub const ALL: &'static [Self] = &[
        Self::Profile,
        Self::Tag,
        Self::Client,
        Self::Contact,
        Self::Activity,
        Self::Note,
        Self::Tagging,
        Self::LifecycleChange,
        Self::SavedView,
        Self::Notification,
    ];

    /// The small number this entity has in the change log and on the wire. Never reused.
    pub const fn class(self) -> i16 {
        match self {
            Self::Profile => 1,
            Self::Tag => 2,
            Self::Client => 10,
            Self::Contact => 11,
            Self::Activity => 12,
            Self::Note => 13,
            Self::Tagging => 14,
            Self::LifecycleChange => 15,
            Self::SavedView => 20,
            Self::Notification => 21,
        }
    }

    /// The entity behind a class number.
    pub fn from_class(class: i16) -> Option<Self> {
        Self::ALL.iter().copied().find(|entity| entity.class() == class)
    }

    /// The table that holds it, on the server and on devices alike.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Profile => "profiles",
            Self::Tag => "tags",
            Self::Client => "clients",
            Self::Contact => "contacts",
            Self::Activity => "activities",
            Self::Note => "notes",
            Self::Tagging => "taggings",
            Self::LifecycleChange => "client_lifecycle_history",
            Self::SavedView => "saved_views",
            Self::Notification => "notifications",
        }
    }

    /// Its fields in stored order.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Profile => PROFILE,
            Self::Tag => TAG,
            Self::Client => CLIENT,
            Self::Contact => CONTACT,
            Self::Activity => ACTIVITY,
            Self::Note => NOTE,
            Self::Tagging => TAGGING,
            Self::LifecycleChange => LIFECYCLE_CHANGE,
            Self::SavedView => SAVED_VIEW,
            Self::Notification => NOTIFICATION,
        }
    }

    /// A field's place in [`Entity::fields`].
    pub fn position(self, name: &str) -> Option<usize> {
        self.fields().iter().position(|field| field.name == name)
    }

    /// A field by name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// Whether a record of this entity lives and moves with a client.
    pub fn is_child_of_client(self) -> bool {
        self.field("client_id").is_some()
    }

    /// Whether devices may write it at all.
    pub fn device_writes(self) -> bool {
        self.fields().iter().any(|field| field.guard != ServerOnly)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn classes_and_tables_are_unique_and_found_again() {
        let classes: HashSet<_> = Entity::ALL.iter().map(|e| e.class()).collect();
        let tables: HashSet<_> = Entity::ALL.iter().map(|e| e.table()).collect();
        assert_eq!((classes.len(), tables.len()), (Entity::ALL.len(), Entity::ALL.len()));
        for entity in Entity::ALL {
            assert_eq!(Entity::from_class(entity.class()), Some(*entity));
        }
        assert_eq!(Entity::from_class(9999), None);
    }

    #[test]
    fn a_field_name_stands_once_in_its_entity() {
        for entity in Entity::ALL {
            let names: HashSet<_> = entity.fields().iter().map(|f| f.name).collect();
            assert_eq!(names.len(), entity.fields().len(), "{entity:?}");
            for (at, field) in entity.fields().iter().enumerate() {
                assert_eq!(entity.position(field.name), Some(at));
            }
        }
    }
}
