//! Things the library keeps for us, each released exactly once.

use crate::ffi::loader::loaded;
use crate::ffi::proto::FfiOwnedHandle;
use std::sync::atomic::{AtomicUsize, Ordering};

macro_rules! handles {
    ($($(#[$doc:meta])* $kind:ident $handle:ident,)*) => {
        /// A kind of thing that the native library keeps for this process.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum HandleKind { $($(#[$doc])* $kind,)* }

        /// Every kind.
        const KINDS: &[HandleKind] = &[$(HandleKind::$kind,)*];
        static LIVE: [AtomicUsize; KINDS.len()] = [const { AtomicUsize::new(0) }; KINDS.len()];

        $(
            $(#[$doc])*
            #[derive(Debug)]
            #[must_use]
            pub(crate) struct $handle(u64);

            impl $handle {
                /// Takes over what a message of the library hands to us.
                #[allow(clippy::needless_pass_by_value, reason = "the number must not be owned twice")]
                pub(crate) fn own(handle: FfiOwnedHandle) -> Self {
                    LIVE[HandleKind::$kind as usize].fetch_add(1, Ordering::Relaxed);
                    Self(handle.id)
                }

                /// The library's number for it.
                #[allow(dead_code, reason = "not every kind is named in requests")]
                pub(crate) fn id(&self) -> u64 {
                    self.0
                }
            }

            impl Drop for $handle {
                fn drop(&mut self) {
                    release(self.0, HandleKind::$kind);
                }
            }
        )*
    };
}

handles! {
    /// A joined room.
    Room RoomHandle,
    /// Somebody in a room.
    Participant ParticipantHandle,
    /// A track's announcement.
    Publication PublicationHandle,
    /// A track.
    Track TrackHandle,
    /// Where our sound goes in.
    AudioSource AudioSourceHandle,
    /// Where our pictures go in.
    VideoSource VideoSourceHandle,
    /// Where a peer's sound comes out.
    AudioStream AudioStreamHandle,
    /// Where a peer's pictures come out.
    VideoStream VideoStreamHandle,
    /// One block of sound.
    AudioFrame AudioFrameHandle,
    /// One picture.
    VideoFrame VideoFrameHandle,
    /// Audio processing.
    Processing ProcessingHandle,
    /// Something this crate does not use and releases at once.
    Other OtherHandle,
}

/// How many things the native library keeps for this process now, kind by kind; nothing when all calls are over.
pub fn live_handles() -> Vec<(HandleKind, usize)> {
    let counts = KINDS.iter().map(|kind| (*kind, LIVE[*kind as usize].load(Ordering::Relaxed)));
    counts.filter(|(_, count)| *count > 0).collect()
}

fn release(id: u64, kind: HandleKind) {
    // When a room closes, the library releases its tracks by itself; that is no fault.
    if !loaded().is_some_and(|library| library.drop_handle(id)) {
        tracing::debug!(?kind, "the library had released this by itself");
    }
    LIVE[kind as usize].fetch_sub(1, Ordering::Relaxed);
}
