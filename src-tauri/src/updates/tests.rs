//! The updater against a feed on the loopback, with keys and signatures as releases have them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may be blunt")]

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minisign::KeyPair;
use serde_json::json;
use std::collections::HashMap;
use std::io::{Cursor, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::{fs, thread};
use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};
use tempfile::TempDir;

/// What runs is 0.1.0.
const NEWER: &str = "0.2.0";
const PACKAGE: &[u8] = b"a package of the newer version";

/// A place on the loopback that answers each path as it was told to, word for word.
struct Loopback {
    address: String,
    answers: Arc<Mutex<HashMap<String, Vec<u8>>>>,
}

impl Loopback {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let answers: Arc<Mutex<HashMap<String, Vec<u8>>>> = Arc::default();
        let known = answers.clone();
        // It ends with the tests.
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                answer(connection, &known);
            }
        });
        Self { address, answers }
    }

    fn answers(&self, path: &str, status: &str, length: usize, body: &[u8]) {
        let mut answer =
            format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n").into_bytes();
        answer.extend(body);
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    fn holds(&self, path: &str, body: &[u8]) {
        self.answers(path, "200 OK", body.len(), body);
    }

    /// Offers this version, with a package that has this signature.
    fn offers(&self, version: &str, signature: &str) {
        let place = json!({ "url": format!("{}/package", self.address), "signature": signature });
        let feed = json!({
            "version": version, "notes": " Calls to several\n", "platforms": { target(): place },
        });
        self.holds("/stable.json", feed.to_string().as_bytes());
    }
}

fn target() -> String {
    format!("{}-deb", tauri_plugin_updater::target().unwrap())
}

fn answer(mut connection: TcpStream, known: &Mutex<HashMap<String, Vec<u8>>>) {
    let mut asked = Vec::new();
    let mut part = [0; 1024];
    while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
        match connection.read(&mut part) {
            Ok(0) | Err(_) => return,
            Ok(read) => asked.extend(&part[..read]),
        }
    }
    let asked = String::from_utf8_lossy(&asked).into_owned();
    let path = asked.split(' ').nth(1).unwrap_or_default();
    let answer = known.lock().unwrap().get(path).cloned();
    // Whoever asked may be gone.
    let _ = connection
        .write_all(&answer.unwrap_or_else(|| b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec()));
}

/// Those who make the app, or somebody who would like to be them.
struct Maker(KeyPair);

impl Maker {
    fn new() -> Self {
        Self(KeyPair::generate_unencrypted_keypair().unwrap())
    }

    fn key(&self) -> String {
        STANDARD.encode(self.0.pk.to_box().unwrap().into_string())
    }

    fn signs(&self, package: &[u8], comment: &str) -> String {
        let signed = minisign::sign(Some(&self.0.pk), &self.0.sk, Cursor::new(package), Some(comment), None).unwrap();
        STANDARD.encode(signed.into_string())
    }
}

fn as_version(version: &str) -> String {
    format!("timestamp:1795140000\tfile:leadline.deb\tversion:{version}")
}

/// A copy of the app that trusts this maker and looks here.
fn copy(maker: &Maker, address: &str, data: &Path) -> FromFeed<MockRuntime> {
    let mut context = mock_context::<MockRuntime, _>(noop_assets());
    let own: Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
    context.config_mut().plugins.0.insert("updater".to_owned(), own["plugins"]["updater"].clone());
    let app = mock_builder().plugin(plugin()).build(context).unwrap();
    let feed = Feed { address: format!("{address}/").parse().unwrap(), key: maker.key() };
    let way = OnceCell::new_with(Some(Some(Way::Package(packages::Kind::Deb))));
    FromFeed::of(app.handle().clone(), Some(feed), data, way)
}

fn shop() -> (Loopback, Maker, TempDir, FromFeed<MockRuntime>) {
    let (feed, maker, data) = (Loopback::open(), Maker::new(), tempfile::tempdir().unwrap());
    let updater = copy(&maker, &feed.address, data.path());
    (feed, maker, data, updater)
}

