//! Messages nobody waits for any more: what they hand over is released, or it would stay in the library for ever.

use crate::ffi::handle::{OtherHandle, ParticipantHandle, PublicationHandle, RoomHandle, TrackHandle};
use crate::ffi::loader::loaded;
use crate::ffi::proto::{
    DisconnectRequest, FfiOwnedHandle, connect_callback, data_packet_received, ffi_event, publish_track_callback,
    room_event,
};

/// An answer whose asker gave up.
pub(super) fn answer(message: ffi_event::Message) {
    match message {
        ffi_event::Message::Connect(answer) => {
            if let Some(connect_callback::Message::Result(joined)) = answer.message {
                leave(joined);
            }
        }
        ffi_event::Message::PublishTrack(answer) => {
            if let Some(publish_track_callback::Message::Publication(publication)) = answer.message {
                drop(PublicationHandle::own(publication.handle));
            }
        }
        _ => {}
    }
}

/// An event of a room that has been left.
pub(super) fn room_event(message: room_event::Message) {
    match message {
        room_event::Message::ParticipantConnected(event) => drop(ParticipantHandle::own(event.info.handle)),
        room_event::Message::TrackPublished(event) => drop(PublicationHandle::own(event.publication.handle)),
        room_event::Message::LocalTrackRepublished(event) => {
            drop(PublicationHandle::own(FfiOwnedHandle { id: event.publication_handle }));
        }
        room_event::Message::TrackSubscribed(event) => drop(TrackHandle::own(event.track.handle)),
        other => unused(other),
    }
}

/// What rooms hand over and this crate has no use for.
pub(crate) fn unused(message: room_event::Message) {
    match message {
        room_event::Message::DataPacketReceived(event) => {
            if let Some(data_packet_received::Value::User(packet)) = event.value {
                drop(OtherHandle::own(packet.data.handle));
            }
        }
        room_event::Message::ByteStreamOpened(event) => drop(OtherHandle::own(event.reader.handle)),
        room_event::Message::TextStreamOpened(event) => drop(OtherHandle::own(event.reader.handle)),
        room_event::Message::DataTrackPublished(event) => drop(OtherHandle::own(event.track.handle)),
        _ => {}
    }
}

/// A connection that came up after the person had given up.
fn leave(joined: connect_callback::Result) {
    let room = RoomHandle::own(joined.room.handle);
    drop(ParticipantHandle::own(joined.local_participant.handle));
    for peer in joined.participants {
        drop(ParticipantHandle::own(peer.participant.handle));
        peer.publications.into_iter().for_each(|publication| drop(PublicationHandle::own(publication.handle)));
    }
    let request = DisconnectRequest { room_handle: room.id(), ..Default::default() };
    if let Some(Err(cause)) = loaded().map(|library| library.ask(request)) {
        tracing::warn!(%cause, "a room that nobody wants any more cannot be left");
    }
}
