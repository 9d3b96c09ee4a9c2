//! The computer around the app: the tray, and starting at sign-in.

use super::api;

api! {
    /// Answer of `computer`.
    pub struct AroundApp {
        /// Whether the desktop shows icons of programs that have no window.
        pub has_tray: bool,
        /// The app goes on without its window, so that calls ring. Until the person chooses, it does where a tray shows
        /// that it is still there.
        pub stays_when_closed: bool,
        /// The app starts, without its window, when the person signs in to the computer; `None` where that cannot be set.
        pub starts_at_login: Option<bool>,
        /// Pages are drawn without the short way over the graphics card; `None` where there is no choice.
        pub draws_carefully: Option<bool>,
    }

    /// Command `computer_set`; what is `None` stays. Answer [`AroundApp`].
    pub struct AroundAppSet {
        /// Go on without the window.
        pub stays_when_closed: Option<bool>,
        /// Start when the person signs in to the computer.
        pub starts_at_login: Option<bool>,
        /// Draw carefully, from the next start on.
        pub draws_carefully: Option<bool>,
    }
}
