//! Bringing clients in from a CSV file.

use super::api;
use leadline_cache::rows::ClientRow;
use leadline_domain::Value;
use leadline_domain::check::FieldFault;
use leadline_protocol::Problem;
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
        /// Where they can go.
        pub fields: Vec<ImportField>,
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

    /// A field of a client that a column can go to.
    pub struct ImportField {
        /// Its name.
        pub field: String,
        /// Several columns may be joined to it, such as first and last name.
        pub joins: bool,
        /// For a field of a closed list, what a word of the file can mean.
        #[ts(type = "Array<string | boolean> | null")]
        pub choices: Option<Vec<Value>>,
    }

    /// What to do with a row whose phone or e-mail is here already.
    #[derive(Copy)]
    pub enum DuplicatePolicy {
        /// Leave both alone.
        Skip,
        /// Fill in fields that are empty.
        Fill,
        /// Write what the row says over what is here.
        Replace,
        /// Make another client.
        Create,
    }

    /// Command `import_check`: what would happen, before anything is written. Answer [`ImportCounts`].
    pub struct ImportPlan {
        /// From [`ImportGuess`].
        pub import: Uuid,
        /// Field by column place; columns not named are left out.
        pub mapping: BTreeMap<u32, String>,
        /// What the file's own words mean in fields of a closed list, by field and word; null leaves the field empty.
        #[ts(type = "Record<string, Record<string, string | boolean | null>>")]
        pub meanings: BTreeMap<String, BTreeMap<String, Value>>,
        /// For rows that are here already.
        pub duplicates: DuplicatePolicy,
        /// Rows decided one by one, by line.
        pub decided: BTreeMap<u32, DuplicatePolicy>,
        /// Who will own the new clients for which the file names nobody; nobody: the pool.
        pub owner_id: Option<Uuid>,
        /// A tag for every imported client.
        pub tag_id: Option<Uuid>,
    }

    /// The four counts.
    pub struct ImportCounts {
        /// Will be made.
        pub create: u32,
        /// Will be changed.
        pub update: u32,
        /// Left alone as duplicates, of clients here or of rows above.
        pub skip: u32,
        /// Cannot be read; listed and downloadable.
        pub broken: u32,
    }

    /// What happens to a row.
    #[derive(Copy)]
    pub enum ImportFate {
        /// A new client.
        Create,
        /// A client here is changed.
        Update,
        /// Left alone.
        Skip,
        /// It cannot be read.
        Broken,
    }

    /// Command `import_preview` (request [`ImportPlan`]): how the file reads by this mapping.
    pub struct ImportPreview {
        /// The first 20 rows, each as a client of its own.
        pub rows: Vec<ImportRow>,
        /// The words of mapped fields with a closed list.
        pub words: Vec<ImportWords>,
    }

    /// The words of one field with a closed list.
    pub struct ImportWords {
        /// The field.
        pub field: String,
        /// In the order of the file, at most 200.
        pub words: Vec<ImportWord>,
        /// There are more different words.
        pub more: bool,
    }

    /// One word of the file.
    pub struct ImportWord {
        /// As written.
        pub said: String,
        /// In how many rows.
        pub rows: u32,
        /// Somebody knows what it means; rows with a word that nobody knows are broken.
        pub known: bool,
        /// What it means; null leaves the field empty.
        #[ts(type = "string | boolean | null")]
        pub means: Value,
    }

    /// Command `import_rows`: rows of the last check with one fate. Decisions of the plan hold without another check.
    pub struct ImportRowsQuery {
        /// The plan.
        pub plan: ImportPlan,
        /// Which rows.
        pub fate: ImportFate,
        /// How many of them to pass over.
        pub offset: u32,
    }

    /// A page of rows.
    pub struct ImportRows {
        /// What would happen by this plan.
        pub counts: ImportCounts,
        /// In the order of the file, at most 100.
        pub rows: Vec<ImportRow>,
    }

    /// One row of the file and what happens to it.
    pub struct ImportRow {
        /// Line in the file, counted as an editor does.
        pub line: u32,
        /// What happens.
        pub fate: ImportFate,
        /// What a new client would hold; nothing for a broken row.
        #[ts(type = "Record<string, string | number | boolean | null>")]
        pub values: BTreeMap<String, Value>,
        /// Whom it repeats.
        pub repeats: Option<ImportRepeat>,
        /// Where it differs from the client here.
        pub changes: Vec<ImportChange>,
        /// Why it is broken.
        pub errors: Vec<ImportError>,
    }

    /// Whom a row repeats.
    pub enum ImportRepeat {
        /// A row above, by its line.
        Above {
            /// Its line.
            line: u32,
        },
        /// A client here.
        Here {
            /// The client.
            client: Box<ClientRow>,
            /// What both have: `phone`, `phone2` or `email`.
            by: String,
        },
    }

    /// A field in which a row differs from the client here.
    pub struct ImportChange {
        /// The field.
        pub field: String,
        /// What is here.
        #[ts(type = "string | number | boolean | null")]
        pub here: Value,
        /// What the file says.
        #[ts(type = "string | number | boolean | null")]
        pub file: Value,
        /// Whether the file's content is written.
        pub written: bool,
    }

    /// Why a row cannot be imported.
    pub struct ImportError {
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

    /// Answer of `import_run`. Where nothing was written the problem alone is the answer.
    pub struct ImportResult {
        /// What was done.
        pub counts: ImportCounts,
        /// Why it broke off; what was written before stays and can be undone.
        pub problem: Option<Problem>,
        /// Stopped by the person; what was written stays and can be undone.
        pub cancelled: bool,
        /// Give this to `undo`.
        pub undo: Option<Uuid>,
    }

    /// Command `import_errors_save`: writes the broken rows with a reason column as CSV, in the person's words.
    pub struct ImportErrorsSave {
        /// From [`ImportGuess`].
        pub import: Uuid,
        /// Where to.
        pub path: String,
        /// Header of the column with the line.
        pub line: String,
        /// Header of the column with the reasons.
        pub reason: String,
        /// What each fault is called.
        #[ts(type = "Record<FieldFault, string>")]
        pub faults: BTreeMap<FieldFault, String>,
    }
}
