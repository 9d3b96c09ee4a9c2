//! Who somebody is: passwords, access and refresh tokens, sessions on devices.

pub mod access_token;
pub mod ended_sessions;
pub mod signing_key;
