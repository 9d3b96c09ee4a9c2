//! Writes the types of the library's protocol from the descriptors in `proto/`, and hands the pinned version on.

use prost::Message;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let here = std::env::var("CARGO_MANIFEST_DIR")?;
    let descriptors = Path::new(&here).join("proto/livekit-ffi.fds");
    let pinned = Path::new(&here).join("library.json");
    for file in [&descriptors, &pinned] {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    let set = prost_types::FileDescriptorSet::decode(std::fs::read(descriptors)?.as_slice())?;
    prost_build::Config::new().compile_fds(set)?;

    let pinned: serde_json::Value = serde_json::from_slice(&std::fs::read(pinned)?)?;
    let version = pinned["library_version"].as_str().ok_or("library.json names no library_version")?;
    println!("cargo::rustc-env=LIVEKIT_LIBRARY_VERSION={version}");
    Ok(())
}
