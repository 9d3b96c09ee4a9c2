//! The native library: its functions, its messages, and what comes back on its threads.
//!
//! All unsafe code of the project is in [`loader`], [`handle`], [`memory`], [`callback`] and [`heap`]; everything above them
//! works with owned values. The library is one per process, so what belongs to it is too.

mod callback;
pub(crate) mod handle;
pub(crate) mod heap;
pub(crate) mod loader;
pub(crate) mod memory;
pub(crate) mod request;
pub(crate) mod router;
mod unclaimed;

pub(crate) use unclaimed::unused;

#[cfg(feature = "fuzz")]
pub use callback::take_for_the_fuzzer;

/// The library's messages, generated from the descriptors in its own package.
#[allow(missing_docs, dead_code, clippy::all, reason = "generated, and more than is used")]
pub(crate) mod proto {
    include!(concat!(env!("OUT_DIR"), "/livekit.proto.rs"));
}
