//! Lists as people arrange them.

use super::rows;
use leadline_domain::filter::{Filter, Sort};
use uuid::Uuid;

rows! {
    /// A saved filter, order and columns. Commands `saved_views`, `saved_view_put`, `saved_view_delete`.
    pub struct SavedView {
        /// Made by the UI.
        pub id: Uuid,
        /// Name.
        pub name: String,
        /// Which clients.
        pub filter: Filter,
        /// In which order.
        pub sort: Sort,
        /// Columns in order, with widths in px.
        pub columns: Vec<ColumnState>,
        /// In the sidebar.
        pub pinned: bool,
        /// Place among the views.
        pub position: u32,
    }

    /// One column of a list.
    pub struct ColumnState {
        /// Field name.
        pub field: String,
        /// Width in px.
        pub width: u32,
        /// Hidden columns keep their place.
        pub hidden: bool,
        /// Stays in sight when the list scrolls sideways.
        #[serde(default)]
        pub pinned: bool,
    }
}
