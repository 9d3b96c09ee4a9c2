//! The cameras of a Linux computer, through Video4Linux.

use crate::camera::{CameraDevice, CameraHost};
use crate::frame_thread::{FrameThread, Frames};
use crate::i420::{RGB, from_rgb, from_yuyv};
use crate::picture::{OpenPicture, PictureFault};
use async_trait::async_trait;
use leadline_livekit_rtc::VideoFrame;
use linuxvideo::format::{PixFormat, PixelFormat};
use linuxvideo::stream::ReadStream;
use linuxvideo::{BufType, CapabilityFlags, Device, Fract};
use nix::poll::{PollFd, PollFlags, poll};
use std::fs;
use std::io::{self, Cursor, ErrorKind};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use zune_jpeg::JpegDecoder;

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;
const FRAMES_PER_SECOND: u32 = 30;
/// What a camera gives without being asked for more than the cable carries, best first.
const FORMATS: [PixelFormat; 2] = [PixelFormat::MJPG, PixelFormat::YUYV];
/// Names that survive a restart and another socket.
const STABLE_NAMES: &str = "/dev/v4l/by-id";
/// How soon a camera that gives nothing notices that it is to be closed, in milliseconds.
const LOOK_UP_EVERY: u16 = 100;

/// The cameras of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct LinuxCameras;

#[async_trait]
impl CameraHost for LinuxCameras {
    async fn list(&self) -> Result<Vec<CameraDevice>, PictureFault> {
        let looking = tokio::task::spawn_blocking(connected).await;
        let Connected { cameras, fault } = looking.map_err(|cause| PictureFault::Failed(cause.to_string()))?;
        match fault {
            Some(fault) if cameras.is_empty() => Err(fault_of(fault)),
            _ => Ok(cameras.into_iter().map(|(device, _)| device).collect()),
        }
    }

    async fn open(&self, wanted: Option<&str>) -> Result<OpenPicture, PictureFault> {
        let wanted = wanted.map(str::to_owned);
        let opening = tokio::task::spawn_blocking(move || open(wanted.as_deref())).await;
        opening.unwrap_or_else(|cause| Err(PictureFault::Failed(cause.to_string())))
    }
}

/// What was found when looking.
#[derive(Default)]
struct Connected {
    cameras: Vec<(CameraDevice, PathBuf)>,
    /// Why one that is there could not be looked at.
    fault: Option<io::Error>,
}

fn connected() -> Connected {
    let mut connected = Connected::default();
    let devices = match linuxvideo::list() {
        Ok(devices) => devices,
        Err(fault) => return Connected { fault: Some(fault), ..connected },
    };
    for device in devices {
        match device.and_then(camera) {
            Ok(found) => connected.cameras.extend(found),
            Err(fault) => connected.fault = Some(fault),
        }
    }
    connected.cameras.sort_by(|(_, one), (_, other)| one.cmp(other));
    connected
}

/// Cameras have a second device beside the one that gives pictures.
fn camera(device: Device) -> io::Result<Option<(CameraDevice, PathBuf)>> {
    let capabilities = device.capabilities()?;
    let films = capabilities.device_capabilities().contains(CapabilityFlags::VIDEO_CAPTURE);
    if !films || format_of(&device)?.is_none() {
        return Ok(None);
    }
    let path = device.path()?;
    let id = stable_name(&path).unwrap_or_else(|| path.clone());
    let camera = CameraDevice { id: id.to_string_lossy().into_owned(), name: capabilities.card().to_owned() };
    Ok(Some((camera, path)))
}

fn stable_name(path: &Path) -> Option<PathBuf> {
    let names = fs::read_dir(STABLE_NAMES).ok()?;
    names.flatten().map(|name| name.path()).find(|name| fs::canonicalize(name).is_ok_and(|device| device == path))
}

fn format_of(device: &Device) -> io::Result<Option<PixelFormat>> {
    let formats = device.formats(BufType::VIDEO_CAPTURE);
    let offered: Vec<_> = formats.map(|format| Ok(format?.pixel_format())).collect::<io::Result<_>>()?;
    Ok(FORMATS.into_iter().find(|format| offered.contains(format)))
}

fn open(wanted: Option<&str>) -> Result<OpenPicture, PictureFault> {
    let Connected { cameras, fault } = connected();
    let usual = cameras.first();
    let chosen = cameras.iter().find(|(camera, _)| Some(camera.id.as_str()) == wanted).or(usual);
    let Some((_, path)) = chosen else {
        return Err(fault.map_or(PictureFault::Missing, fault_of));
    };
    let camera = Filmed::start(path).map_err(fault_of)?;
    let (frames, thread) = FrameThread::start("camera", move |frames| camera.film(frames)).map_err(fault_of)?;
    Ok(OpenPicture::camera(frames, thread))
}

fn fault_of(fault: io::Error) -> PictureFault {
    match fault.kind() {
        ErrorKind::NotFound => PictureFault::Missing,
        ErrorKind::PermissionDenied => PictureFault::Refused(fault.to_string()),
        ErrorKind::ResourceBusy => PictureFault::InUse(fault.to_string()),
        _ => PictureFault::Failed(fault.to_string()),
    }
}

/// A camera that gives pictures.
struct Filmed {
    stream: ReadStream,
    format: PixelFormat,
    stride: usize,
    size: (usize, usize),
}

impl Filmed {
    fn start(path: &Path) -> io::Result<Self> {
        let device = Device::open(path)?;
        let format = format_of(&device)?.ok_or(ErrorKind::Unsupported)?;
        let capture = device.video_capture(PixFormat::new(WIDTH, HEIGHT, format))?;
        if let Err(fault) = capture.set_frame_interval(Fract::new(1, FRAMES_PER_SECOND)) {
            tracing::debug!(%fault, "the camera chooses its own pace");
        }
        let agreed = capture.format();
        let (format, stride) = (agreed.pixel_format(), agreed.bytes_per_line() as usize);
        let size = (agreed.width() as usize, agreed.height() as usize);
        Ok(Self { stream: capture.into_stream()?, format, stride, size })
    }

    /// Until nobody looks any more, or it is unplugged.
    fn film(mut self, frames: &Frames) {
        let begun = Instant::now();
        while frames.are_wanted() {
            match self.next(begun) {
                // A picture that was cut off is skipped.
                Ok(frame) => frame.into_iter().for_each(|frame| frames.show(frame)),
                Err(fault) => {
                    tracing::warn!(%fault, "the camera gives no more pictures");
                    return;
                }
            }
        }
    }

    fn next(&mut self, begun: Instant) -> io::Result<Option<VideoFrame>> {
        let mut waits = [PollFd::new(self.stream.as_fd(), PollFlags::POLLIN)];
        if poll(&mut waits, LOOK_UP_EVERY)? == 0 {
            return Ok(None);
        }
        let (format, stride, size) = (self.format, self.stride, self.size);
        self.stream.dequeue(|picture| {
            let taken = begun.elapsed();
            let whole = !picture.is_error();
            Ok(whole.then(|| decoded(&picture, format, stride, size, taken)).flatten())
        })
    }
}

fn decoded(
    picture: &[u8],
    format: PixelFormat,
    stride: usize,
    size: (usize, usize),
    taken: Duration,
) -> Option<VideoFrame> {
    if format == PixelFormat::YUYV {
        return from_yuyv(picture, stride, size, taken);
    }
    let mut decoder = JpegDecoder::new(Cursor::new(picture));
    let pixels = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    from_rgb(&pixels, RGB, width * RGB.bytes, (width, height), taken)
}
