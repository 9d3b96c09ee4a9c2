//! Video calls agreed for a time.

use super::api;
use leadline_domain::call::PartyKind;
use uuid::Uuid;

api! {
    /// Command `video_sessions`: those this person is expected in that are to come or go on; asks the server and fails
    /// with `offline` without it.
    pub struct VideoSessions {
        /// The next first.
        pub sessions: Vec<VideoSession>,
    }

    /// A video call agreed for a time.
    pub struct VideoSession {
        /// The session.
        pub id: Uuid,
        /// The client it is about.
        pub client_id: Uuid,
        /// The meeting in the host's day; none for one that began at once.
        pub activity_id: Option<Uuid>,
        /// Whether this person agreed it, and so can call it off.
        pub mine: bool,
        /// Who is expected: a colleague or a customer.
        pub with: PartyKind,
        /// Whether the other one is there already, or both are.
        pub goes_on: bool,
        /// When the two want to meet.
        #[ts(type = "number")]
        pub at: i64,
    }

    /// Command `video_session_agree`: plans a video call with the customer of a client, or with a colleague about them.
    /// Answer [`VideoSession`]; its meeting comes with sync.
    pub struct VideoSessionAgree {
        /// Chosen by the window, so that one whose answer was lost can be asked for again.
        pub session_id: Uuid,
        /// The client it is about.
        pub client_id: Uuid,
        /// The colleague who is expected; the client's customer if nobody is named.
        pub profile_id: Option<Uuid>,
        /// When, by this computer's clock.
        #[ts(type = "number")]
        pub at: i64,
    }

    /// Commands `video_session_join`, which calls the other one or takes their call, with answer [`super::Calls`], and
    /// `video_session_cancel`.
    pub struct VideoSessionId {
        /// The session.
        pub session_id: Uuid,
    }
}
