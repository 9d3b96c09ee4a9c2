//! What the core tells the UI without being asked. Events carry ids; the UI asks again for what is on screen.

use super::{Calls, SessionState, SyncStatus, Told, Updates, api};
use leadline_domain::Entity;
use leadline_protocol::Problem;
use uuid::Uuid;

api! {
    /// Command `job_stop`: stops a bulk edit or an import at the next safe place; what was written stays.
    pub struct JobHandle {
        /// From the `job` event.
        pub id: Uuid,
    }

    /// The one event.
    pub enum DesktopEvent {
        /// The window fell behind and was not told everything; it asks for everything again.
        Missed {},
        /// Records changed, by this window, another or the server. Batched.
        Changed {
            /// Grows by one each time; a gap means that everything should be asked again.
            revision: u32,
            /// Which kinds.
            entities: Vec<Entity>,
            /// Which clients are touched, themselves or by what hangs on them; empty means many.
            clients: Vec<Uuid>,
        },
        /// An open list changed.
        ViewChanged {
            /// The list.
            view: u32,
            /// Its revision.
            revision: u32,
            /// How many clients match now.
            total: u32,
        },
        /// The sync state changed.
        Sync {
            /// As of now.
            status: SyncStatus,
        },
        /// The session changed: signed in, out, or settings.
        Session {
            /// As of now.
            state: Box<SessionState>,
        },
        /// Something long goes on: an import or a bulk edit.
        Job {
            /// The import or the edit.
            id: Uuid,
            /// "import" or "bulk".
            kind: String,
            /// How many are done.
            done: u32,
            /// How many there are.
            total: u32,
            /// It ended.
            finished: bool,
            /// It ended badly.
            problem: Option<Problem>,
        },
        /// Something about calls changed.
        Calls {
            /// As of now.
            state: Box<Calls>,
        },
        /// Another program handed a link over; see `link_take`.
        LinkWaits {},
        /// The person wants to see what a notification looks like; see `notice_try`.
        NoticeTried {},
        /// The person is told of something that came up, outside of quiet hours. It is in `notices` as well.
        Told {
            /// Of what.
            news: Told,
        },
        /// Where updates stand changed.
        Updates {
            /// As of now.
            state: Box<Updates>,
        },
        /// How loud the microphone is, while `sound_test` is on.
        SoundLevel {
            /// 0 to 100.
            level: u8,
        },
    }
}
