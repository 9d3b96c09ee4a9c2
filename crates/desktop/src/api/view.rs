//! Lists over any number of clients: the core keeps the ordered ids, the UI asks for windows of rows.

use super::api;
use leadline_cache::rows::{ClientRow, ColumnState, SavedView};
use leadline_domain::filter::{Filter, Sort};
use std::collections::BTreeMap;
use uuid::Uuid;

api! {
    /// Command `view_open`: makes a list. The UI closes it when it leaves.
    pub struct ViewRequest {
        /// Which clients.
        pub filter: Filter,
        /// In which order.
        pub sort: Sort,
        /// Midnight at the start of the person's today, for relative filters.
        #[ts(type = "number")]
        pub today: i64,
    }

    /// An open list. It is kept up to date; a `view_changed` event says when.
    pub struct ViewOpened {
        /// Handle for `view_rows`, `view_find`, `view_close` and bulk edits.
        pub view: u32,
        /// How many clients match.
        pub total: u32,
        /// Grows with each change of order or content.
        pub revision: u32,
        /// The first 100 rows, so that opening is drawn after one answer.
        pub first: Vec<ClientRow>,
    }

    /// Command `view_rows`.
    pub struct RowsRequest {
        /// The list.
        pub view: u32,
        /// First row, from 0.
        pub offset: u32,
        /// At most 200.
        pub limit: u32,
    }

    /// A window of rows.
    pub struct Rows {
        /// The list's revision these rows belong to.
        pub revision: u32,
        /// How many clients match now.
        pub total: u32,
        /// First row, from 0.
        pub offset: u32,
        /// The rows.
        pub rows: Vec<ClientRow>,
    }

    /// Command `view_find`: where a client stands in a list.
    pub struct FindRequest {
        /// The list.
        pub view: u32,
        /// The client.
        pub id: Uuid,
    }

    /// Answer of `view_find`.
    pub struct Found {
        /// From 0; `None` if it is not in the list.
        pub offset: Option<u32>,
        /// The record before it.
        pub previous: Option<Uuid>,
        /// The record after it.
        pub next: Option<Uuid>,
        /// How many clients match.
        pub total: u32,
    }

    /// Command `view_close`.
    pub struct ViewHandle {
        /// The list.
        pub view: u32,
    }

    /// Command `count`: how many clients match, for tabs and sidebar; not kept up to date.
    pub struct CountRequest {
        /// Which clients.
        pub filter: Filter,
        /// Midnight at the start of the person's today.
        #[ts(type = "number")]
        pub today: i64,
    }

    /// Answer of `count`.
    pub struct Count {
        /// How many.
        pub total: u32,
    }

    /// Command `search`: finds clients while a person types.
    pub struct SearchRequest {
        /// What was typed, from the first character on.
        pub text: String,
        /// At most 50.
        pub limit: u32,
    }

    /// Answer of `search`, best first.
    pub struct SearchHits {
        /// The clients.
        pub clients: Vec<ClientRow>,
    }

    /// Answer of `columns_arranged`: columns as they were arranged on this device and saved with no view.
    pub struct ArrangedColumns {
        /// By the UI's name of the list.
        pub lists: BTreeMap<String, Vec<ColumnState>>,
    }

    /// Command `columns_arrange`.
    pub struct ArrangeColumns {
        /// The UI's name of the list.
        pub list: String,
        /// In order; none: as they come.
        pub columns: Option<Vec<ColumnState>>,
    }

    /// Answer of `saved_views`.
    pub struct SavedViews {
        /// By position.
        pub views: Vec<SavedView>,
    }
}
