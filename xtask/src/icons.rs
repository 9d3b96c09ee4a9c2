//! The application's icon in every size, and the one on the desktop's panel in every state, drawn from their sources by
//! the browser the tests have. Icons are committed: whoever builds Leadline needs no browser.

use crate::step::{Failure, output, step};
use crate::workspace::{root, scratch};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Pixels of the square application icon, as desktops look for them.
pub const SIZES: [u32; 8] = [16, 24, 32, 48, 64, 128, 256, 512];
/// The cells of `tray.svg`.
const TRAY_STATES: [&str; 4] = ["idle", "missed", "call", "offline"];
/// Twice the usual height of a panel's icon.
const TRAY_SIZE: u32 = 48;
const TRAY_TONES: [(&str, &str); 2] = [("on-dark", "#f4f6f8"), ("on-light", "#1a1e25")];

/// Where icons and their sources are.
pub fn folder() -> PathBuf {
    root().join("src-tauri/icons")
}

/// Draws all of them.
pub fn draw() -> Result<(), Failure> {
    step("Drawing the icons", || {
        let application = read("leadline.svg")?;
        for size in SIZES {
            picture(&application, size, &folder().join(format!("{size}x{size}.png")))?;
        }
        fs::copy(folder().join("256x256.png"), folder().join("128x128@2x.png")).map_err(|cause| refused(&cause))?;
        fs::copy(folder().join("512x512.png"), folder().join("icon.png")).map_err(|cause| refused(&cause))?;
        let tray = read("tray.svg")?;
        for (cell, state) in TRAY_STATES.iter().enumerate() {
            for (tone, colour) in TRAY_TONES {
                let view = format!("viewBox=\"{} 0 16 16\" style=\"color:{colour}\"", cell * 16);
                let drawn = tray.replace("viewBox=\"0 0 64 16\"", &view);
                picture(&drawn, TRAY_SIZE, &folder().join(format!("tray/{state}-{tone}.png")))?;
            }
        }
        Ok(())
    })
}

fn picture(drawing: &str, size: u32, file: &Path) -> Result<(), Failure> {
    let page = scratch("icons")?.join("page.html");
    let style = format!("<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>");
    fs::write(&page, format!("<!doctype html>{style}{drawing}")).map_err(|cause| refused(&cause))?;
    fs::create_dir_all(file.parent().unwrap_or(file)).map_err(|cause| refused(&cause))?;
    output(
        Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
            .arg("--default-background-color=00000000")
            .arg(format!("--window-size={size},{size}"))
            .arg(format!("--screenshot={}", file.display()))
            .arg(format!("file://{}", page.display())),
        "Is Chromium installed? `cargo xtask setup` does it.",
    )?;
    Ok(())
}

fn read(name: &str) -> Result<String, Failure> {
    fs::read_to_string(folder().join(name)).map_err(|cause| refused(&cause))
}

fn refused(cause: &std::io::Error) -> Failure {
    Failure::new(format!("the icons cannot be drawn: {cause}"), "Is the checkout complete, and the disk not full?")
}
