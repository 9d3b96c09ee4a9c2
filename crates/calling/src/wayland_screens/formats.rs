//! Which pictures are taken from PipeWire: rows of pixels in memory, which every desktop can give.

use crate::i420::Pixels;
use pipewire::spa;
use spa::buffer::DataType;
use spa::buffer::meta::{MetaVideoCrop, Metadata};
use spa::param::ParamType;
use spa::param::format::{FormatProperties, MediaSubtype, MediaType};
use spa::param::video::VideoFormat;
use spa::pod::serialize::PodSerializer;
use spa::pod::{ChoiceValue, Object, Property, Value, object, property};
use spa::utils::{Choice, ChoiceEnum, ChoiceFlags, Fraction, Id, Rectangle, SpaTypes};
use std::io::Cursor;

const FRAMES_PER_SECOND: u32 = 15;
/// Until the desktop says how large what it shows is.
const USUAL: Rectangle = Rectangle { width: 1920, height: 1080 };
const SMALLEST: Rectangle = Rectangle { width: 1, height: 1 };
const LARGEST: Rectangle = Rectangle { width: 16384, height: 16384 };

/// The first message to the desktop. Without a modifier among its words, pictures stay out of the graphics card.
pub(super) fn pictures() -> Object {
    let still = Fraction { num: 0, denom: 1 };
    let least = Fraction { num: 1, denom: 1 };
    let most = Fraction { num: FRAMES_PER_SECOND, denom: 1 };
    let any = Fraction { num: 1000, denom: 1 };
    object!(
        SpaTypes::ObjectParamFormat,
        ParamType::EnumFormat,
        property!(FormatProperties::MediaType, Id, MediaType::Video),
        property!(FormatProperties::MediaSubtype, Id, MediaSubtype::Raw),
        property!(
            FormatProperties::VideoFormat,
            Choice,
            Enum,
            Id,
            VideoFormat::BGRx,
            VideoFormat::BGRx,
            VideoFormat::RGBx,
            VideoFormat::BGRA,
            VideoFormat::RGBA,
        ),
        property!(FormatProperties::VideoSize, Choice, Range, Rectangle, USUAL, SMALLEST, LARGEST),
        property!(FormatProperties::VideoFramerate, Choice, Range, Fraction, still, still, any),
        property!(FormatProperties::VideoMaxFramerate, Choice, Range, Fraction, most, least, most),
    )
}

/// The answer to a format: memory that can be read.
pub(super) fn memory() -> Object {
    let kinds = [DataType::MemFd, DataType::MemPtr].map(|kind| 1 << kind.as_raw()).into_iter().sum();
    let kinds = Choice(ChoiceFlags::empty(), ChoiceEnum::Flags { default: kinds, flags: vec![kinds] });
    Object {
        type_: SpaTypes::ObjectParamBuffers.as_raw(),
        id: ParamType::Buffers.as_raw(),
        properties: vec![Property::new(spa::sys::SPA_PARAM_BUFFERS_dataType, Value::Choice(ChoiceValue::Int(kinds)))],
    }
}

/// Asks that each frame says which part of it is the window: some desktops put it on a picture as large as a screen.
pub(super) fn crop() -> Object {
    let size = i32::try_from(size_of::<MetaVideoCrop>()).unwrap_or_default();
    Object {
        type_: SpaTypes::ObjectParamMeta.as_raw(),
        id: ParamType::Meta.as_raw(),
        properties: vec![
            Property::new(spa::sys::SPA_PARAM_META_type, Value::Id(Id(MetaVideoCrop::META_TYPE))),
            Property::new(spa::sys::SPA_PARAM_META_size, Value::Int(size)),
        ],
    }
}

/// As PipeWire reads it; empty if it cannot be written, which PipeWire takes for nothing.
pub(super) fn bytes(object: Object) -> Vec<u8> {
    let written = PodSerializer::serialize(Cursor::new(Vec::new()), &Value::Object(object));
    written.map(|(cursor, _)| cursor.into_inner()).unwrap_or_default()
}

/// Where the colours lie in one of the formats that were asked for.
pub(super) fn pixels(format: VideoFormat) -> Option<Pixels> {
    match format {
        VideoFormat::BGRx | VideoFormat::BGRA => Some(Pixels { red: 2, green: 1, blue: 0, bytes: 4 }),
        VideoFormat::RGBx | VideoFormat::RGBA => Some(Pixels { red: 0, green: 1, blue: 2, bytes: 4 }),
        _ => None,
    }
}
