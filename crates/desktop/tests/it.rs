//! What the UI can ask and be told, through [`leadline_desktop::Desktop::call`].

mod it {
    pub mod generated;
}
