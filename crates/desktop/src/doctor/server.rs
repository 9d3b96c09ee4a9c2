//! The server and the way to it.

use super::{Doctor, fails, found};
use crate::api::{Check, Checked, Finding};
use crate::server_address;
use crate::server_link::ServerLink;
use leadline_domain::Millis;
use leadline_protocol::auth::Hello;
use leadline_protocol::{Code, Problem};
use leadline_sync::Link;
use std::time::Instant;

/// A clock that is further off shows people other times than their colleagues, in milliseconds.
const CLOCK_OFF: Millis = 60_000;

impl Doctor<'_> {
    /// The server, and by its answer the clock of this computer.
    pub(super) async fn server(&self) -> Vec<Checked> {
        let address = self.remembered.last_server.as_ref().or(self.parts.default_server.as_ref());
        let Some(address) = address else { return vec![found(Check::Server, Finding::NoServer)] };
        let asked = Instant::now();
        match self.hello(address).await {
            Ok(hello) => {
                let took = i64::try_from(asked.elapsed().as_millis()).ok();
                let off = hello.now - (self.parts.surroundings.now)();
                let clock = if off.abs() > CLOCK_OFF { Finding::Off } else { Finding::Works };
                vec![
                    Checked { figure: took, ..found(Check::Server, Finding::Works) },
                    Checked { figure: Some(off), ..found(Check::Clock, clock) },
                ]
            }
            Err(problem) => vec![fails(Check::Server, problem)],
        }
    }

    async fn hello(&self, address: &str) -> Result<Hello, Problem> {
        ServerLink::new(server_address::parse(address)?)?.hello((self.parts.surroundings.now)()).await
    }

    /// Of whoever is signed in; right after the start it has to be waited for.
    pub(super) async fn live_connection(&self) -> Vec<Checked> {
        let Some(workplace) = &self.workplace else { return Vec::new() };
        let Some(mut state) = workplace.sync_state() else { return Vec::new() };
        let link = state.wait_for(|state| state.link != Link::Connecting).await.map(|state| state.link);
        vec![match link {
            Ok(Link::Online) => found(Check::LiveConnection, Finding::Works),
            Ok(Link::SignInAgain) => fails(Check::LiveConnection, Code::SessionEnded.into()),
            Ok(Link::Wiped) => fails(Check::LiveConnection, Code::WipeRequired.into()),
            Ok(Link::UpgradeRequired) => fails(Check::LiveConnection, Code::UpgradeRequired.into()),
            // Nobody will tell any more once sync has ended.
            Ok(Link::Connecting | Link::Offline) | Err(_) => fails(Check::LiveConnection, Code::Offline.into()),
        }]
    }
}
