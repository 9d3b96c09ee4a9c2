//! One file per kind of thing that can be asked for.

pub mod about;
pub mod audit;
pub mod auth;
pub mod call_rules;
pub mod calls;
mod client_bulk;
mod client_list;
mod client_timeline;
pub mod clients;
pub mod hanging;
pub mod hello;
pub mod organizations;
pub mod portal;
pub mod portal_pages;
pub mod realtime;
pub mod sync;
pub mod team;
pub mod video_call;
pub mod voip;
pub mod webhooks;
