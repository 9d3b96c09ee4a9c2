//! `cargo xtask screenshots`: pictures of every screen in the real window, and of the portal in a browser, for the README
//! and for looking at.

use crate::desktop_session::DesktopSession;
use crate::step::{Failure, step};
use crate::workspace::{emptied_scratch, root};
use crate::{end_to_end, livekit, machine, server};

/// Takes them all.
pub fn run() -> Result<(), Failure> {
    machine::prepare(machine::EVERYTHING)?;
    livekit::prepare()?;
    let programs = server::programs(false)?;
    // The walk begins with the first start on a computer.
    let place = emptied_scratch("screenshots")?;
    let session = DesktopSession::open_virtual(&place)?;
    let pictures = root().join("docs/screenshots");
    step(format!("Taking pictures into {}", pictures.display()), || {
        end_to_end::run_node(&session, &programs, &place, &["e2e/take-screenshots.mjs", &pictures.to_string_lossy()])
    })
}
