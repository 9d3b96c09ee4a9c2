//! Colleagues, tags and sources.

use super::rows;
use leadline_domain::Role;
use uuid::Uuid;

rows! {
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
}
