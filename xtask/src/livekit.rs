//! LiveKit's parts: the native library the desktop app calls with, and the server that tests and the demo ring through.
//! Both lie in the person's cache folder, outside the clone, and are fetched or built once.

use crate::machine;
use crate::step::{Failure, found, on_path, output, run, step};
use crate::workspace::root;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of `livekit-server` that the tests were made with.
const SERVER_VERSION: &str = "1.11.0";
/// Names the program of the server.
pub const SERVER_SETTING: &str = "LEADLINE_LIVEKIT_SERVER";
const SERVER: &str = "livekit-server";
const SERVER_PACKAGE: &str = "github.com/livekit/livekit-server/cmd/server";
const DESCRIPTORS: &str = "crates/livekit-rtc/proto/livekit-ffi.fds";

/// Fetches the library and builds the server, unless both are there or named by settings.
pub fn prepare() -> Result<(), Failure> {
    if named("LEADLINE_LIVEKIT_LIBRARY").is_none() {
        library(&this_platform())?;
    }
    server().map(drop)
}

/// The native library of a platform such as `linux-x86_64`, fetched from the Python package index and checked.
pub fn library(platform: &str) -> Result<PathBuf, Failure> {
    let pinned = pinned()?;
    let wanted = &pinned["platforms"][platform];
    let file = text(wanted, "file")?;
    let folder = cache()?.join("livekit-ffi").join(text(&pinned, "library_version")?).join(platform);
    let library = folder.join(file);
    let sum = text(wanted, "file_sha256")?;
    if has_sum(&library, sum) {
        return Ok(library);
    }
    step(format!("Fetching LiveKit's native library for {platform} (once)"), || {
        let unpacked = unpacked_wheel(&pinned, platform)?;
        let resources = unpacked.join("livekit/rtc/resources");
        if !has_sum(&resources.join(file), sum) {
            return Err(Failure::new(
                format!("{file} is not the library that was pinned"),
                "Somebody changed the package or the download: do not use it. See crates/livekit-rtc/library.json.",
            ));
        }
        // The notices of everything inside the library travel with it.
        move_into(&resources.join("LICENSE.md"), &folder)?;
        move_into(&resources.join(file), &folder)?;
        remove(&unpacked)
    })?;
    Ok(library)
}

/// The library as it is handed out with the desktop app.
pub struct DesktopLibrary {
    /// The library, as pinned.
    pub file: PathBuf,
    /// The notices of everything inside it.
    pub notices: PathBuf,
}

impl DesktopLibrary {
    /// What the file is called.
    pub fn name(&self) -> String {
        self.file.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The pinned library of this platform with its notices; a library named by a setting is never handed out.
pub fn desktop_library() -> Result<DesktopLibrary, Failure> {
    let file = library(&this_platform())?;
    let notices = file.with_file_name("LICENSE.md");
    Ok(DesktopLibrary { file, notices })
}

/// The library in the bill of materials of the desktop app.
pub fn bill() -> Result<Value, Failure> {
    let pinned = pinned()?;
    let wanted = &pinned["platforms"][this_platform()];
    let version = text(&pinned, "library_version")?;
    let purl = format!("pkg:pypi/{}@{}", text(&pinned, "package")?, text(&pinned, "package_version")?);
    Ok(serde_json::json!({
        "type": "library", "bom-ref": purl, "name": text(wanted, "file")?, "version": version, "purl": purl,
        "hashes": [{ "alg": "SHA-256", "content": text(wanted, "file_sha256")? }],
        "licenses": [{ "expression": "Apache-2.0 AND BSD-3-Clause" }],
    }))
}

/// Writes the descriptors of the library's protocol, read from the Python modules of the same package.
pub fn write_descriptors() -> Result<(), Failure> {
    let unpacked = unpacked_wheel(&pinned()?, &this_platform())?;
    let modules = unpacked.join("livekit/rtc/_proto");
    let mut files: Vec<PathBuf> = fs::read_dir(&modules)
        .map_err(|cause| Failure::new(format!("{}: {cause}", modules.display()), "Is it still that package?"))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with("_pb2.py"))
        .collect();
    files.sort();
    let mut set = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap_or_default();
        let descriptor = serialized_file(&source).ok_or_else(|| {
            Failure::new(format!("{} holds no descriptor", file.display()), "Has the package changed its generator?")
        })?;
        // One entry of a FileDescriptorSet: field 1, length-delimited.
        set.push(0x0a);
        push_varint(&mut set, descriptor.len());
        set.extend(descriptor);
    }
    write(&root().join(DESCRIPTORS), &set)?;
    remove(&unpacked)
}

/// Where `livekit-server` is, built if need be.
pub fn server() -> Result<PathBuf, Failure> {
    if let Some(program) = named(SERVER_SETTING).or_else(|| on_path(SERVER)) {
        return Ok(program);
    }
    let folder = cache()?.join(SERVER).join(SERVER_VERSION);
    let program = folder.join(SERVER);
    if program.is_file() {
        return Ok(program);
    }
    let advice = format!(
        "Leadline's calls are tested through a real livekit-server. Put one on the PATH, name it in \
         LEADLINE_LIVEKIT_SERVER, or install Go 1.25 or newer (https://go.dev/dl), with which it is built by\n  \
         go install {SERVER_PACKAGE}@v{SERVER_VERSION}"
    );
    if !found("go") {
        return Err(Failure::new("there is neither `livekit-server` nor `go`", advice));
    }
    step("Building livekit-server (once, a few minutes)", || {
        fs::create_dir_all(&folder).map_err(|cause| refused(&folder, &cause))?;
        let package = format!("{SERVER_PACKAGE}@v{SERVER_VERSION}");
        run(Command::new("go").args(["install", package.as_str()]).env("GOBIN", &folder), &advice)?;
        fs::rename(folder.join("server"), &program).map_err(|cause| refused(&program, &cause))
    })?;
    Ok(program)
}

