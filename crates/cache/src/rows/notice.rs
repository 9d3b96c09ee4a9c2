//! What the person is told of.

use super::{SyncMark, rows};
use leadline_domain::ActivityKind;
use leadline_domain::words::NotificationKind;
use uuid::Uuid;

rows! {
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
        /// An open activity of the person becomes due, and this is when they wanted to hear of it.
        Reminder,
    }

    /// One thing the person was told of, as the notification centre lists it.
    pub struct NoticeRow {
        /// The notification of the missed call, or the activity.
        pub id: Uuid,
        /// What it is about.
        pub kind: NoticeKind,
        /// Who called, or what is to be done.
        pub title: String,
        /// What kind of activity it is.
        pub activity_kind: Option<ActivityKind>,
        /// The client it is about, if it is here.
        pub client_id: Option<Uuid>,
        /// That client's name.
        pub client_name: Option<String>,
        /// When the call was, the activity became due, or its reminder came.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub at: i64,
        /// When the activity is due; nothing for calls.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub due_at: Option<i64>,
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
}
