//! The screens and windows of an X11 desktop.

use crate::frame_thread::{FrameThread, Frames};
use crate::i420::{Pixels, from_rgb};
use crate::picture::{OpenPicture, PictureFault};
use crate::screens::{Screen, ScreenHost, ScreenKind};
use async_trait::async_trait;
use leadline_livekit_rtc::VideoFrame;
use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::errors::{ConnectError, ReplyError, ReplyOrIdError};
use x11rb::protocol::composite::{ConnectionExt as _, Redirect};
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::xproto::{Atom, AtomEnum, ConnectionExt as _, Drawable, ImageFormat, MapState, Window};
use x11rb::rust_connection::RustConnection;

const FRAMES_PER_SECOND: u32 = 15;
/// As X11 servers of today keep 24 bits of colour.
const BGRX: Pixels = Pixels { red: 2, green: 1, blue: 0, bytes: 4 };
/// The longest list of windows that is read, and the longest name of one, in units of four bytes.
const LONGEST: u32 = 1024;
/// What is smaller than this is nothing one would show.
const SMALLEST: u16 = 64;

/// The screens and windows of this desktop.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct X11Screens;

#[async_trait]
impl ScreenHost for X11Screens {
    async fn list(&self) -> Result<Vec<Screen>, PictureFault> {
        beside(|| Desktop::connect()?.list().map_err(PictureFault::failed)).await
    }

    async fn open(&self, id: &str) -> Result<OpenPicture, PictureFault> {
        let id = id.to_owned();
        beside(move || open(&id)).await
    }
}

async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PictureFault> + Send + 'static,
) -> Result<T, PictureFault> {
    let worked = tokio::task::spawn_blocking(work).await;
    worked.unwrap_or_else(|cause| Err(PictureFault::failed(cause)))
}

/// The connection to whatever draws the screens.
struct Desktop {
    connection: RustConnection,
    root: Window,
}

/// A part of something that can be read.
#[derive(Clone, Copy)]
struct Part {
    of: Drawable,
    x: i16,
    y: i16,
    width: u16,
    height: u16,
}

impl Desktop {
    fn connect() -> Result<Self, PictureFault> {
        let (connection, screen) =
            RustConnection::connect(None).map_err(|fault: ConnectError| PictureFault::Refused(fault.to_string()))?;
        let root = connection.setup().roots[screen].root;
        Ok(Self { connection, root })
    }

    fn list(&self) -> Result<Vec<Screen>, ReplyError> {
        let mut found = Vec::new();
        for (id, _) in self.screens()? {
            found.push(Screen { id, name: String::new(), kind: ScreenKind::Screen });
        }
        for window in self.windows()? {
            if let Some(name) = self.name(window)?.filter(|name| !name.is_empty()) {
                found.push(Screen { id: format!("window:{window}"), name, kind: ScreenKind::Window });
            }
        }
        Ok(found)
    }

    fn screens(&self) -> Result<Vec<(String, Part)>, ReplyError> {
        let monitors = self.connection.randr_get_monitors(self.root, true)?.reply()?.monitors;
        let parts = monitors.iter().enumerate().map(|(at, monitor)| {
            let (width, height) = (monitor.width, monitor.height);
            (format!("screen:{at}"), Part { of: self.root, x: monitor.x, y: monitor.y, width, height })
        });
        Ok(parts.collect())
    }

    /// As the window manager lists them; without one there are none to choose from.
    fn windows(&self) -> Result<Vec<Window>, ReplyError> {
        let list = self.atom(b"_NET_CLIENT_LIST")?;
        let property = self.connection.get_property(false, self.root, list, AtomEnum::WINDOW, 0, LONGEST)?.reply()?;
        let windows: Vec<Window> = property.value32().map(Iterator::collect).unwrap_or_default();
        Ok(windows.into_iter().filter(|window| self.is_shown(*window)).collect())
    }

    /// One that has just gone is not.
    fn is_shown(&self, window: Window) -> bool {
        let attributes = self.connection.get_window_attributes(window).map(|asked| asked.reply());
        matches!(attributes, Ok(Ok(attributes)) if attributes.map_state == MapState::VIEWABLE)
    }

    fn name(&self, window: Window) -> Result<Option<String>, ReplyError> {
        let (name, utf8) = (self.atom(b"_NET_WM_NAME")?, self.atom(b"UTF8_STRING")?);
        let asked = self.connection.get_property(false, window, name, utf8, 0, LONGEST)?;
        Ok(asked.reply().ok().map(|property| String::from_utf8_lossy(&property.value).into_owned()))
    }

