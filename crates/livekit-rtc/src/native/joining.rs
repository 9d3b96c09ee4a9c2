//! Joining a room, and telling apart why that failed.

use crate::ffi::handle::RoomHandle;
use crate::ffi::loader::Library;
use crate::ffi::proto::{
    ConnectRequest, IceTransportType, ReadyForRoomEventRequest, RoomOptions, RtcConfig, connect_callback, ffi_event,
};
use crate::native::membership::{Membership, NativeRoom};
use crate::native::translation::Translation;
use crate::native::{present, unexpected};
use crate::problem::RtcError;
use crate::room::{JoinSpec, Joined, Relay};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Tries after the first one that failed for a reason that may pass.
const MORE_TRIES: u32 = 1;
/// What the library may take beyond the time its tries are given.
const MARGIN: Duration = Duration::from_secs(5);

pub(super) async fn join(library: &'static Library, spec: JoinSpec) -> Result<Joined, RtcError> {
    let answer = library.router().expect();
    library.ask(connect_request(&spec, answer.id))?;
    let patience = spec.patience * (MORE_TRIES + 1) + MARGIN;
    let ffi_event::Message::Connect(outcome) = answer.within(patience, "joining").await? else {
        return Err(unexpected("joining"));
    };
    match present(outcome.message, "joining")? {
        // The server repeats a token it refuses, and errors end up in logs.
        connect_callback::Message::Error(cause) => Err(refusal(cause.replace(&spec.token.0, "(token)"))),
        connect_callback::Message::Result(joined) => enter(library, joined),
    }
}

/// Takes over everything the answer hands to us and lets the events flow.
fn enter(library: &'static Library, joined: connect_callback::Result) -> Result<Joined, RtcError> {
    let room = RoomHandle::own(joined.room.handle);
    let raw = library.router().open_room(room.id());
    let (sender, events) = mpsc::unbounded_channel();
    let membership = Arc::new(Membership::new(library, room, joined.local_participant));
    let mut translation = Translation::new(membership.clone(), sender);
    translation.meet(joined.participants);
    let task = tokio::spawn(translation.run(raw));
    let room = NativeRoom::new(membership.clone(), task);
    library.ask(ReadyForRoomEventRequest { room_handle: membership.room_id() })?;
    Ok(Joined { room: Box::new(room), events })
}

fn connect_request(spec: &JoinSpec, id: u64) -> ConnectRequest {
    let transport = match spec.relay {
        Relay::WhenNeeded => IceTransportType::TransportAll,
        Relay::Always => IceTransportType::TransportRelay,
    };
    ConnectRequest {
        url: spec.url.clone(),
        token: spec.token.0.clone(),
        options: RoomOptions {
            auto_subscribe: Some(true),
            adaptive_stream: Some(false),
            dynacast: Some(true),
            // No servers of our own: that would replace those the LiveKit server names.
            rtc_config: Some(RtcConfig { ice_transport_type: Some(transport.into()), ..Default::default() }),
            // One connection for both directions: there sooner, and with less to carry.
            single_peer_connection: Some(true),
            join_retries: Some(MORE_TRIES),
            connect_timeout_ms: Some(spec.patience.as_millis().try_into().unwrap_or(u64::MAX)),
            ..Default::default()
        },
        request_async_id: Some(id),
    }
}

/// The library only has words for why joining failed; these tell a refused token from a server that is away.
fn refusal(words: String) -> RtcError {
    let lower = words.to_lowercase();
    let refused = ["401", "403", "unauthorized", "invalid token", "permission", "not allowed"];
    if refused.iter().any(|word| lower.contains(word)) {
        RtcError::TokenRefused(words)
    } else {
        RtcError::Unreachable(words)
    }
}
