//! Pushed edits and pulled pages: unpacking, checking and merging whatever a device or server could send.
#![no_main]

use leadline_domain::merge::{merge, overlay};
use leadline_domain::{Value, check};
use leadline_protocol::codec;
use leadline_protocol::sync::{Op, Page, Push};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Few changes of packed bytes can be unpacked, so what was unpacked is also read from JSON.
    let _ = codec::unpack::<Page>(bytes).ok().or_else(|| serde_json::from_slice(bytes).ok());
    let push = codec::unpack::<Push>(bytes).ok().or_else(|| serde_json::from_slice(bytes).ok());
    for mutation in push.map(|push| push.mutations).unwrap_or_default() {
        match mutation.op {
            Op::Create { values } => {
                if let Ok(row) = check::new_record(mutation.entity, &values) {
                    assert_eq!(row.len(), mutation.entity.fields().len());
                }
            }
            Op::Update { changes } => {
                let mut row = vec![Value::Null; mutation.entity.fields().len()];
                let merged = merge(mutation.entity, &row, &changes);
                assert!(merged.write.iter().all(|(at, _)| *at < row.len()));
                overlay(mutation.entity, &mut row, &changes);
            }
            Op::Delete { .. } | Op::Restore | Op::Nothing => {}
        }
    }
});
