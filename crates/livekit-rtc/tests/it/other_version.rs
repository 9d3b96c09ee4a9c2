//! A library with the same four functions that calls itself another version.

type Callback = unsafe extern "C" fn(*const u8, usize);

#[unsafe(no_mangle)]
pub unsafe extern "C" fn livekit_ffi_initialize(
    callback: Callback,
    _logs: bool,
    _sdk: *const std::ffi::c_char,
    _version: *const std::ffi::c_char,
) {
    let message = b"initializing ffi server v0.12.44";
    // LogRecord { level: info, target: "livekit", message }, in a LogBatch, in an FfiEvent.
    let mut record = vec![0x08, 2, 0x12, 7];
    record.extend(b"livekit");
    record.extend([0x32, message.len() as u8]);
    record.extend(message);
    let mut batch = vec![0x0a, record.len() as u8];
    batch.extend(record);
    let mut event = vec![0x92, 0x01, batch.len() as u8];
    event.extend(batch);
    std::thread::spawn(move || unsafe { callback(event.as_ptr(), event.len()) });
}

#[unsafe(no_mangle)]
pub extern "C" fn livekit_ffi_request(_data: *const u8, _length: usize, _answer: *mut *const u8, _size: *mut usize) -> u64 {
    0
}

#[unsafe(no_mangle)]
pub extern "C" fn livekit_ffi_drop_handle(_handle: u64) -> bool {
    false
}

#[unsafe(no_mangle)]
pub extern "C" fn livekit_ffi_dispose() {}
