//! WebKitGTK draws six times slower through a graphics driver that is not there than without one (measured: 46 against
//! 7.6 ms of CPU a frame), so on such computers its direct path is switched off before it starts.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// Switches WebKitGTK's direct path off.
const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Sets the switch if it is needed and the person has not decided. A process cannot safely change its own environment
/// once libraries are loaded, so it starts itself anew in its place.
pub fn choose_renderer(safe_rendering: bool) -> io::Result<()> {
    let decided = env::var_os(SWITCH).is_some();
    if decided || !(safe_rendering || !has_graphics_card(Path::new("/dev/dri")) || runs_from_app_image()) {
        return Ok(());
    }
    Err(Command::new(env::current_exe()?).args(env::args_os().skip(1)).env(SWITCH, "1").exec())
}

fn has_graphics_card(devices: &Path) -> bool {
    let render_node = |name: &OsStr| name.to_str().is_some_and(|name| name.starts_with("renderD"));
    fs::read_dir(devices).is_ok_and(|entries| entries.flatten().any(|entry| render_node(&entry.file_name())))
}

/// An AppImage brings libraries that rarely match the computer's driver.
fn runs_from_app_image() -> bool {
    env::var_os("APPIMAGE").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graphics_card_is_a_render_node() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_graphics_card(&folder.path().join("missing")));
        fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_graphics_card(folder.path()));
        fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(has_graphics_card(folder.path()));
    }
}
