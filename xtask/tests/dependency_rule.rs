//! Which crate may depend on which, checked against `cargo metadata`. The rule and its reasons: ARCHITECTURE.md.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may be blunt")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Who may depend on whom, development dependencies aside.
const ALLOWED: &[(&str, &[&str])] = &[
    ("leadline-domain", &[]),
    ("leadline-protocol", &["leadline-domain"]),
    ("leadline-cache", &["leadline-domain", "leadline-protocol"]),
    ("leadline-sync", &["leadline-cache", "leadline-domain", "leadline-protocol"]),
    ("leadline-livekit-rtc", &[]),
    ("leadline-calling", &["leadline-livekit-rtc"]),
    (
        "leadline-desktop",
        &["leadline-cache", "leadline-sync", "leadline-domain", "leadline-protocol", "leadline-calling"],
    ),
    ("leadline-server", &["leadline-domain", "leadline-protocol"]),
    ("leadline-testkit", &["leadline-domain", "leadline-protocol", "leadline-server"]),
    ("leadline", &["leadline-desktop"]),
    ("xtask", &[]),
];

/// Libraries that only one crate may link, because it alone owns what they reach. The testkit makes databases for tests.
const SOLE_USERS: &[(&str, &[&str])] = &[
    ("tauri", &["leadline"]),
    ("rusqlite", &["leadline-cache"]),
    ("sqlx", &["leadline-server", "leadline-testkit"]),
    ("keyring-core", &["leadline-desktop"]),
    ("libloading", &["leadline-livekit-rtc"]),
    ("livekit", &["leadline-livekit-rtc"]),
    ("cpal", &["leadline-calling"]),
];

#[test]
fn every_arrow_between_our_crates_is_allowed() {
    for (name, dependencies) in our_crates() {
        let allowed: BTreeSet<&str> = ALLOWED
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("{name} is new: say in ALLOWED and ARCHITECTURE.md what it may depend on"))
            .1
            .iter()
            .copied()
            .collect();
        let ours = dependencies.iter().filter(|dependency| dependency.starts_with("leadline"));
        let forbidden: Vec<_> = ours.filter(|dependency| !allowed.contains(dependency.as_str())).collect();
        assert!(forbidden.is_empty(), "{name} must not depend on {forbidden:?}");
    }
}

#[test]
fn windows_databases_and_secrets_have_one_owner_each() {
    for (name, dependencies) in our_crates() {
        for (library, owners) in SOLE_USERS {
            let uses = dependencies.contains(*library);
            assert!(!uses || owners.contains(&name.as_str()), "only {owners:?} may use {library}, not {name}");
        }
    }
}

#[test]
fn one_typescript_file_knows_tauri() {
    // The gallery plays the shell for the screens; it is never part of the product.
    let gallery = root().join("ui/src/gallery");
    let [side, its_test] = ["tauri.ts", "tauri.test.ts"].map(|name| root().join("ui/src/host").join(name));
    let users: Vec<_> = typescript_files(&root().join("ui/src"))
        .into_iter()
        .filter(|file| !file.starts_with(&gallery) && *file != its_test)
        .filter(|file| std::fs::read_to_string(file).is_ok_and(|text| text.contains("@tauri-apps/")))
        .collect();
    assert_eq!(users, [side], "only the host's Tauri side may import @tauri-apps");
}

fn our_crates() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let linked = dependencies.iter().filter(|dependency| dependency["kind"].as_str() != Some("dev"));
            let names = linked.filter_map(|dependency| dependency["name"].as_str().map(str::to_owned)).collect();
            (package["name"].as_str().expect("a name").to_owned(), names)
        })
        .collect()
}

fn typescript_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the UI's sources are there").flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                typescript_files(&path)
            } else if path.extension().is_some_and(|ending| ending == "ts" || ending == "tsx") {
                vec![path]
            } else {
                Vec::new()
            }
        })
        .collect()
}

fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_owned()
}
