//! The feed that installed copies look at, and the signatures of what it offers. How keys are kept and where the files
//! go: docs/releasing.md.

use super::{Release, refused};
use crate::arguments::Arguments;
use crate::step::{Failure, say};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minisign::{PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
use serde_json::{Map, Value, json};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Where the password of the secret key stands, if it has one.
const PASSWORD: &str = "LEADLINE_SIGNING_PASSWORD";
const CHANNELS: [&str; 2] = ["stable", "beta"];

/// What a release is offered with.
pub struct Feed {
    /// The folder of the feeds, as copies of the app know it.
    address: String,
    /// The public key, word for word.
    key: String,
    channel: String,
    notes: Option<String>,
    secret: Option<SecretKey>,
}

impl Feed {
    /// As the command line says; `None` if it says nothing of updates.
    pub fn wanted(arguments: &Arguments) -> Result<Option<Self>, Failure> {
        let names = ["updates-from", "update-key", "signing-key", "channel", "notes"];
        if names.iter().all(|name| arguments.option(name).is_none()) {
            return Ok(None);
        }
        let (Some(address), Some(key)) = (arguments.option("updates-from"), arguments.option("update-key")) else {
            return Err(wrong("--updates-from ADDRESS and --update-key FILE belong together"));
        };
        if !address.starts_with("https://") {
            return Err(wrong("copies of the app take updates from https:// addresses alone"));
        }
        let channel = arguments.option("channel").unwrap_or(CHANNELS[0]);
        if !CHANNELS.contains(&channel) {
            return Err(wrong("--channel is stable or beta"));
        }
        let feed = Self {
            address: address.trim_end_matches('/').to_owned(),
            key: read(Path::new(key))?,
            channel: channel.to_owned(),
            notes: arguments.option("notes").map(|file| read(Path::new(file))).transpose()?,
            secret: arguments.option("signing-key").map(|file| secret(Path::new(file))).transpose()?,
        };
        feed.fits()?;
        Ok(Some(feed))
    }

    /// What a copy is built with.
    pub fn built_in(&self) -> [(&'static str, String); 2] {
        [("LEADLINE_UPDATES_FROM", self.address.clone()), ("LEADLINE_UPDATE_KEY", STANDARD.encode(&self.key))]
    }

    /// Writes the signature beside each package of the app, and the feed that offers them. Without the secret key
    /// neither is written.
    pub fn write(&self, release: &Release, packages: &[PathBuf]) -> Result<(), Failure> {
        let Some(secret) = &self.secret else {
            say("No --signing-key: the packages are not signed, and no feed is written");
            return Ok(());
        };
        let mut platforms = Map::new();
        for package in packages {
            let Some(kind) = package.extension().and_then(|ending| ending.to_str()) else { continue };
            let name = package.file_name().unwrap_or_default().to_string_lossy();
            let content = fs::read(package).map_err(|cause| refused(package, &cause))?;
            let comment = format!("timestamp:{}\tfile:{name}\tversion:{}", release.made_at, release.version);
            let signature = sign(secret, &content, &comment)?;
            self.verify(&signature, &content)?;
            let signature = STANDARD.encode(signature.into_string());
            let file = PathBuf::from(format!("{}.sig", package.display()));
            fs::write(&file, &signature).map_err(|cause| refused(&file, &cause))?;
            let target = format!("{}-{}-{kind}", std::env::consts::OS, std::env::consts::ARCH);
            platforms.insert(target, json!({ "url": format!("{}/{name}", self.address), "signature": signature }));
        }
        let feed: Value = json!({
            "version": release.version,
            "notes": self.notes.as_deref().map(str::trim).unwrap_or_default(),
            "pub_date": format!("{}T00:00:00Z", release.day),
            "platforms": platforms,
        });
        let file = release.out.join(format!("{}.json", self.channel));
        fs::write(&file, format!("{feed:#}\n")).map_err(|cause| refused(&file, &cause))
    }

    fn public(&self) -> Result<PublicKey, Failure> {
        PublicKeyBox::from_string(&self.key).and_then(PublicKeyBox::into_public_key).map_err(|cause| {
            Failure::new(format!("the public key cannot be read: {cause}"), "It is the .pub file that minisign made.")
        })
    }

    /// Signs nothing in earnest: whether the two keys belong together shows before everything is built.
    fn fits(&self) -> Result<(), Failure> {
        self.public()?;
        match &self.secret {
            None => Ok(()),
            Some(secret) => self.verify(&sign(secret, b"a trial", "a trial")?, b"a trial"),
        }
    }

    fn verify(&self, signature: &SignatureBox, content: &[u8]) -> Result<(), Failure> {
        minisign::verify(&self.public()?, signature, Cursor::new(content), true, false, false).map_err(|cause| {
            Failure::new(
                format!("copies of the app would refuse this signature: {cause}"),
                "--signing-key and --update-key must be of one pair.",
            )
        })
    }
}

fn sign(secret: &SecretKey, content: &[u8], comment: &str) -> Result<SignatureBox, Failure> {
    minisign::sign(None, secret, Cursor::new(content), Some(comment), Some("signature of Leadline's makers"))
        .map_err(|cause| Failure::new(format!("signing failed: {cause}"), "Is the secret key whole?"))
}

fn secret(file: &Path) -> Result<SecretKey, Failure> {
    let read = SecretKeyBox::from_string(&read(file)?);
    let opened = read.and_then(|kept| match std::env::var(PASSWORD) {
        Ok(password) => kept.into_secret_key(Some(password)),
        Err(_) => kept.into_unencrypted_secret_key(),
    });
    opened.map_err(|cause| {
        Failure::new(
            format!("{} cannot be opened: {cause}", file.display()),
            format!("It is the secret key that minisign made; its password, if it has one, is in {PASSWORD}."),
        )
    })
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|cause| refused(file, &cause))
}

fn wrong(what: &str) -> Failure {
    Failure::new(what, "See docs/releasing.md.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use minisign::KeyPair;
    use std::path::Path;

    fn feed(keys: &KeyPair, secret: Option<SecretKey>) -> Feed {
        Feed {
            address: "https://updates.example/leadline".to_owned(),
            key: keys.pk.to_box().unwrap().into_string(),
            channel: "beta".to_owned(),
            notes: Some("Calls to several\n".to_owned()),
            secret,
        }
    }

    fn release(out: &Path) -> Release {
        Release {
            version: "0.2.0".to_owned(),
            made_at: 1_795_140_000,
            day: "2026-11-20".to_owned(),
            programs: PathBuf::new(),
            out: out.to_owned(),
            compression: 1,
        }
    }

    #[test]
    fn what_is_offered_is_signed_as_its_version_and_lies_beside_the_feed() {
        let keys = KeyPair::generate_unencrypted_keypair().unwrap();
        let folder = scratch("offered");
        let package = folder.join("leadline_0.2.0_amd64.deb");
        fs::write(&package, "a package").unwrap();
        feed(&keys, Some(keys.sk.clone())).write(&release(&folder), std::slice::from_ref(&package)).unwrap();
        let told: Value = serde_json::from_str(&fs::read_to_string(folder.join("beta.json")).unwrap()).unwrap();
        assert_eq!((&told["version"], &told["notes"]), (&json!("0.2.0"), &json!("Calls to several")));
        let offered = &told["platforms"][format!("{}-{}-deb", std::env::consts::OS, std::env::consts::ARCH)];
        assert_eq!(offered["url"], "https://updates.example/leadline/leadline_0.2.0_amd64.deb");
        let signature = fs::read_to_string(folder.join("leadline_0.2.0_amd64.deb.sig")).unwrap();
        assert_eq!(offered["signature"], signature);
        let signature = String::from_utf8(STANDARD.decode(signature).unwrap()).unwrap();
        let signature = SignatureBox::from_string(&signature).unwrap();
        minisign::verify(&keys.pk, &signature, Cursor::new(b"a package"), true, false, false).unwrap();
        let comment = "timestamp:1795140000\tfile:leadline_0.2.0_amd64.deb\tversion:0.2.0";
        assert_eq!(signature.trusted_comment().unwrap(), comment);
    }

    #[test]
    fn keys_of_two_pairs_are_refused_before_anything_is_built() {
        let [ours, theirs] = [(); 2].map(|()| KeyPair::generate_unencrypted_keypair().unwrap());
        feed(&ours, Some(ours.sk.clone())).fits().unwrap();
        feed(&ours, None).fits().unwrap();
        assert!(feed(&ours, Some(theirs.sk)).fits().is_err());
    }

    #[test]
    fn without_the_secret_key_nothing_is_written() {
        let keys = KeyPair::generate_unencrypted_keypair().unwrap();
        let folder = scratch("not-signed");
        feed(&keys, None).write(&release(&folder), &[]).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("leadline-feed-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }
}
