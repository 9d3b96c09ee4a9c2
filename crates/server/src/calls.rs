//! Calls between agents and customers. What may happen is decided by `domain::call`; this module keeps each call in the
//! database, one transaction a command under the call's row lock, and tells the devices.
//!
//! People see a call under their own rights; everything is written in the server's own scope, by the state machine
//! alone. Outside the transactions are the media server ([`livekit`]) and the sockets ([`news`]).

mod attendee;
mod before;
mod called;
mod command;
mod ended;
mod group_call;
pub mod history;
mod invite;
pub mod lease;
pub mod line;
pub mod livekit;
pub mod news;
mod people;
pub mod quality;
pub mod ring_group;
pub mod rooms;
pub mod settings;
mod snapshot;
mod start;
mod store;
pub mod timers;
pub mod video_session;
mod waiting;
mod webhook;
mod written;

pub use attendee::{Attendee, Party};
pub use called::Callee;
pub use command::{Intent, Outcome, command, look};
pub use invite::{Asking, ask_in};
pub use start::{Start, start};
pub use store::Lock;
pub use webhook::heard;

use crate::failure::Served;
use leadline_domain::call::Patience;
use leadline_protocol::Code;
use leadline_protocol::call::{CallSnapshot, RoomTicket};
use lease::Lease;
use livekit::LiveKit;
use news::News;

/// What calls need of the running server.
#[derive(Debug)]
pub struct Calls {
    /// Where calls meet; without it nobody can call.
    pub livekit: Option<LiveKit>,
    /// How devices are told.
    pub news: News,
    /// How long devices with a socket to this process can be reached.
    pub lease: Lease,
    /// How long each stage may take.
    pub patience: Patience,
}

impl Calls {
    /// The media server.
    pub fn livekit(&self) -> Served<&LiveKit> {
        self.livekit.as_ref().ok_or_else(|| Code::CallsUnavailable.into())
    }

    /// What this device needs to come into the room; only a leg that called or answered gets it.
    pub fn ticket(&self, call: CallSnapshot, now: leadline_domain::Millis) -> Served<RoomTicket> {
        let admitted = call.leg.as_ref().filter(|leg| leg.state.is_admitted());
        let leg = admitted.ok_or(Code::Forbidden)?;
        let livekit = self.livekit()?;
        let own = if call.side == leadline_domain::call::Side::Caller { &call.caller } else { &call.callee };
        let token = livekit.leg_token(&call.room_name, leg.id, &own.name, now)?;
        Ok(RoomTicket { room_name: call.room_name.clone(), token, url: livekit.url.clone(), call })
    }
}
