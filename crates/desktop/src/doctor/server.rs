//! The server and the way to it.

use super::{Doctor, fails, found};
use crate::api::{Check, Checked, Finding};
use crate::server_address;
use crate::server_link::ServerLink;
use leadline_domain::Millis;
use leadline_protocol::Code;
use leadline_sync::Link;
use std::time::{Duration, Instant};

/// A clock that is further off shows people other times than their colleagues, in milliseconds.
const CLOCK_OFF: Millis = 60_000;
/// Less than the doctor's own, so that what the server said of itself is not lost with it.
const ROOMS_PATIENCE: Duration = Duration::from_secs(5);

impl Doctor<'_> {
    /// The server, and by its answer the clock of this computer and the way to where calls take place.
    pub(super) async fn server(&self) -> Vec<Checked> {
        let address = self.remembered.last_server.as_ref().or(self.parts.default_server.as_ref());
        let Some(address) = address else { return vec![found(Check::Server, Finding::NoServer)] };
        let link = match server_address::parse(address).and_then(ServerLink::new) {
            Ok(link) => link,
            Err(problem) => return vec![fails(Check::Server, problem)],
        };
        let asked = Instant::now();
        match link.hello((self.parts.surroundings.now)()).await {
            Ok(hello) => {
                let took = took(asked);
                let off = hello.now - (self.parts.surroundings.now)();
                let clock = if off.abs() > CLOCK_OFF { Finding::Off } else { Finding::Works };
                vec![
                    Checked { figure: took, ..found(Check::Server, Finding::Works) },
                    Checked { figure: Some(off), ..found(Check::Clock, clock) },
                    rooms(&link, hello.rooms.as_deref()).await,
                ]
            }
            Err(problem) => vec![fails(Check::Server, problem)],
        }
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

/// A firewall may let the server through and not this.
async fn rooms(link: &ServerLink, rooms: Option<&str>) -> Checked {
    let Some(rooms) = rooms else { return fails(Check::Rooms, Code::CallsUnavailable.into()) };
    let asked = Instant::now();
    match tokio::time::timeout(ROOMS_PATIENCE, link.rooms_answer(rooms)).await {
        Ok(Ok(())) => Checked { figure: took(asked), ..found(Check::Rooms, Finding::Works) },
        Ok(Err(problem)) => fails(Check::Rooms, problem),
        Err(_) => fails(Check::Rooms, Code::RoomUnreachable.into()),
    }
}

fn took(since: Instant) -> Option<i64> {
    i64::try_from(since.elapsed().as_millis()).ok()
}
