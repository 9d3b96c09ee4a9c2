//! What WebKitGTK is told through its environment before it starts: how to draw, and how much memory to grow into.

use crate::rendering::Way;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// Switches the direct path to the graphics card off. WebKitGTK draws six times slower through a driver that is not
/// there than without one (measured: 46 against 7.6 ms of CPU a frame).
const NO_DIRECT_PATH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Keeps WebKitGTK from asking anything of the graphics card.
const NO_CARD: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// The memory that JavaScript's collector believes the computer has, in bytes. By what it really has, it lets garbage
/// grow by half a gigabyte; with this, scrolling through a list leaves 60 MB less behind and takes no longer.
const MEMORY_TO_GROW_INTO: (&str, &str) = ("JSC_forceRAMSize", "268435456");

/// Says it, unless the person has decided otherwise. Must be called before the process has a second thread, which might
/// be reading the environment meanwhile.
pub fn prepare(way: Way) -> Result<(), glib::BoolError> {
    if way >= Way::ThroughMemory || !finds_graphics_card() || runs_from_app_image() {
        glib::setenv(NO_DIRECT_PATH, "1", false)?;
    }
    if way >= Way::WithoutCard {
        glib::setenv(NO_CARD, "1", false)?;
    }
    let (memory, bytes) = MEMORY_TO_GROW_INTO;
    glib::setenv(memory, bytes, false)
}

/// Whether this computer has a graphics card that programs may draw with.
pub fn finds_graphics_card() -> bool {
    has_graphics_card(Path::new("/dev/dri"))
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
