//! Realtime frames and JSON bodies from either side: whatever arrives, reading it must not panic, and what was read
//! must survive being written and read again.
#![no_main]

use leadline_domain::filter::{Filter, Viewpoint};
use leadline_protocol::realtime::{FromDevice, FromServer};
use libfuzzer_sys::fuzz_target;
use uuid::Uuid;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(frame) = serde_json::from_slice::<FromDevice>(bytes) {
        let written = serde_json::to_vec(&frame).expect("a frame can be written");
        assert_eq!(serde_json::from_slice::<FromDevice>(&written).expect("and read"), frame);
    }
    if let Ok(frame) = serde_json::from_slice::<FromServer>(bytes) {
        let written = serde_json::to_vec(&frame).expect("a frame can be written");
        assert_eq!(serde_json::from_slice::<FromServer>(&written).expect("and read"), frame);
    }
    if let Ok(filter) = serde_json::from_slice::<Filter>(bytes) {
        let viewpoint = Viewpoint { me: Uuid::from_u128(1), today: 0 };
        if let Ok(settled) = filter.settle(viewpoint) {
            assert_eq!(settled.settle(viewpoint).expect("settled stays settled"), settled);
        }
    }
});
