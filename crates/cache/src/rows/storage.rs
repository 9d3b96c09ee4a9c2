//! What lies on the disk.

use super::rows;
use leadline_domain::Entity;

rows! {
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
}