async fn fetched(updater: &FromFeed<MockRuntime>) -> Result<(), UpdateFault> {
    updater.look(UpdateChannel::Stable).await.unwrap().unwrap();
    updater.fetch(Box::new(|_, _| {})).await
}

#[tokio::test]
async fn a_newer_version_is_found_and_fetched_and_outlives_the_app() {
    let (feed, maker, data, updater) = shop();
    feed.offers(NEWER, &maker.signs(PACKAGE, &as_version(NEWER)));
    feed.holds("/package", PACKAGE);
    let new = NewVersion { version: NEWER.to_owned(), notes: Some("Calls to several".to_owned()) };
    assert_eq!(updater.look(UpdateChannel::Stable).await, Ok(Some(new.clone())));
    assert_eq!(updater.kept().await, None, "found is not fetched");
    let told = Arc::new(Mutex::new(Vec::new()));
    let telling = told.clone();
    updater.fetch(Box::new(move |received, total| telling.lock().unwrap().push((received, total)))).await.unwrap();
    let all = PACKAGE.len() as u64;
    assert_eq!(told.lock().unwrap().last(), Some(&(all, Some(all))));
    assert_eq!(copy(&maker, &feed.address, data.path()).kept().await, Some(new));
    let another = copy(&Maker::new(), &feed.address, data.path());
    assert_eq!(another.kept().await, None, "who trusts others does not take it");
}

