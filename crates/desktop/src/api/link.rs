//! Links that other programs handed over.

use super::api;
use leadline_cache::rows::ClientRow;
use uuid::Uuid;

api! {
    /// Answer of `link_take`, which a window asks when it comes up and at every event `link_waits`: a link is opened once.
    pub struct LinkTaken {
        /// The newest link that nobody has opened; `None` also while nobody is signed in.
        pub link: Option<OpenedLink>,
    }

    /// What a link leads to.
    pub enum OpenedLink {
        /// The calls that were.
        Calls {},
        /// The person's own activities.
        Activities {
            /// The one that is meant, if one is.
            activity: Option<Uuid>,
        },
        /// A client, or a record on the client's page.
        Client {
            /// The client.
            id: Uuid,
            /// The activity on that page, if one is meant.
            activity: Option<Uuid>,
        },
        /// A record that is gone or not this person's to see; which of the two nobody is told.
        NotHere {},
        /// A telephone number. It is shown; only the person hands it on.
        Number {
            /// In E.164 if it is a number of some country, else as it was in the link.
            number: String,
            /// Whether it is in E.164, so that `phone_open` takes it.
            callable: bool,
            /// Whose it is.
            clients: Vec<ClientRow>,
        },
        /// Nothing was done with it.
        Refused {
            /// Why.
            fault: LinkFault,
        },
    }

    /// Why a link is not one of Leadline's.
    #[derive(Copy)]
    pub enum LinkFault {
        /// Longer than any link that is meant well.
        TooLong,
        /// It holds spaces, control characters or letters beyond ASCII.
        Letters,
        /// Its scheme is another one than `leadline`, `tel` and `callto`.
        Scheme,
        /// It names a place or a kind of record that there is no page for.
        Place,
        /// What should be a record's id is none.
        Id,
        /// What should be a telephone number is none.
        Number,
    }
}
