//! What the native calling library sends on its threads: any bytes are an event or are refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| leadline_livekit_rtc::take_for_the_fuzzer(bytes));
