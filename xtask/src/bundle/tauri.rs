//! Packages that Tauri's own tools make, which fetch what they need by themselves: AppImage, and those of Windows and
//! macOS. `src-tauri/tauri.conf.json` says what they are; here the call library joins them.

use crate::livekit::DesktopLibrary;
use crate::step::{Failure, run, step};
use crate::workspace::{emptied_scratch, root};
use crate::{livekit, ui};
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

/// Where Tauri's tools come from; a major version keeps its command line.
const CLI: &str = "@tauri-apps/cli@2";

/// Makes the package of this `kind` for the system this runs on.
pub fn pack(kind: &str) -> Result<(), Failure> {
    let wanted = system_of(kind).ok_or_else(|| {
        Failure::new(format!("there is no package of the kind {kind}"), "Choose appimage, nsis, msi or dmg.")
    })?;
    if wanted != std::env::consts::OS {
        return Err(Failure::new(format!("{kind} is made on {wanted}"), "Run this command there."));
    }
    ui::build()?;
    let library = livekit::desktop_library()?;
    let config = emptied_scratch("bundle-tauri")?.join("call-library.json");
    fs::write(&config, with_library(wanted, &library).to_string()).map_err(|cause| super::refused(&config, &cause))?;
    step(format!("The desktop app as {kind}"), || {
        let words = ["--yes", CLI, "build", "--bundles", kind, "--config"];
        run(
            Command::new("npx").args(words).arg(&config).current_dir(root()),
            "Tauri fetches the tools for this package from GitHub once; can they be reached?",
        )
    })
}

fn system_of(kind: &str) -> Option<&'static str> {
    match kind {
        "appimage" => Some("linux"),
        "nsis" | "msi" => Some("windows"),
        "dmg" => Some("macos"),
        _ => None,
    }
}

/// What is added to `tauri.conf.json`: the library where the app looks for it, and its notices.
fn with_library(system: &str, library: &DesktopLibrary) -> Value {
    let (file, notices) = (library.file.to_string_lossy(), library.notices.to_string_lossy());
    match system {
        "windows" => json!({ "bundle": { "resources": { file: library.name(), notices: "call-library-notices.md" } } }),
        // What is signed along with the program lies among the frameworks.
        "macos" => json!({ "bundle": {
            "resources": { notices: "call-library-notices.md" },
            "macOS": { "frameworks": [file] },
        } }),
        _ => json!({ "bundle": { "linux": { "appimage": { "files": {
            format!("/usr/bin/{}", library.name()): file,
            "/usr/share/doc/leadline/call-library-notices.md": notices,
        } } } } }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use tauri_utils::config::{BundleResources, Config};

    /// The configuration as Tauri's tools read it, with what is added for a system.
    fn read_by_tauri(system: &str, file: &str) -> Config {
        let kept = fs::read_to_string(root().join("src-tauri/tauri.conf.json")).unwrap();
        let mut config: Value = serde_json::from_str(&kept).unwrap();
        let library = DesktopLibrary { file: PathBuf::from(file), notices: PathBuf::from("/cache/LICENSE.md") };
        merge(&mut config, with_library(system, &library));
        serde_json::from_value(config).unwrap()
    }

    fn merge(into: &mut Value, from: Value) {
        match (into, from) {
            (Value::Object(into), Value::Object(from)) => {
                from.into_iter().for_each(|(name, value)| merge(into.entry(name).or_insert(Value::Null), value));
            }
            (into, from) => *into = from,
        }
    }

    #[test]
    fn every_package_has_the_call_library_where_the_app_looks_for_it() {
        let windows = read_by_tauri("windows", "/cache/livekit_ffi.dll");
        let Some(BundleResources::Map(resources)) = windows.bundle.resources else { panic!("no resources") };
        assert_eq!(resources["/cache/livekit_ffi.dll"], "livekit_ffi.dll", "resources lie beside the program");
        let macos = read_by_tauri("macos", "/cache/liblivekit_ffi.dylib");
        assert_eq!(macos.bundle.macos.frameworks, Some(vec!["/cache/liblivekit_ffi.dylib".to_owned()]));
        let linux = read_by_tauri("linux", "/cache/liblivekit_ffi.so");
        let files = linux.bundle.linux.appimage.files;
        assert_eq!(files[&PathBuf::from("/usr/bin/liblivekit_ffi.so")], PathBuf::from("/cache/liblivekit_ffi.so"));
    }

    #[test]
    fn each_kind_is_made_on_its_own_system() {
        let kinds = ["appimage", "nsis", "msi", "dmg"];
        let config: Value =
            serde_json::from_str(&fs::read_to_string(root().join("src-tauri/tauri.conf.json")).unwrap()).unwrap();
        assert_eq!(config["bundle"]["targets"], json!(kinds));
        assert_eq!(kinds.map(system_of), [Some("linux"), Some("windows"), Some("windows"), Some("macos")]);
        assert_eq!(system_of("deb"), None);
    }

    #[test]
    fn macos_is_told_why_microphone_and_camera_are_used() {
        let told = fs::read_to_string(root().join("src-tauri/Info.plist")).unwrap();
        let allowed = fs::read_to_string(root().join("src-tauri/Entitlements.plist")).unwrap();
        assert!(told.contains("NSMicrophoneUsageDescription") && told.contains("NSCameraUsageDescription"));
        assert!(allowed.contains("com.apple.security.device.audio-input"));
        assert!(allowed.contains("com.apple.security.device.camera"));
        assert_eq!(
            read_by_tauri("macos", "/cache/liblivekit_ffi.dylib").bundle.macos.entitlements.as_deref(),
            Some("Entitlements.plist")
        );
    }
}
