//! The closed word lists of the field, each stored and sent as its `snake_case` word.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order people read them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stored words, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word this value is stored and sent as.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads a stored word back.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

/// Where a word stands in its list, which is the order people read: the funnel's steps, hot before cold. A word of a
/// newer build stands after all that are known here.
pub fn place_of(words: &[&str], word: &str) -> i64 {
    words.iter().position(|known| *known == word).unwrap_or(words.len()) as i64
}

words! {
    /// Whether a client is one human or an organisation.
    ClientKind { /// One human.
        Person = "person", /// A firm, school, hospital and the like.
        Company = "company" }
}
words! {
    /// How far the business relation has come.
    ClientType { /// Not yet spoken to, or not yet qualified.
        Lead = "lead", /// Qualified and in talks.
        Prospect = "prospect", /// Has bought.
        Customer = "customer" }
}
words! {
    /// The marketing and sales funnel step.
    LifecycleStage { /// New.
        Lead = "lead", /// Marketing qualified.
        Mql = "mql", /// Sales qualified.
        Sql = "sql", /// In a concrete deal.
        Opportunity = "opportunity", /// Has bought.
        Customer = "customer", /// Recommends us to others.
        Evangelist = "evangelist" }
}
words! {
    /// An agent's judgement of how likely a lead is to buy soon.
    LeadQuality { /// Likely soon.
        Hot = "hot", /// Interested.
        Warm = "warm", /// Not now.
        Cold = "cold" }
}
words! {
    /// What an activity is.
    ActivityKind { /// A telephone call, made or planned.
        Call = "call", /// An e-mail.
        Email = "email", /// A meeting.
        Meeting = "meeting", /// Anything else to be done.
        Task = "task" }
}
words! {
    /// Whether an activity still asks for attention.
    ActivityStatus { /// Waits to be done.
        Open = "open", /// Finished.
        Done = "done", /// Will not happen.
        Cancelled = "cancelled" }
}
words! {
    /// How urgent an activity is.
    Priority { /// Can wait.
        Low = "low", /// As usual.
        Normal = "normal", /// First.
        High = "high" }
}
words! {
    /// What a person is told of.
    NotificationKind { /// Somebody called and was not answered.
        MissedCall = "missed_call" }
}
words! {
    /// Whether a colleague may sign in.
    ProfileStatus { /// May sign in.
        Active = "active", /// Signed in never, invitation pending.
        Invited = "invited", /// Shut out.
        Deactivated = "deactivated" }
}
