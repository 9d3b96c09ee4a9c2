//! A PipeWire node that gives pictures as a compositor does: a few when something changes, and then no more.

use crate::tone::PATIENCE;
use pipewire::channel::{Receiver, Sender, channel};
use pipewire::context::ContextRc;
use pipewire::main_loop::MainLoopRc;
use pipewire::properties::properties;
use pipewire::spa;
use pipewire::stream::{Stream, StreamFlags, StreamRc, StreamState};
use spa::param::ParamType;
use spa::param::format::{FormatProperties, MediaSubtype, MediaType};
use spa::param::video::VideoFormat;
use spa::pod::serialize::PodSerializer;
use spa::pod::{Object, Pod, Property, Value, object, property};
use spa::utils::{Direction, Fraction, Rectangle, SpaTypes};
use std::cell::Cell;
use std::io::Cursor;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

const EVERY: Duration = Duration::from_millis(40);
/// Of which the first may be lost, as nobody looks yet.
const AFTER_A_CHANGE: u32 = 5;

/// A size, and a colour as blue, green and red.
pub type Picture = ((u32, u32), [u8; 3]);

pub struct Film {
    /// As PipeWire numbers it.
    pub node: u32,
    tell: Sender<Option<Picture>>,
    thread: Option<JoinHandle<()>>,
}

impl Film {
    pub fn start(picture: Picture) -> Self {
        let (tell, told) = channel();
        let (ready, node) = mpsc::channel();
        let thread = std::thread::spawn(move || run(picture, told, ready));
        Self { node: node.recv_timeout(PATIENCE).expect("PipeWire gives it a number"), tell, thread: Some(thread) }
    }

    pub fn show(&self, picture: Picture) {
        self.tell.send(Some(picture)).expect("it runs");
    }
}

impl Drop for Film {
    fn drop(&mut self) {
        let _ = self.tell.send(None);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// What is shown, and how often still.
#[derive(Clone)]
struct Shown(Rc<(Cell<Picture>, Cell<u32>)>);

fn run(picture: Picture, told: Receiver<Option<Picture>>, ready: mpsc::Sender<u32>) {
    pipewire::init();
    let main_loop = MainLoopRc::new(None).unwrap();
    let core = ContextRc::new(&main_loop, None).unwrap().connect_rc(None).unwrap();
    let what = properties! { "media.class" => "Video/Source", "node.name" => "film" };
    let stream = StreamRc::new(core, "film", what).unwrap();
    let shown = Shown(Rc::new((Cell::new(picture), Cell::new(AFTER_A_CHANGE))));
    let filled = shown.clone();
    let agreed = shown.clone();
    let _listener = stream
        .add_local_listener_with_user_data(())
        .state_changed(move |stream, (), _, now| {
            if now == StreamState::Paused {
                let _ = ready.send(stream.node_id());
            }
        })
        .param_changed(move |stream, (), id, param| {
            if id == ParamType::Format.as_raw() && param.is_some() {
                let memory = written(memory(agreed.0.0.get()));
                stream.update_params(&mut [Pod::from_bytes(&memory).unwrap()]).unwrap();
                agreed.0.1.set(AFTER_A_CHANGE);
            }
        })
        .process(move |stream, ()| fill(stream, filled.0.0.get()))
        .register()
        .unwrap();
    let offered = written(format(picture));
    let flags = StreamFlags::DRIVER | StreamFlags::MAP_BUFFERS;
    stream.connect(Direction::Output, None, flags, &mut [Pod::from_bytes(&offered).unwrap()]).unwrap();

    let (ends, changes, told_stream) = (main_loop.clone(), shown.clone(), stream.clone());
    let _told = told.attach(main_loop.loop_(), move |picture| match picture {
        Some(picture) => {
            changes.0.0.set(picture);
            changes.0.1.set(AFTER_A_CHANGE);
            let offered = written(format(picture));
            told_stream.update_params(&mut [Pod::from_bytes(&offered).unwrap()]).unwrap();
        }
        None => ends.quit(),
    });
    let ticked = stream.clone();
    let timer = main_loop.loop_().add_timer(move |_| {
        if ticked.state() == StreamState::Streaming && shown.0.1.get() > 0 {
            shown.0.1.set(shown.0.1.get() - 1);
            let _ = ticked.trigger_process();
        }
    });
    timer.update_timer(Some(EVERY), Some(EVERY));
    main_loop.run();
}

fn fill(stream: &Stream, ((width, height), colour): Picture) {
    let Some(mut buffer) = stream.dequeue_buffer() else { return };
    let data = &mut buffer.datas_mut()[0];
    let (stride, size) = (width as usize * 4, (width * height) as usize * 4);
    let Some(bytes) = data.data().filter(|bytes| bytes.len() >= size) else { return };
    let [blue, green, red] = colour;
    bytes[..size].chunks_exact_mut(4).for_each(|pixel| pixel.copy_from_slice(&[blue, green, red, 0]));
    let chunk = data.chunk_mut();
    *chunk.offset_mut() = 0;
    *chunk.stride_mut() = i32::try_from(stride).unwrap();
    *chunk.size_mut() = u32::try_from(size).unwrap();
}

fn format(((width, height), _): Picture) -> Object {
    object!(
        SpaTypes::ObjectParamFormat,
        ParamType::EnumFormat,
        property!(FormatProperties::MediaType, Id, MediaType::Video),
        property!(FormatProperties::MediaSubtype, Id, MediaSubtype::Raw),
        property!(FormatProperties::VideoFormat, Id, VideoFormat::BGRx),
        property!(FormatProperties::VideoSize, Rectangle, Rectangle { width, height }),
        property!(FormatProperties::VideoFramerate, Fraction, Fraction { num: 0, denom: 1 }),
    )
}

fn memory(((width, height), _): Picture) -> Object {
    let number = |number: u32| Value::Int(i32::try_from(number).unwrap());
    Object {
        type_: SpaTypes::ObjectParamBuffers.as_raw(),
        id: ParamType::Buffers.as_raw(),
        properties: vec![
            Property::new(spa::sys::SPA_PARAM_BUFFERS_buffers, number(4)),
            Property::new(spa::sys::SPA_PARAM_BUFFERS_blocks, number(1)),
            Property::new(spa::sys::SPA_PARAM_BUFFERS_size, number(width * height * 4)),
            Property::new(spa::sys::SPA_PARAM_BUFFERS_stride, number(width * 4)),
        ],
    }
}

fn written(object: Object) -> Vec<u8> {
    let written = PodSerializer::serialize(Cursor::new(Vec::new()), &Value::Object(object));
    written.unwrap().0.into_inner()
}
