//! The function the library calls from its threads.

#![allow(unsafe_code, reason = "the library hands over a pointer and a length")]

use crate::ffi::loader::loaded;
use crate::ffi::proto::FfiEvent;
use prost::Message;
use std::panic::catch_unwind;

/// Receives one event. The bytes are the library's and are gone when this returns.
pub(super) unsafe extern "C" fn on_event(data: *const u8, length: usize) {
    if data.is_null() {
        return;
    }
    // SAFETY: the library owns these bytes for the length of this call, and nothing below keeps a reference to them.
    let bytes = unsafe { std::slice::from_raw_parts(data, length) };
    // A panic must not unwind into the library.
    let outcome = catch_unwind(|| {
        let Some(library) = loaded() else { return };
        match FfiEvent::decode(bytes) {
            Ok(FfiEvent { message: Some(message) }) => library.router().take(message),
            Ok(FfiEvent { message: None }) => tracing::debug!("the library sent an event of an unknown kind"),
            Err(cause) => tracing::error!(%cause, "an event of the library cannot be read"),
        }
    });
    if outcome.is_err() {
        tracing::error!("taking an event of the library panicked");
    }
}

/// Takes an event as if the native library had sent these bytes. Sound and pictures come as addresses, which only the
/// library can know, so they are left out.
#[cfg(feature = "fuzz")]
pub fn take_for_the_fuzzer(bytes: &[u8]) {
    use crate::ffi::proto::ffi_event::Message;
    let Ok(FfiEvent { message: Some(message) }) = FfiEvent::decode(bytes) else { return };
    let router = crate::ffi::router::Router::default();
    let _room = router.open_room(1);
    if !matches!(message, Message::AudioStreamEvent(_) | Message::VideoStreamEvent(_)) {
        router.take(message);
    }
}