/// The package for a platform, fetched through whatever index pip is set up with, and unpacked beside the cache.
fn unpacked_wheel(pinned: &Value, platform: &str) -> Result<PathBuf, Failure> {
    let wanted = &pinned["platforms"][platform];
    let folder = cache()?.join("livekit-ffi").join(format!("fetching-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|cause| refused(&folder, &cause))?;
    let requirement = format!(
        "{}=={} --hash=sha256:{}\n",
        text(pinned, "package")?,
        text(pinned, "package_version")?,
        text(wanted, "wheel_sha256")?
    );
    let requirements = folder.join("requirements.txt");
    write(&requirements, requirement.as_bytes())?;
    let advice = "`python3 -m pip download livekit` must work on this machine, through any index that carries the \
                  package (Debian has pip in python3-pip); or name the library in LEADLINE_LIVEKIT_LIBRARY, see \
                  crates/livekit-rtc/README.md.";
    if output(Command::new("python3").args(["-m", "pip", "--version"]), advice).is_err() {
        machine::install_one("to fetch the library that makes calls", "python3-pip")?;
    }
    output(
        Command::new("python3")
            .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"])
            .args(["--platform", text(wanted, "tag")?, "--dest"])
            .arg(&folder)
            .arg("--requirement")
            .arg(&requirements),
        advice,
    )?;
    let entries = fs::read_dir(&folder).map_err(|cause| refused(&folder, &cause))?;
    let wheel = entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "whl"))
        .ok_or_else(|| Failure::new("pip fetched no wheel", advice))?;
    output(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&folder), advice)?;
    Ok(folder)
}

/// The bytes in `AddSerializedFile(b'...')`.
fn serialized_file(source: &str) -> Option<Vec<u8>> {
    let (_, rest) = source.split_once("AddSerializedFile(b'")?;
    let mut bytes = Vec::new();
    let mut letters = rest.bytes();
    loop {
        match letters.next()? {
            b'\'' => return Some(bytes),
            b'\\' => bytes.push(match letters.next()? {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'x' => {
                    let digits = [letters.next()?, letters.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                }
                first @ b'0'..=b'7' => {
                    let digits = [first, letters.next()?, letters.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 8).ok()?
                }
                itself @ (b'\'' | b'"' | b'\\') => itself,
                _ => return None,
            }),
            plain => bytes.push(plain),
        }
    }
}

fn push_varint(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn pinned() -> Result<Value, Failure> {
    let file = root().join("crates/livekit-rtc/library.json");
    let content = fs::read(&file).map_err(|cause| refused(&file, &cause))?;
    serde_json::from_slice(&content).map_err(|cause| Failure::new(format!("{}: {cause}", file.display()), "Mend it."))
}

fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str, Failure> {
    value[name].as_str().ok_or_else(|| {
        Failure::new(
            format!("crates/livekit-rtc/library.json has no `{name}` for this platform"),
            "LiveKit publishes its library for Linux and macOS on x86_64 and aarch64, and for Windows on x86_64.",
        )
    })
}

/// The file that a setting names, if it is there.
fn named(setting: &str) -> Option<PathBuf> {
    std::env::var_os(setting).map(PathBuf::from).filter(|path| path.is_file())
}

fn this_platform() -> String {
    format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH)
}

fn cache() -> Result<PathBuf, Failure> {
    dirs::cache_dir()
        .map(|folder| folder.join("leadline"))
        .ok_or_else(|| Failure::new("this user has no cache folder", "Set HOME, or XDG_CACHE_HOME."))
}

fn has_sum(file: &Path, wanted: &str) -> bool {
    fs::read(file).is_ok_and(|content| {
        let sum = Sha256::digest(&content);
        sum.iter().map(|byte| format!("{byte:02x}")).collect::<String>() == wanted
    })
}

fn move_into(file: &Path, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|cause| refused(folder, &cause))?;
    let place = folder.join(file.file_name().unwrap_or_default());
    fs::rename(file, &place).map_err(|cause| refused(&place, &cause))
}

fn write(file: &Path, content: &[u8]) -> Result<(), Failure> {
    fs::write(file, content).map_err(|cause| refused(file, &cause))
}

fn remove(folder: &Path) -> Result<(), Failure> {
    fs::remove_dir_all(folder).map_err(|cause| refused(folder, &cause))
}

fn refused(path: &Path, cause: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {cause}", path.display()), "Is the disk full, or closed to this user?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_descriptor_is_read_out_of_its_python_module() {
        let source = r#"DESCRIPTOR = pool.AddSerializedFile(b'\n\x0clk\"\'\\\252\t!') # more"#;
        assert_eq!(serialized_file(source).unwrap(), b"\n\x0clk\"'\\\xaa\t!");
        assert_eq!(serialized_file("nothing here"), None);
    }

    #[test]
    fn every_platform_is_pinned_completely() {
        let pinned = pinned().unwrap();
        for (platform, wanted) in pinned["platforms"].as_object().unwrap() {
            for sum in ["wheel_sha256", "file_sha256"] {
                assert_eq!(text(wanted, sum).unwrap().len(), 64, "{platform} {sum}");
            }
        }
    }
}
