//! What the cache answers with: records as lists and pages show them. The desktop hands these to the UI as they are.
//!
//! All times are milliseconds since the epoch.

use leadline_domain::call::{CallDirection, CallOutcome, EndReason, Media};
use leadline_domain::filter::{Filter, Sort};
use leadline_domain::merge::FieldConflict;
use leadline_domain::words::{NotificationKind, Priority};
use leadline_domain::{
    ActivityKind, ActivityStatus, ClientKind, ClientType, Entity, LeadQuality, LifecycleStage, Role, Value,
};
use leadline_protocol::Problem;
use uuid::Uuid;

macro_rules! rows {
    ($($(#[$doc:meta])* pub $kind:ident $name:ident $body:tt)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export_to = "api.ts"))]
        #[serde(rename_all = "snake_case")]
        pub $kind $name $body
    )+};
}

rows! {
    /// Whether a record has reached the server.
    pub enum SyncMark {
        /// It has.
        Synced,
        /// Edits wait or are on their way.
        Waiting,
        /// The server refused an edit; see the sync centre.
        Refused,
        /// Two people meant different things; see the sync centre.
        Conflict,
    }

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

    /// A colleague.
    pub struct ProfileRow {
        /// The person.
        pub id: Uuid,
        /// Name.
        pub name: String,
        /// E-mail.
        pub email: String,
        /// What they may do.
        pub role: Role,
        /// Works here.
        pub active: bool,
    }

    /// A tag.
    pub struct TagRow {
        /// The tag.
        pub id: Uuid,
        /// Name.
        pub name: String,
        /// One of the ten hues: slate, sky, violet, blue, green, teal, rose, amber, orange, lime.
        pub colour: String,
        /// Category.
        pub category: Option<String>,
    }

    /// Colleagues and tags, small and always needed. Command `directory`.
    pub struct Directory {
        /// By name.
        pub profiles: Vec<ProfileRow>,
        /// By name.
        pub tags: Vec<TagRow>,
        /// Sources seen on clients, most used first, at most 50.
        pub sources: Vec<String>,
    }

    /// One thing on a client's timeline, newest first.
    pub struct TimelineItem {
        /// The record behind it.
        pub id: Uuid,
        /// When it happened (for open activities: when it was made).
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
        /// Who.
        pub by: Option<Uuid>,
        /// What.
        pub what: TimelineWhat,
        /// Whether it has reached the server.
        pub sync: SyncMark,
    }

    /// What a timeline item is.
    pub enum TimelineWhat {
        /// Something written down.
        Note {
            /// The text.
            body: String,
            /// Kept on top.
            pinned: bool,
        },
        /// Something planned or done.
        Activity {
            /// The activity.
            activity: ActivityRow,
        },
        /// A step through the funnel.
        Stage {
            /// From.
            from: Option<LifecycleStage>,
            /// To.
            to: LifecycleStage,
        },
        /// The client was made.
        Created,
    }

    /// Command `timeline`.
    pub struct TimelineQuery {
        /// The client.
        pub client_id: Uuid,
        /// Only these: "note", "call", "email", "meeting", "task", "change"; empty means all.
        pub kinds: Vec<String>,
        /// Older than this item's time and id.
        #[cfg_attr(feature = "ts", ts(type = "[number, string] | null"))]
        pub before: Option<(i64, Uuid)>,
        /// At most 100.
        pub limit: u32,
    }

    /// A stretch of the timeline.
    pub struct Timeline {
        /// Newest first; pinned notes are first on the first page.
        pub items: Vec<TimelineItem>,
        /// Whether older ones follow.
        pub more: bool,
    }

    /// An activity as lists show it.
    pub struct ActivityRow {
        /// The activity.
        pub id: Uuid,
        /// Call, e-mail, meeting or task.
        pub kind: ActivityKind,
        /// What it is about.
        pub subject: String,
        /// More about it.
        pub body: Option<String>,
        /// The client it belongs to.
        pub client_id: Option<Uuid>,
        /// That client's name.
        pub client_name: Option<String>,
        /// Who does it.
        pub assignee_id: Uuid,
        /// Open, done or cancelled.
        pub status: ActivityStatus,
        /// How urgent.
        pub priority: Option<Priority>,
        /// When it is due.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub due_at: Option<i64>,
        /// When it was done.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub done_at: Option<i64>,
        /// When it was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub created_at: i64,
        /// The call it tells of, if it is one that was made in Leadline.
        pub call: Option<CallOfActivity>,
        /// Whether it has reached the server.
        pub sync: SyncMark,
    }

    /// What a call was.
    pub struct CallOfActivity {
        /// The call.
        pub id: Uuid,
        /// Which way it went, for the colleague whose call it is.
        pub direction: CallDirection,
        /// Voice, or voice and picture.
        pub media: Media,
        /// How long both sides were connected, in seconds.
        pub seconds: u32,
        /// Why it ended.
        pub end: Option<EndReason>,
        /// Whether it came in and nobody took it.
        pub missed: bool,
        /// How it went, as the person said.
        pub outcome: Option<CallOutcome>,
    }

    /// Something the person is told of.
    pub struct NotificationRow {
        /// Names it.
        pub id: Uuid,
        /// What.
        pub kind: NotificationKind,
        /// Who it comes from.
        pub title: String,
        /// The client it is about, if it is here.
        pub client_id: Option<Uuid>,
        /// Whether that client has a customer in the portal who can be called.
        pub callable: bool,
        /// The call it is about.
        pub call_id: Option<Uuid>,
        /// When.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
        /// Whether the person has seen it, on any device.
        pub seen: bool,
        /// Whether that has reached the server.
        pub sync: SyncMark,
    }

    /// Answer of `notifications`.
    pub struct Notifications {
        /// Newest first, at most 100.
        pub rows: Vec<NotificationRow>,
        /// How many of all the person has not seen.
        pub unread: u32,
    }

    /// What a notice is about.
    #[derive(Copy, Hash)]
    pub enum NoticeKind {
        /// Somebody called and was not answered.
        MissedCall,
        /// An open activity of the person became due.
        TaskDue,
    }

    /// One thing the person was told of, as the notification centre lists it.
    pub struct NoticeRow {
        /// The notification of the missed call, or the activity.
        pub id: Uuid,
        /// What it is about.
        pub kind: NoticeKind,
        /// Who called, or what is to be done.
        pub title: String,
        /// What kind of activity is due.
        pub activity_kind: Option<ActivityKind>,
        /// The client it is about, if it is here.
        pub client_id: Option<Uuid>,
        /// That client's name.
        pub client_name: Option<String>,
        /// When the call was, or the activity became due.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
        /// Whether the person has seen it: a call on any device, a task on this one.
        pub seen: bool,
    }

    /// Answer of `notices`.
    pub struct Notices {
        /// Newest first, at most 100.
        pub rows: Vec<NoticeRow>,
        /// How many of all the person has not seen.
        pub unseen: u32,
    }

    /// Command `my_day`.
    pub struct MyDayQuery {
        /// Midnight at the start of the person's today.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub today: i64,
        /// Now.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub now: i64,
    }

    /// My own activities, in the order they ask for attention.
    pub struct MyDay {
        /// Due before now, oldest first; at most 500.
        pub overdue: Vec<ActivityRow>,
        /// Due later today.
        pub today: Vec<ActivityRow>,
        /// Due in the seven days after today.
        pub upcoming: Vec<ActivityRow>,
        /// Open without a time.
        pub someday: Vec<ActivityRow>,
        /// Done today, newest first.
        pub done: Vec<ActivityRow>,
    }

    /// A saved filter, order and columns. Commands `saved_views`, `saved_view_put`, `saved_view_delete`.
    pub struct SavedView {
        /// Made by the UI.
        pub id: Uuid,
        /// Name.
        pub name: String,
        /// Which clients.
        pub filter: Filter,
        /// In which order.
        pub sort: Sort,
        /// Columns in order, with widths in px.
        pub columns: Vec<ColumnState>,
        /// In the sidebar.
        pub pinned: bool,
        /// Place among the views.
        pub position: u32,
    }

    /// One column of a list.
    pub struct ColumnState {
        /// Field name.
        pub field: String,
        /// Width in px.
        pub width: u32,
        /// Hidden columns keep their place.
        pub hidden: bool,
        /// Stays in sight when the list scrolls sideways.
        #[serde(default)]
        pub pinned: bool,
    }

    /// One edit in the queue.
    pub struct QueuedEdit {
        /// The edit.
        pub id: Uuid,
        /// What it edits.
        pub entity: Entity,
        /// The record.
        pub record: Uuid,
        /// The client it belongs to.
        pub client_id: Option<Uuid>,
        /// The client's name, or the record's own.
        pub title: String,
        /// Made, changed, deleted or brought back.
        pub op: EditOp,
        /// Fields it sets, with their new values.
        #[cfg_attr(feature = "ts", ts(type = "[string, string | number | boolean | null][]"))]
        pub fields: Vec<(String, Value)>,
        /// When it was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
        /// Where it stands.
        pub state: EditState,
        /// Why it was refused.
        pub problem: Option<Problem>,
        /// When the server had it; `None` until it is known to.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub done_at: Option<i64>,
    }

    /// What went through the exchange lately.
    pub struct History {
        /// Edits the server took from here, newest first.
        pub sent: Vec<QueuedEdit>,
        /// Clients changed elsewhere, newest first.
        pub received: Vec<ReceivedChange>,
    }

    /// A client as somebody else left it.
    pub struct ReceivedChange {
        /// The client.
        pub client_id: Uuid,
        /// Its name.
        pub title: String,
        /// Its company.
        pub subtitle: Option<String>,
        /// Who changed it.
        pub by: Uuid,
        /// When.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
    }

    /// What the file on this computer holds.
    pub struct Storage {
        /// Records of each kind.
        pub records: Vec<RecordCount>,
        /// Size on disk, with what SQLite keeps beside the file.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub bytes: u64,
        /// Room in the file that new records will take first.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub free_bytes: u64,
        /// Whether it is encrypted.
        pub encrypted: bool,
        /// The file's format.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub format: u64,
        /// Clients the search finds already.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub searchable: u64,
        /// Texts that are being written.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub drafts: u64,
        /// Other files beside it, newest first.
        pub copies: Vec<StoredCopy>,
    }

    /// How many records of a kind are here.
    pub struct RecordCount {
        /// The kind.
        pub entity: Entity,
        /// How many.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub count: u64,
    }

    /// A file that was kept.
    pub struct StoredCopy {
        /// Its name, in the folder of the cache.
        pub name: String,
        /// Why it was kept.
        pub kind: CopyKind,
        /// Its size.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub bytes: u64,
        /// When it was last written.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
    }

    /// Why a file was kept.
    pub enum CopyKind {
        /// It could not be used.
        SetAside,
        /// It was in an older format.
        BeforeUpdate,
    }

    /// What an edit does.
    pub enum EditOp {
        /// Makes a record.
        Create,
        /// Changes fields.
        Update,
        /// Puts away.
        Delete,
        /// Brings back.
        Restore,
    }

    /// Where an edit stands.
    pub enum EditState {
        /// Waits.
        Waiting,
        /// On its way.
        Sending,
        /// Refused; a person decides.
        Refused,
        /// Waits for a refused edit of the same client.
        Blocked,
        /// Reached the server.
        Sent,
    }

    /// A record two people edited differently.
    pub struct ConflictRow {
        /// The conflict.
        pub id: Uuid,
        /// What was edited.
        pub entity: Entity,
        /// The record.
        pub record: Uuid,
        /// The client it belongs to.
        pub client_id: Option<Uuid>,
        /// The client's name, or the record's own.
        pub title: String,
        /// Its company.
        pub subtitle: Option<String>,
        /// The fields to decide.
        pub fields: Vec<FieldConflict>,
        /// When my edit was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub mine_at: i64,
        /// Who made theirs.
        pub theirs_by: Uuid,
        /// When theirs was made.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub theirs_at: i64,
    }
}
