//! The demo's customer: a link to the portal for whoever wants to be one, or a browser that calls by itself.

use crate::end_to_end::node;
use crate::server::Server;
use crate::step::{Failure, output, say, step};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const SCRIPT: &str = "e2e/demo-customer.mjs";

/// A browser in which a customer calls; it is closed when this is dropped.
pub struct Caller(Child);

/// Invites a customer and says under which link the portal opens.
pub fn invite(programs: &Path, place: &Path, server: &Server) -> Result<(), Failure> {
    let link = output(node(programs, place).args([SCRIPT, &server.url()]), "The server's log says why.")?;
    say(format!("A customer's portal, for any browser here: {}", link.trim()));
    Ok(())
}

/// Lets a customer ring the agent as soon as the app is there.
pub fn call(programs: &Path, place: &Path, server: &Server) -> Result<Caller, Failure> {
    step("Letting a customer in a browser call the agent", || {
        node(programs, place)
            .args([SCRIPT, &server.url(), "call"])
            .stdin(Stdio::null())
            .spawn()
            .map(Caller)
            .map_err(|cause| Failure::new(format!("node cannot be started: {cause}"), "Run `cargo xtask setup`."))
    })
}

impl Drop for Caller {
    fn drop(&mut self) {
        // Asked rather than killed, so that it closes its browser.
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}
