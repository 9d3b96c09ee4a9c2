//! What the cache answers: lists of any size, search, one client with what hangs on it, and a person's day.
//!
//! Every answer comes from one consistent state of the file and takes a fixed number of statements, however many rows
//! it holds.

mod activities;
mod card;
mod client_rows;
mod column;
mod directory;
mod duplicates;
mod filter;
mod grams;
mod head;
mod notices;
mod notifications;
mod order;
mod saved_views;
mod search;
pub(crate) mod search_index;
#[cfg(test)]
mod tests;
mod timeline;
mod view;
mod views;

pub(crate) use notices::{missed_not_told, next_news, reminders_not_told, tasks_not_told};
pub use view::{Found, OpenedView, Window};
pub(crate) use views::Views;
