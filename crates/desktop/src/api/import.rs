//! Bringing clients in from a CSV file.

use super::api;
use leadline_domain::check::FieldFault;
use std::collections::BTreeMap;
use uuid::Uuid;

api! {
    /// Command `import_open`: reads a file and guesses what it holds. Answer [`ImportGuess`].
    pub struct ImportOpen {
        /// Path of the file, from the file dialog or a drop.
        pub path: String,
        /// Read it as this instead of what was guessed: "utf-8", "utf-16le", "utf-16be", "windows-874".
        pub encoding: Option<String>,
    }

    /// What the file seems to hold.
    pub struct ImportGuess {
        /// Handle for the other import commands.
        pub import: Uuid,
        /// The file's name.
        pub file_name: String,
        /// How it was read.
        pub encoding: String,
        /// Whether some bytes made no sense in that encoding.
        pub encoding_doubtful: bool,
        /// How many rows follow the header.
        pub rows: u32,
        /// The columns.
        pub columns: Vec<ImportColumn>,
    }

    /// One column of the file.
    pub struct ImportColumn {
        /// Place in the file, from 0.
        pub at: u32,
        /// The header as written.
        pub header: String,
        /// First values that are not empty, at most 3.
        pub sample: Vec<String>,
        /// The field it goes to.
        pub field: Option<String>,
        /// How the field was found.
        pub found_by: Option<FoundBy>,
    }

    /// How a column's field was found.
    pub enum FoundBy {
        /// By the header's words.
        Header,
        /// By what the values look like.
        Content,
        /// As in the last import with the same headers.
        LastTime,
    }

    /// What to do with a row whose phone or e-mail is here already.
    pub enum DuplicatePolicy {
        /// Leave both alone.
        Skip,
        /// Fill in fields that are empty.
        Fill,
        /// Make another client.
        Create,
    }

    /// Command `import_check`: what would happen, before anything is written. Answer [`ImportCounts`].
    pub struct ImportPlan {
        /// From [`ImportGuess`].
        pub import: Uuid,
        /// Field by column place; columns not named are left out.
        pub mapping: BTreeMap<u32, String>,
        /// For rows that are here already.
        pub duplicates: DuplicatePolicy,
        /// Who will own the new clients; nobody: the pool.
        pub owner_id: Option<Uuid>,
        /// A tag for every imported client.
        pub tag_id: Option<Uuid>,
    }

    /// The four counts.
    pub struct ImportCounts {
        /// Will be made.
        pub create: u32,
        /// Will be filled in.
        pub update: u32,
        /// Left alone as duplicates, of clients here or of rows above.
        pub skip: u32,
        /// Cannot be read; listed and downloadable.
        pub broken: u32,
        /// The first 200 broken rows.
        pub errors: Vec<ImportError>,
    }

    /// Why a row cannot be imported.
    pub struct ImportError {
        /// Line in the file, counted as an editor does.
        pub line: u32,
        /// The header of the column.
        pub header: String,
        /// What stands there.
        pub value: String,
        /// What is wrong with it.
        pub fault: FieldFault,
    }

    /// Command `import_run` (same request as `import_check`; progress by the `job` event), also `import_cancel`,
    /// `import_errors_save`, `import_close`.
    pub struct ImportHandle {
        /// From [`ImportGuess`].
        pub import: Uuid,
    }

    /// Answer of `import_run`.
    pub struct ImportResult {
        /// What was done.
        pub counts: ImportCounts,
        /// Stopped by the person; what was written stays and can be undone.
        pub cancelled: bool,
        /// Give this to `undo`.
        pub undo: Option<Uuid>,
    }

    /// Command `import_errors_save`: writes the broken rows with a reason column as CSV.
    pub struct ImportErrorsSave {
        /// From [`ImportGuess`].
        pub import: Uuid,
        /// Where to.
        pub path: String,
    }
}
