//! The heap of the C library, which the native library shares with everything else in the process that is written in C.

/// Gives free memory back to the system. The C library keeps what was freed below something that still lives; after work
/// that took a lot for a while, that is most of it. It looks through all there is (some milliseconds), so this is for the
/// end of such work. Does nothing where the C library is not glibc.
pub fn give_back_free_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::malloc_trim(0);
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "declares a function of the C library")]
mod glibc {
    // SAFETY: declared as in malloc.h; it may be called at any time, from any thread, with any number.
    unsafe extern "C" {
        /// malloc_trim(3)
        pub(super) safe fn malloc_trim(pad: usize) -> std::ffi::c_int;
    }
}
