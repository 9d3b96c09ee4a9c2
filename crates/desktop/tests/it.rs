//! What the UI can ask and be told, through [`leadline_desktop::Desktop::call`].

mod it {
    pub mod commands;
    pub mod generated;
    pub mod imports;
    pub mod installed;
    pub mod session;
    pub mod two_agents;
}
