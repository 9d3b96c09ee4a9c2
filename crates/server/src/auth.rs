//! Who somebody is: passwords, access and refresh tokens, sessions on devices.

pub mod access_token;
pub mod account;
pub mod devices;
pub mod ended_sessions;
pub mod password;
pub mod refresh_token;
pub mod session;
pub mod sign_in;
pub mod sign_up;
pub mod signing_key;
pub mod throttle;