#[tokio::test]
async fn only_what_is_newer_is_found_and_whatever_is_no_feed_is_told() {
    let (feed, maker, data, updater) = shop();
    let signature = maker.signs(PACKAGE, &as_version(NEWER));
    for (version, is_newer) in
        [("0.2.0", true), ("0.1.1-beta.1", true), ("0.1.0", false), ("0.0.9", false), ("0.1.0-rc.1", false)]
    {
        feed.offers(version, &signature);
        assert_eq!(updater.look(UpdateChannel::Stable).await.map(|found| found.is_some()), Ok(is_newer), "{version}");
    }
    let elsewhere = json!({ "version": NEWER, "platforms": { "plan9-mips": { "url": "http://x", "signature": "" } } });
    let elsewhere = elsewhere.to_string();
    for no_feed in ["<html>Sign in to this network</html>", "{}", r#"{"version":"newest","platforms":{}}"#, &elsewhere]
    {
        feed.holds("/stable.json", no_feed.as_bytes());
        assert_eq!(updater.look(UpdateChannel::Stable).await, Err(UpdateFault::FeedUnreadable), "{no_feed}");
    }
    assert_eq!(updater.look(UpdateChannel::Beta).await, Err(UpdateFault::FeedUnreadable), "there is no such file");
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let away = copy(&maker, &format!("http://{nobody}"), data.path());
    assert_eq!(away.look(UpdateChannel::Stable).await, Err(UpdateFault::FeedAway));
}

#[tokio::test]
async fn what_is_not_signed_as_what_it_is_offered_as_is_refused_and_not_kept() {
    let (feed, maker, _data, updater) = shop();
    let signed = |version| maker.signs(PACKAGE, &as_version(version));
    let cut = &PACKAGE[..9];
    for (why, signature, length, body, fault) in [
        (
            "it was changed",
            signed(NEWER),
            PACKAGE.len(),
            &b"A package of the newer version"[..],
            UpdateFault::BadSignature,
        ),
        (
            "somebody else signed it",
            Maker::new().signs(PACKAGE, &as_version(NEWER)),
            PACKAGE.len(),
            PACKAGE,
            UpdateFault::BadSignature,
        ),
        ("nobody signed it", String::new(), PACKAGE.len(), PACKAGE, UpdateFault::BadSignature),
        ("it is an old one under a new number", signed("0.0.9"), PACKAGE.len(), PACKAGE, UpdateFault::OtherVersion),
        (
            "it does not say which one it is",
            maker.signs(PACKAGE, "leadline.deb"),
            PACKAGE.len(),
            PACKAGE,
            UpdateFault::OtherVersion,
        ),
        ("the download was cut off", signed(NEWER), PACKAGE.len(), cut, UpdateFault::CutOff),
        ("a proxy cut it off without a word", signed(NEWER), cut.len(), cut, UpdateFault::BadSignature),
        ("it has no end", signed(NEWER), usize::MAX / 4, PACKAGE, UpdateFault::TooLarge),
    ] {
        feed.offers(NEWER, &signature);
        feed.answers("/package", "200 OK", length, body);
        assert_eq!(fetched(&updater).await, Err(fault), "{why}");
        assert!(updater.shelf.look().unwrap().is_none(), "{why}");
    }
    feed.offers(NEWER, &signed(NEWER));
    feed.answers("/package", "503 Service Unavailable", 0, b"");
    assert_eq!(fetched(&updater).await, Err(UpdateFault::CutOff), "it is not there");
}

#[tokio::test]
async fn what_is_kept_is_checked_again_before_it_is_used() {
    let (feed, maker, data, updater) = shop();
    feed.holds("/package", PACKAGE);
    let keep = async || {
        feed.offers(NEWER, &maker.signs(PACKAGE, &as_version(NEWER)));
        fetched(&updater).await.unwrap();
    };
    let on_disk = |file: &str| data.path().join("update").join(file);
    keep().await;
    fs::write(on_disk("package"), "something else").unwrap();
    assert_eq!(updater.install().await, Err(UpdateFault::BadSignature));
    assert_eq!(updater.kept().await, None);
    assert!(!on_disk("package").exists(), "what is not used does not stay");
    keep().await;
    let feed_said = fs::read_to_string(on_disk("feed.json")).unwrap().replace(NEWER, "9.0.0");
    fs::write(on_disk("feed.json"), feed_said).unwrap();
    assert_eq!(updater.install().await, Err(UpdateFault::OtherVersion));
    keep().await;
    let feed_said = fs::read_to_string(on_disk("feed.json")).unwrap().replace(NEWER, "0.1.0");
    fs::write(on_disk("feed.json"), feed_said).unwrap();
    assert_eq!(updater.install().await, Err(UpdateFault::Lost), "it is what runs already");
    updater.forget().await;
    assert_eq!(updater.install().await, Err(UpdateFault::Lost));
}

#[tokio::test]
async fn a_full_disk_keeps_nothing_and_there_is_room_again_afterwards() {
    let data = tempfile::tempdir().unwrap();
    let Some(_disk) = SmallDisk::at(data.path()) else { return eprintln!("only root may make a small disk") };
    let (feed, maker) = (Loopback::open(), Maker::new());
    let updater = copy(&maker, &feed.address, data.path());
    let large = vec![7; 300_000];
    feed.offers(NEWER, &maker.signs(&large, &as_version(NEWER)));
    feed.holds("/package", &large);
    assert_eq!(fetched(&updater).await, Err(UpdateFault::DiskFull));
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0, "what did not fit is gone");
    feed.offers(NEWER, &maker.signs(PACKAGE, &as_version(NEWER)));
    feed.holds("/package", PACKAGE);
    fetched(&updater).await.unwrap();
    assert!(updater.kept().await.is_some());
}

/// 128 KiB.
struct SmallDisk<'folder>(&'folder Path);

impl<'folder> SmallDisk<'folder> {
    fn at(folder: &'folder Path) -> Option<Self> {
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=128k", "tmpfs"]).arg(folder).output();
        mount.is_ok_and(|ended| ended.status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0).status();
    }
}

#[tokio::test]
async fn without_a_feed_others_keep_the_copy_up_to_date() {
    let (feed, maker, data, _) = shop();
    let mut updater = copy(&maker, &feed.address, data.path());
    updater.feed = None;
    assert_eq!(updater.kept_by().await, KeptBy::System);
    assert_eq!(updater.look(UpdateChannel::Stable).await, Err(UpdateFault::FeedUnreadable));
}