    fn atom(&self, name: &[u8]) -> Result<Atom, ReplyError> {
        Ok(self.connection.intern_atom(false, name)?.reply()?.atom)
    }

    /// What an id stands for, made ready to be read.
    fn part(&self, id: &str) -> Result<Option<Part>, ReplyOrIdError> {
        if let Some(window) = id.strip_prefix("window:").and_then(|number| number.parse().ok()) {
            return self.window(window).map(Some);
        }
        Ok(self.screens()?.into_iter().find(|(screen, _)| screen == id).map(|(_, part)| part))
    }

    /// A window is read from a copy of its own, so that nothing that covers it is shown too.
    fn window(&self, window: Window) -> Result<Part, ReplyOrIdError> {
        self.connection.composite_query_version(0, 4)?.reply()?;
        self.connection.composite_redirect_window(window, Redirect::AUTOMATIC)?.check()?;
        let of = self.connection.generate_id()?;
        self.connection.composite_name_window_pixmap(window, of)?.check()?;
        let size = self.connection.get_geometry(of)?.reply()?;
        Ok(Part { of, x: 0, y: 0, width: size.width, height: size.height })
    }

    /// Whether a window still has the size of its copy.
    fn is_current(&self, id: &str, part: Part) -> Result<bool, ReplyError> {
        let Some(window) = id.strip_prefix("window:").and_then(|number| number.parse().ok()) else { return Ok(true) };
        let (now, then) = (self.connection.get_geometry(window)?, self.connection.get_geometry(part.of)?);
        let (now, then) = (now.reply()?, then.reply()?);
        // The copy has the window's frame around it.
        let frame = 2 * now.border_width;
        Ok((now.width + frame, now.height + frame) == (then.width, then.height))
    }

    /// Gives up the copy of a window; it goes with the connection at the latest.
    fn give_up(&self, part: Part) {
        if part.of != self.root
            && let Ok(asked) = self.connection.free_pixmap(part.of)
        {
            asked.ignore_error();
        }
    }

    fn read(&self, part: Part) -> Result<Vec<u8>, ReplyError> {
        let Part { of, x, y, width, height } = part;
        let all = u32::MAX;
        Ok(self.connection.get_image(ImageFormat::Z_PIXMAP, of, x, y, width, height, all)?.reply()?.data)
    }
}

fn open(id: &str) -> Result<OpenPicture, PictureFault> {
    let desktop = Desktop::connect()?;
    let part = desktop.part(id).map_err(PictureFault::failed)?.ok_or(PictureFault::Gone)?;
    if part.width < SMALLEST || part.height < SMALLEST {
        return Err(PictureFault::Failed("it is too small".to_owned()));
    }
    let id = id.to_owned();
    let read = move |frames: &Frames| show(&desktop, &id, part, frames);
    let (frames, thread) = FrameThread::start("screen", read).map_err(PictureFault::failed)?;
    let size = (u32::from(part.width & !1), u32::from(part.height & !1));
    Ok(OpenPicture::screen(frames, size, thread))
}

/// Until nobody looks any more, or what is shown has gone.
fn show(desktop: &Desktop, id: &str, mut part: Part, frames: &Frames) {
    let begun = Instant::now();
    while frames.are_wanted() {
        let started = Instant::now();
        match next(desktop, id, &mut part, begun) {
            Ok(frame) => frame.into_iter().for_each(|frame| frames.show(frame)),
            Err(fault) => {
                tracing::info!(%fault, "what is shown has gone");
                return;
            }
        }
        let pause = Duration::from_secs(1) / FRAMES_PER_SECOND;
        std::thread::sleep(pause.saturating_sub(started.elapsed()));
    }
}

fn next(desktop: &Desktop, id: &str, part: &mut Part, begun: Instant) -> Result<Option<VideoFrame>, PictureFault> {
    if !desktop.is_current(id, *part).map_err(PictureFault::failed)? {
        desktop.give_up(*part);
        *part = desktop.part(id).map_err(PictureFault::failed)?.ok_or(PictureFault::Gone)?;
    }
    let bytes = desktop.read(*part).map_err(PictureFault::failed)?;
    let (width, height) = (usize::from(part.width), usize::from(part.height));
    Ok(from_rgb(&bytes, BGRX, width * BGRX.bytes, (width, height), begun.elapsed()))
}
