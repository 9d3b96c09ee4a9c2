//! The heart of the desktop app: what the UI can ask and be told. Knows no window toolkit.

pub mod api;
pub mod commands;
