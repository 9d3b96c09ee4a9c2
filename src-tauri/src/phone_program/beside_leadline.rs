//! Leadline may be what the system itself opens numbers with: then they came back with the same question. Another program
//! is chosen in its place.

use gio::prelude::AppInfoExt;
use leadline_desktop::TelLink;
use std::io;

const SCHEME: &str = "tel";
const CONTENT_TYPE: &str = "x-scheme-handler/tel";
/// As the package and the bundler name it.
const OURS: &str = "leadline.desktop";

/// Opens the number with another program than Leadline, and says whether there was one; nothing where the system would
/// not come to Leadline anyway.
pub fn open(link: &TelLink) -> Option<io::Result<bool>> {
    let systems_own = gio::AppInfo::default_for_uri_scheme(SCHEME)?;
    is_ours(&systems_own).then(|| {
        let Some(other) = gio::AppInfo::all_for_type(CONTENT_TYPE).into_iter().find(|app| !is_ours(app)) else {
            return Ok(false);
        };
        let opened = other.launch_uris(&[link.as_str()], None::<&gio::AppLaunchContext>);
        opened.map(|()| true).map_err(io::Error::other)
    })
}

fn is_ours(app: &gio::AppInfo) -> bool {
    app.id().is_some_and(|id| id == OURS)
}
