//! What is built into a program, and the licences that say how it may be handed out.

use super::refused;
use crate::step::{Failure, output};
use crate::workspace::{cargo, root};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One part that somebody else made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence as an SPDX expression.
    pub licence: String,
    /// Its address in the manner of package URLs.
    pub purl: String,
    /// SHA-256 of what was fetched, if the lock file has it.
    pub sha256: Option<String>,
    /// Where its texts are.
    folder: PathBuf,
}

/// Everything built into one program.
pub struct Linked {
    /// Rust crates.
    pub crates: BTreeSet<Part>,
    /// Packages of the web UI.
    pub packages: BTreeSet<Part>,
}

impl Linked {
    /// What is built into the program of this crate on this platform.
    pub fn by(program: &str) -> Result<Self, Failure> {
        let metadata = output(
            Command::new(cargo())
                .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &host()?])
                .current_dir(root()),
            "Run `cargo metadata --locked` and read what it says.",
        )?;
        let metadata: Value = parsed(&metadata)?;
        let sums = checksums()?;
        let wanted = linked_ids(&metadata, program);
        let all = metadata["packages"].as_array().into_iter().flatten();
        let crates = all
            .filter(|package| wanted.contains(package["id"].as_str().unwrap_or_default()))
            .filter(|package| !package["source"].is_null())
            .map(|package| rust_part(package, &sums))
            .collect();
        Ok(Self { crates, packages: web_parts()? })
    }

    /// The names of all parts and each licence text once, with the parts it belongs to.
    pub fn notices(&self, with_ui: bool) -> Result<String, Failure> {
        let parts: Vec<&Part> = self.crates.iter().chain(self.packages.iter().filter(|_| with_ui)).collect();
        let mut written = "Leadline is made with the following parts.\n\n".to_owned();
        let mut texts: BTreeMap<String, Vec<&Part>> = BTreeMap::new();
        for part in &parts {
            written.push_str(&format!("{} {}: {}\n", part.name, part.version, part.licence));
            for text in part.texts()? {
                texts.entry(text).or_default().push(part);
            }
        }
        for (text, of) in texts {
            let names: Vec<_> = of.iter().map(|part| format!("{} {}", part.name, part.version)).collect();
            written.push_str(&format!("\n{}\n{}\n\n{text}\n", "=".repeat(80), names.join(", ")));
        }
        Ok(written)
    }
}

impl Part {
    /// The files in which it says its licence.
    fn texts(&self) -> Result<BTreeSet<String>, Failure> {
        let mut texts = BTreeSet::new();
        for entry in fs::read_dir(&self.folder).map_err(|cause| refused(&self.folder, &cause))?.flatten() {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            let says = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];
            if says.iter().any(|word| name.starts_with(word)) && entry.path().is_file() {
                texts.insert(String::from_utf8_lossy(&fs::read(entry.path()).unwrap_or_default()).trim().to_owned());
            }
        }
        Ok(texts)
    }
}

/// The crate and everything it links, without what only builds or tests it.
fn linked_ids(metadata: &Value, program: &str) -> BTreeSet<String> {
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let own = metadata["packages"].as_array().into_iter().flatten().find(|package| package["name"] == program);
    let mut waiting: Vec<&str> = own.and_then(|package| package["id"].as_str()).into_iter().collect();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !found.insert(id.to_owned()) {
            continue;
        }
        for needed in nodes.get(id).into_iter().flat_map(|node| node["deps"].as_array().into_iter().flatten()) {
            let is_linked = needed["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null());
            waiting.extend(needed["pkg"].as_str().filter(|_| is_linked));
        }
    }
    found
}

fn rust_part(package: &Value, sums: &BTreeMap<(String, String), String>) -> Part {
    let text = |field: &str| package[field].as_str().unwrap_or_default().to_owned();
    let (name, version) = (text("name"), text("version"));
    Part {
        purl: format!("pkg:cargo/{name}@{version}"),
        sha256: sums.get(&(name.clone(), version.clone())).cloned(),
        licence: text("license").replace('/', " OR "),
        folder: Path::new(&text("manifest_path")).parent().unwrap_or(Path::new("/")).to_owned(),
        name,
        version,
    }
}

/// The packages of the UI that are not only for building it, from its lock file.
fn web_parts() -> Result<BTreeSet<Part>, Failure> {
    let ui = root().join("ui");
    let lock = ui.join("package-lock.json");
    let lock: Value = parsed(&fs::read_to_string(&lock).map_err(|cause| refused(&lock, &cause))?)?;
    let packages = lock["packages"].as_object().into_iter().flatten();
    let parts = packages.filter(|(place, package)| !place.is_empty() && package["dev"] != true).filter_map(
        |(place, package)| {
            let name = place.rsplit("node_modules/").next()?.to_owned();
            let version = package["version"].as_str()?.to_owned();
            let folder = ui.join(place);
            // Programs for other platforms are in the lock file and not here.
            folder.is_dir().then(|| Part {
                purl: format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
                sha256: None,
                licence: package["license"].as_str().unwrap_or("NOASSERTION").to_owned(),
                folder,
                name,
                version,
            })
        },
    );
    Ok(parts.collect())
}

/// What Cargo.lock says of each crate that was fetched.
fn checksums() -> Result<BTreeMap<(String, String), String>, Failure> {
    let file = root().join("Cargo.lock");
    let lock = fs::read_to_string(&file).map_err(|cause| refused(&file, &cause))?;
    let value = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]");
    let known =
        blocks.filter_map(|block| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?)));
    Ok(known.collect())
}

fn host() -> Result<String, Failure> {
    let said = output(Command::new("rustc").arg("-vV"), "Is Rust installed?")?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Failure::new("rustc does not say its host", "Is Rust up to date?"))
}

fn parsed(text: &str) -> Result<Value, Failure> {
    serde_json::from_str(text).map_err(|cause| Failure::new(format!("not JSON: {cause}"), "Run the command again."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_builds_or_tests_a_program_is_not_in_it() {
        let kind = |name: &str, kind: Value| serde_json::json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = serde_json::json!({
            "packages": [{ "name": "app", "id": "app" }],
            "resolve": { "nodes": [
                { "id": "app", "deps": [kind("linked", Value::Null), kind("tests", "dev".into()), kind("builds", "build".into())] },
                { "id": "linked", "deps": [kind("deeper", Value::Null), kind("app", Value::Null)] },
            ] },
        });
        assert_eq!(linked_ids(&metadata, "app").into_iter().collect::<Vec<_>>(), ["app", "deeper", "linked"]);
    }

    #[test]
    fn every_crate_of_the_programs_says_its_licence_and_was_checked() {
        for program in ["leadline", "leadline-server"] {
            let linked = Linked::by(program).unwrap();
            assert!(linked.crates.len() > 100, "{program}");
            for part in &linked.crates {
                assert!(!part.licence.is_empty() && part.sha256.is_some(), "{part:?}");
            }
        }
    }
}
