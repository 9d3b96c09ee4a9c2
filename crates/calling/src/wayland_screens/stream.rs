//! Reads the pictures that the desktop gives through PipeWire.

use super::formats;
use crate::frame_thread::Frames;
use crate::i420::{Pixels, from_rgb};
use leadline_livekit_rtc::VideoFrame;
use pipewire::buffer::Buffer;
use pipewire::context::ContextRc;
use pipewire::core::{CoreRc, PW_ID_CORE};
use pipewire::loop_::Timeout;
use pipewire::main_loop::MainLoopRc;
use pipewire::properties::properties;
use pipewire::spa::buffer::ChunkFlags;
use pipewire::spa::buffer::meta::MetaVideoCrop;
use pipewire::spa::param::ParamType;
use pipewire::spa::param::video::VideoInfoRaw;
use pipewire::spa::pod::Pod;
use pipewire::spa::utils::Direction;
use pipewire::stream::{Stream, StreamBox, StreamFlags, StreamState};
use pipewire::{Error, keys};
use std::cell::Cell;
use std::os::fd::OwnedFd;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Any other error of the connection passes.
const CONNECTION_LOST: i32 = -(nix::errno::Errno::EPIPE as i32);
/// How soon it is noticed that nobody looks any more.
const LOOK_UP_EVERY: Duration = Duration::from_millis(100);
/// A desktop gives a picture only when something has changed. Whoever begins to look later sees this one.
const REPEAT_AFTER: Duration = Duration::from_millis(250);

/// Until nobody looks any more, the person has the desktop stop, or what is shown has gone.
pub(super) fn show(remote: OwnedFd, node: u32, over: &CancellationToken, frames: &Frames) -> Result<(), Error> {
    pipewire::init();
    let main_loop = MainLoopRc::new(None)?;
    let core = ContextRc::new(&main_loop, None)?.connect_fd_rc(remote, None)?;
    let seen = Rc::new(Seen { newest: Cell::new(None), gone: Cell::new(false), begun: Instant::now() });
    let lost = seen.clone();
    let _core = core
        .add_listener_local()
        .error(move |id, _, code, message| {
            tracing::debug!(id, code, message, "PipeWire");
            lost.gone.set(lost.gone.get() || (id, code) == (PW_ID_CORE, CONNECTION_LOST));
        })
        .register();
    let stream = stream(&core)?;
    let _stream = listen(&stream, seen.clone())?;
    let flags = StreamFlags::AUTOCONNECT | StreamFlags::MAP_BUFFERS | StreamFlags::DONT_RECONNECT;
    let wanted = formats::bytes(formats::pictures());
    stream.connect(Direction::Input, Some(node), flags, &mut pods(&[&wanted]))?;

    let mut shown: Option<(VideoFrame, Instant)> = None;
    while frames.are_wanted() && !over.is_cancelled() && !seen.gone.get() {
        main_loop.loop_().iterate(Timeout::Finite(LOOK_UP_EVERY));
        let due = || shown.as_ref().filter(|(_, since)| since.elapsed() >= REPEAT_AFTER);
        let repeated = || due().and_then(|(frame, _)| again(frame, seen.begun.elapsed()));
        if let Some(frame) = seen.newest.take().or_else(repeated) {
            frames.show(frame.clone());
            shown = Some((frame, Instant::now()));
        }
    }
    Ok(())
}

/// What PipeWire has told.
struct Seen {
    newest: Cell<Option<VideoFrame>>,
    gone: Cell<bool>,
    begun: Instant,
}

fn stream(core: &CoreRc) -> Result<StreamBox<'_>, Error> {
    let what = properties! {
        *keys::MEDIA_TYPE => "Video",
        *keys::MEDIA_CATEGORY => "Capture",
        *keys::MEDIA_ROLE => "Screen",
    };
    StreamBox::new(core, "Leadline", what)
}

fn listen(stream: &Stream, seen: Rc<Seen>) -> Result<pipewire::stream::StreamListener<Option<VideoInfoRaw>>, Error> {
    let (told, gone) = (seen.clone(), seen);
    let listener = stream.add_local_listener_with_user_data(None);
    listener
        .state_changed(move |_, _, before, now| {
            tracing::debug!(?before, ?now, "the stream of the screen");
            gone.gone.set(gone.gone.get() || matches!(now, StreamState::Error(_) | StreamState::Unconnected));
        })
        .param_changed(|stream, format, id, param| {
            if id == ParamType::Format.as_raw() {
                *format = param.and_then(|param| agreed(stream, param));
            }
        })
        .process(move |stream, format| {
            let mut newest = None;
            while let Some(buffer) = stream.dequeue_buffer() {
                newest = Some(buffer);
            }
            let frame = newest.zip(*format).and_then(|(buffer, format)| frame(buffer, format, told.begun.elapsed()));
            if frame.is_some() {
                told.newest.set(frame);
            }
        })
        .register()
}

