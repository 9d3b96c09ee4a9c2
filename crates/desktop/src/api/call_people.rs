//! Further people of a call, and asking them in.

use super::{CallOther, api};
use leadline_domain::call::{EndReason, Purpose};
use uuid::Uuid;

api! {
    /// Somebody else in a call.
    pub struct CallPerson {
        /// Who.
        pub who: CallOther,
        /// In the call; otherwise it rings at theirs.
        pub here: bool,
        /// They have put the call on hold, or talk in another one for a while.
        pub on_hold: bool,
    }

    /// Whom this device asked in.
    pub struct CallAsking {
        /// What they are called.
        pub name: String,
        /// `join`, `consult` or `transfer`.
        pub purpose: Purpose,
        /// Whether they have answered.
        pub answered: bool,
        /// Why it came to nothing, once it did.
        pub outcome: Option<EndReason>,
    }

    /// Command `call_invite`: asks a colleague into a call that goes on; answer [`Calls`].
    pub struct CallInvite {
        /// The call.
        pub call_id: Uuid,
        /// The colleague, or another customer of the same client.
        pub party_id: Uuid,
        /// `join` to talk with all, `consult` to ask them first while the others wait, `transfer` to leave at once.
        pub purpose: Purpose,
    }
}
