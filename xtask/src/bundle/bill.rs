//! The bill of materials: what is in a program, in CycloneDX's JSON, so that known faults can be looked up.

use super::notices::{Linked, Part};
use super::{Release, refused};
use crate::livekit;
use crate::step::Failure;
use serde_json::{Value, json};
use std::fs;

/// Writes `NAME.cdx.json` beside the packages.
pub fn write(release: &Release, name: &str, linked: &Linked) -> Result<(), Failure> {
    let mut parts: Vec<Value> = linked.crates.iter().chain(&linked.packages).map(part).collect();
    if name == "leadline" {
        parts.push(livekit::bill()?);
    }
    let own = format!("pkg:deb/leadline/{name}@{}", release.version);
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": format!("{}T00:00:00Z", release.day),
            "component": {
                "type": "application", "bom-ref": own, "name": name, "version": release.version, "purl": own,
                "licenses": [{ "license": { "id": "Apache-2.0" } }],
            },
        },
        "components": parts,
    });
    let file = release.out.join(format!("{name}.cdx.json"));
    fs::write(&file, format!("{bill:#}\n")).map_err(|cause| refused(&file, &cause))
}

fn part(part: &Part) -> Value {
    let mut told = json!({
        "type": "library", "bom-ref": part.purl, "name": part.name, "version": part.version, "purl": part.purl,
        "licenses": [{ "expression": part.licence }],
    });
    if let Some(sum) = &part.sha256 {
        told["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    told
}