/// The format and size from now on; a window that is resized has another one.
fn agreed(stream: &Stream, param: &Pod) -> Option<VideoInfoRaw> {
    let mut format = VideoInfoRaw::new();
    format.parse(param).ok()?;
    tracing::debug!(format = ?format.format(), size = ?format.size(), "the desktop shows");
    let answers = [formats::memory(), formats::crop()].map(formats::bytes);
    if let Err(fault) = stream.update_params(&mut pods(&answers.each_ref().map(Vec::as_slice))) {
        tracing::warn!(%fault, "PipeWire does not take what is asked of its memory");
    }
    Some(format)
}

fn pods<'a>(written: &[&'a [u8]]) -> Vec<&'a Pod> {
    written.iter().filter_map(|bytes| Pod::from_bytes(bytes)).collect()
}

/// Nothing if the buffer only tells of the pointer, or is broken.
fn frame(mut buffer: Buffer<'_>, format: VideoInfoRaw, taken: Duration) -> Option<VideoFrame> {
    let whole = Part { x: 0, y: 0, width: format.size().width as usize, height: format.size().height as usize };
    let part = buffer.find_meta::<MetaVideoCrop>().and_then(part).map_or(Some(whole), |part| part.within(whole))?;
    let data = buffer.datas_mut().first_mut()?;
    let (offset, length) = (data.chunk().offset() as usize, data.chunk().size() as usize);
    let stride = usize::try_from(data.chunk().stride()).ok()?;
    if data.chunk().flags().contains(ChunkFlags::CORRUPTED) {
        return None;
    }
    let bytes = data.data()?.get(offset..offset.checked_add(length)?)?;
    part.read(bytes, formats::pixels(format.format())?, stride, taken)
}

/// Of a frame, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

/// Which part of a frame is the window, if the desktop says so.
fn part(crop: &MetaVideoCrop) -> Option<Part> {
    let region = crop.meta_region();
    let (at, size) = (region.position(), region.size());
    let (x, y) = (usize::try_from(at.x).ok()?, usize::try_from(at.y).ok()?);
    region.is_valid().then_some(Part { x, y, width: size.width as usize, height: size.height as usize })
}

impl Part {
    fn within(self, whole: Self) -> Option<Self> {
        let (right, below) = (whole.width.checked_sub(self.x)?, whole.height.checked_sub(self.y)?);
        Some(Self { width: self.width.min(right), height: self.height.min(below), ..self })
    }

    /// The picture from `bytes`, which hold the whole frame.
    fn read(self, bytes: &[u8], pixels: Pixels, stride: usize, taken: Duration) -> Option<VideoFrame> {
        let bytes = bytes.get(self.y * stride + self.x * pixels.bytes..)?;
        from_rgb(bytes, pixels, stride, (self.width, self.height), taken)
    }
}

/// The same picture at a later time.
fn again(frame: &VideoFrame, taken: Duration) -> Option<VideoFrame> {
    VideoFrame::new(frame.width(), frame.height(), frame.planes().clone(), taken).ok()
}

#[cfg(test)]
mod tests {
    use super::{Part, formats};
    use pipewire::spa::param::video::VideoFormat;
    use std::time::Duration;

    #[test]
    fn a_window_is_cut_out_of_the_frame_it_lies_on() {
        let pixels = formats::pixels(VideoFormat::BGRx).unwrap();
        let (whole, stride) = (Part { x: 0, y: 0, width: 8, height: 6 }, 48);
        let mut bytes = vec![0; stride * 5 + 8 * 4];
        for row in bytes.chunks_mut(stride).skip(2) {
            row[4 * 4..8 * 4].fill(255);
        }
        let window = Part { x: 4, y: 2, width: 40, height: 40 }.within(whole).unwrap();
        assert_eq!(window, Part { x: 4, y: 2, width: 4, height: 4 }, "it ends where the frame ends");
        let frame = window.read(&bytes, pixels, stride, Duration::ZERO).unwrap();
        assert_eq!((frame.width(), frame.height()), (4, 4));
        assert!(frame.planes()[0].bytes.iter().all(|bright| *bright == 235), "nothing beside it is seen");
        assert_eq!(Part { x: 9, y: 0, width: 1, height: 1 }.within(whole), None);
    }
}
