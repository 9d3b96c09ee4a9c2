//! Loading the library and calling its functions.

#![allow(unsafe_code, reason = "foreign functions are called here and nowhere else")]

use crate::ffi::callback::on_event;
use crate::ffi::proto::{FfiRequest, FfiResponse, ffi_request, ffi_response};
use crate::ffi::router::Router;
use crate::library_file::{LIBRARY_VERSION, LibraryFile};
use crate::problem::RtcError;
use prost::Message;
use std::ffi::c_char;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// How long the library may take to say which version it is. It does so in its first log batch.
const INTRODUCES_ITSELF_WITHIN: Duration = Duration::from_secs(10);

type Initialize = unsafe extern "C" fn(unsafe extern "C" fn(*const u8, usize), bool, *const c_char, *const c_char);
type Request = unsafe extern "C" fn(*const u8, usize, *mut *const u8, *mut usize) -> u64;
type DropHandle = unsafe extern "C" fn(u64) -> bool;

/// The loaded library. It is never unloaded: its threads run until the process ends.
pub(crate) struct Library {
    initialize: Initialize,
    request: Request,
    drop_handle: DropHandle,
    router: Router,
}

static LIBRARY: OnceLock<Library> = OnceLock::new();
/// What came of starting it. There is one try in a process, because nothing can be unloaded.
static STARTED: Mutex<Option<Result<&'static Library, RtcError>>> = Mutex::new(None);

/// The library, loaded and started the first time. Waits for the disk and for the library to name its version.
pub(crate) fn load(file: &LibraryFile) -> Result<&'static Library, RtcError> {
    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(outcome) = &*started {
        return outcome.clone();
    }
    // Not finding or not opening a file leaves nothing behind and may be tried again.
    let opened = open(&file.find()?)?;
    let outcome = start(LIBRARY.get_or_init(|| opened));
    *started = Some(outcome.clone());
    outcome
}

/// The library, if it has been loaded.
pub(super) fn loaded() -> Option<&'static Library> {
    LIBRARY.get()
}

fn open(path: &Path) -> Result<Library, RtcError> {
    let unloadable =
        |cause: libloading::Error| RtcError::LibraryUnloadable { path: path.to_owned(), cause: cause.to_string() };
    // SAFETY: loading runs the library's initialisers; LiveKit's only set up their own static data.
    let object = unsafe { libloading::Library::new(path) }.map_err(unloadable)?;
    // SAFETY: the types are those of the library's C interface, which has not changed since it exists.
    let library = unsafe {
        Library {
            initialize: *object.get::<Initialize>(b"livekit_ffi_initialize\0").map_err(unloadable)?,
            request: *object.get::<Request>(b"livekit_ffi_request\0").map_err(unloadable)?,
            drop_handle: *object.get::<DropHandle>(b"livekit_ffi_drop_handle\0").map_err(unloadable)?,
            router: Router::default(),
        }
    };
    // The functions stay valid because the library is never unloaded.
    std::mem::forget(object);
    Ok(library)
}

fn start(library: &'static Library) -> Result<&'static Library, RtcError> {
    let (name, version) = (c"leadline", concat!(env!("CARGO_PKG_VERSION"), "\0"));
    // SAFETY: both texts are static and end with a zero; `on_event` is a static function that copies what it is given.
    unsafe { (library.initialize)(on_event, true, name.as_ptr(), version.as_ptr().cast()) };
    let found = library.router.wait_for_version(INTRODUCES_ITSELF_WITHIN);
    if found.as_deref() == Some(LIBRARY_VERSION) {
        Ok(library)
    } else {
        Err(RtcError::LibraryVersion { found, wanted: LIBRARY_VERSION })
    }
}

impl Library {
    pub(crate) fn router(&self) -> &Router {
        &self.router
    }

    /// Sends a request and returns the library's answer.
    ///
    /// # Safety
    /// Every address in the message must be valid for what the message says is there, for the length of this call.
    pub(super) unsafe fn call(&self, message: ffi_request::Message) -> Result<Option<ffi_response::Message>, RtcError> {
        self.router.check_alive()?;
        let request = FfiRequest { message: Some(message) }.encode_to_vec();
        let (mut answer, mut length) = (std::ptr::null(), 0);
        // SAFETY: the request is borrowed for the call only; the two places for the answer are ours.
        let handle = unsafe { (self.request)(request.as_ptr(), request.len(), &raw mut answer, &raw mut length) };
        if handle == 0 || answer.is_null() {
            return Err(RtcError::Rejected { what: "a request", detail: "the reason is in its log".to_owned() });
        }
        // SAFETY: the library keeps these bytes until the handle is dropped, which happens below.
        let bytes = unsafe { std::slice::from_raw_parts(answer, length) };
        let decoded = FfiResponse::decode(bytes);
        self.drop_handle(handle);
        match decoded {
            Ok(response) => Ok(response.message),
            Err(cause) => Err(RtcError::Rejected { what: "to be understood", detail: cause.to_string() }),
        }
    }

    /// Releases something the library keeps for us; `false` if it had released it by itself.
    pub(super) fn drop_handle(&self, id: u64) -> bool {
        // SAFETY: takes any number and looks it up in the library's own table.
        unsafe { (self.drop_handle)(id) }
    }
}
