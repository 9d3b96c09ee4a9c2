//! Clients and what hangs on them.

use super::api;
use leadline_cache::rows::ClientRow;
use leadline_domain::Value;
use leadline_domain::check::FieldProblem;
use leadline_protocol::Problem;
use std::collections::BTreeMap;
use uuid::Uuid;

api! {
    /// Field names and values as typed in a form or cell. Phones may be in home writing; the core turns them into E.164.
    pub struct Fields {
        /// By field name.
        #[ts(type = "Record<string, string | number | boolean | null>")]
        pub values: BTreeMap<String, Value>,
    }

    /// Commands `client_create`, `contact_create`, `note_create`, `activity_create`, `tag_create`: makes a record.
    pub struct CreateRequest {
        /// Made by the UI, so that pressing twice makes one.
        pub id: Uuid,
        /// The content.
        pub fields: Fields,
        /// A draft this record came from, dropped in the same transaction.
        pub draft: Option<String>,
    }

    /// Commands `client_update`, `contact_update`, `note_update`, `activity_update`, `tag_update`: changes fields.
    pub struct UpdateRequest {
        /// The record.
        pub id: Uuid,
        /// Only the fields that change.
        pub fields: Fields,
    }

    /// Commands `contact_delete`, `note_delete`, `activity_delete`, `tag_delete`, and lookups by id.
    pub struct ById {
        /// The record.
        pub id: Uuid,
    }

    /// The answer to every edit.
    pub struct Edited {
        /// The record.
        pub id: Uuid,
        /// How many records changed.
        pub count: u32,
        /// Give this to `undo`; `None` when nothing changed.
        pub undo: Option<Uuid>,
    }

    /// Command `fields_check`: what would be wrong, while a form is being filled.
    pub struct FieldsChecked {
        /// Empty when all is well.
        pub problems: Vec<FieldProblem>,
    }

    /// Command `duplicates_find`.
    pub struct DuplicateQuery {
        /// Phone as typed.
        pub phone: Option<String>,
        /// E-mail as typed.
        pub email: Option<String>,
        /// A client that is not its own duplicate.
        pub except: Option<Uuid>,
    }

    /// Clients that have the same phone or e-mail.
    pub struct Duplicates {
        /// At most 20.
        pub clients: Vec<ClientRow>,
    }

    /// Which clients a bulk edit means.
    pub enum Selection {
        /// These.
        Ids {
            /// At most 5,000.
            ids: Vec<Uuid>,
        },
        /// Everything in an open view but these.
        View {
            /// The view.
            view: u32,
            /// Not these.
            except: Vec<Uuid>,
        },
    }

    /// What a bulk edit does.
    pub enum BulkChange {
        /// Give to a colleague, or back to the pool.
        Assign {
            /// The new owner.
            owner_id: Option<Uuid>,
        },
        /// Set one field.
        Set {
            /// The field's name.
            field: String,
            /// Its value.
            #[ts(type = "string | number | boolean | null")]
            value: Value,
        },
        /// Put a tag on.
        Tag {
            /// The tag.
            tag_id: Uuid,
        },
        /// Take a tag off.
        Untag {
            /// The tag.
            tag_id: Uuid,
        },
        /// Put away.
        Delete,
    }

    /// Command `clients_bulk`; progress by the `job` event, answer [`BulkEdited`].
    pub struct BulkRequest {
        /// Which.
        pub selection: Selection,
        /// What.
        pub change: BulkChange,
    }

    /// Answer of `clients_bulk`. Where nothing was changed the problem alone is the answer.
    pub struct BulkEdited {
        /// How many records changed.
        pub count: u32,
        /// Why it broke off; what was changed before stays.
        pub problem: Option<Problem>,
        /// Give this to `undo`; `None` when nothing changed.
        pub undo: Option<Uuid>,
    }

    /// Answer of `broken_edits`.
    pub struct BrokenEdits {
        /// The oldest first.
        pub edits: Vec<BrokenEdit>,
    }

    /// An import or a bulk edit that an earlier run of the app did not bring to its end.
    pub struct BrokenEdit {
        /// Its id.
        pub id: Uuid,
        /// "import" or "bulk".
        pub kind: String,
        /// The name of the file it was read from.
        pub source: Option<String>,
        /// When it began.
        #[ts(type = "number")]
        pub begun_at: i64,
        /// How many rows or clients were done with.
        pub done: u32,
        /// Of how many.
        pub total: u32,
    }

    /// Command `broken_edit_settle`: it is not told of again. Answer [`Edited`].
    pub struct BrokenEditSettle {
        /// From [`BrokenEdit::id`].
        pub id: Uuid,
        /// Whether what was done is taken back, all of it or nothing.
        pub take_back: bool,
    }

    /// Command `undo`; without a token the latest edit of this session.
    pub struct UndoRequest {
        /// From [`Edited::undo`].
        pub token: Option<Uuid>,
    }

    /// Command `draft_save`: keeps what a person is typing; survives a crash.
    pub struct Draft {
        /// Which form: "client:new", "note:ID" and the like.
        pub key: String,
        /// The form's content as JSON.
        pub body: String,
    }

    /// Commands `draft_get`, `draft_drop`.
    pub struct DraftKey {
        /// Which form.
        pub key: String,
    }

    /// Answer of `draft_get`.
    pub struct DraftFound {
        /// The form's content.
        pub body: Option<String>,
        /// When it was saved.
        #[ts(type = "number | null")]
        pub at: Option<i64>,
    }
}
