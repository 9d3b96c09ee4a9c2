//! Newer versions of the app, by the toolkit's updater: read from the feed, checked against the key this copy was built
//! with and against the version they are signed as, and installed. When that happens the core decides.

mod feed;
#[cfg(target_os = "linux")]
mod packages;
mod shelf;
#[cfg(all(test, target_os = "linux"))]
mod tests;

use crate::ending;
use async_trait::async_trait;
use feed::Feed;
use leadline_desktop::api::{KeptBy, NewVersion, UpdateChannel, UpdateFault};
use leadline_desktop::updates::{Progress, Updater};
use serde_json::Value;
use shelf::Shelf;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_updater::{Config, Error, Update, UpdaterExt};
use tokio::sync::{Notify, OnceCell};

/// How long the feed may take to answer.
const ANSWER: Duration = Duration::from_secs(30);
/// How long a network may be silent in the middle of a download.
const SILENCE: Duration = Duration::from_secs(60);
/// No version of the app is larger, in bytes.
const LARGEST: u64 = 200 * 1000 * 1000;
/// What is told of a version, in characters. The feed itself is not signed.
const MOST_NOTES: usize = 4_000;

/// The toolkit's updater. No window may ask it anything.
pub fn plugin<R: Runtime>() -> TauriPlugin<R, Config> {
    tauri_plugin_updater::Builder::new().build()
}

/// How a copy is replaced by a newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By the package manager it belongs to.
    #[cfg(target_os = "linux")]
    Package(packages::Kind),
    /// By the toolkit.
    Toolkit,
}

/// Newer versions of this copy, from its feed.
pub struct FromFeed<R: Runtime> {
    app: AppHandle<R>,
    feed: Option<Feed>,
    shelf: Shelf,
    way: OnceCell<Option<Way>>,
    found: Mutex<Option<Update>>,
}

impl<R: Runtime> FromFeed<R> {
    /// As this copy was built; what is fetched is kept in the folder of its data.
    pub fn of_this_copy(app: AppHandle<R>, data_dir: &Path) -> Self {
        Self::of(app, Feed::of_this_copy(), data_dir, OnceCell::new())
    }

    fn of(app: AppHandle<R>, feed: Option<Feed>, data_dir: &Path, way: OnceCell<Option<Way>>) -> Self {
        Self { app, feed, shelf: Shelf::at(data_dir.join("update")), way, found: Mutex::default() }
    }

    async fn way(&self) -> Option<Way> {
        *self.way.get_or_init(|| way_of_this_copy(&self.app)).await
    }

    async fn updater(&self, channel: UpdateChannel) -> Result<tauri_plugin_updater::Updater, UpdateFault> {
        let unusable = |fault: &dyn std::fmt::Display| {
            tracing::error!(%fault, "this copy cannot be kept up to date from its feed");
            UpdateFault::FeedUnreadable
        };
        let feed = self.feed.as_ref().ok_or(UpdateFault::FeedUnreadable)?;
        let address = feed.of_channel(channel).ok_or(UpdateFault::FeedUnreadable)?;
        let builder = self.app.updater_builder().endpoints(vec![address]).map_err(|fault| unusable(&fault))?;
        let app = self.app.clone();
        let mut builder = builder
            .pubkey(&feed.key)
            .timeout(ANSWER)
            .configure_client(|client| client.connect_timeout(ANSWER).read_timeout(SILENCE))
            .on_before_exit(move || {
                // On Windows the toolkit ends this process by itself, so what is open is closed before.
                if let Some(desktop) = app.try_state::<std::sync::Arc<leadline_desktop::Desktop>>() {
                    tauri::async_runtime::block_on(desktop.close());
                }
                app.cleanup_before_exit();
            });
        if let (Some(target), Some(kind)) = (tauri_plugin_updater::target(), self.package_kind().await) {
            builder = builder.target(format!("{target}-{kind}"));
        }
        builder.build().map_err(|fault| unusable(&fault))
    }

    async fn package_kind(&self) -> Option<&'static str> {
        match self.way().await? {
            #[cfg(target_os = "linux")]
            Way::Package(kind) => Some(kind.name()),
            Way::Toolkit => None,
        }
    }

    /// What is kept, if it is newer than this copy and still what was signed.
    async fn checked(&self) -> Result<(Update, Vec<u8>), UpdateFault> {
        let shelf = self.shelf.clone();
        let kept = tokio::task::spawn_blocking(move || shelf.look()).await;
        let Ok(Ok(Some((said, package)))) = kept else { return Err(UpdateFault::Lost) };
        let updater = self.updater(UpdateChannel::Stable).await?;
        let update = updater.restore_update(said).ok().flatten().ok_or(UpdateFault::Lost)?;
        update.verify(&package).map_err(|fault| of_check(&fault))?;
        Ok((update, package))
    }

    fn set_found(&self, update: Option<Update>) {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = update;
    }
}

#[async_trait]
impl<R: Runtime> Updater for FromFeed<R> {
    async fn kept_by(&self) -> KeptBy {
        if self.feed.is_none() {
            return KeptBy::System;
        }
        match self.way().await {
            None => KeptBy::System,
            #[cfg(target_os = "linux")]
            Some(Way::Package(kind)) if kind.is_in_a_repository().await => KeptBy::System,
            Some(_) => KeptBy::Leadline,
        }
    }

    async fn kept(&self) -> Option<NewVersion> {
        match self.checked().await {
            Ok((update, _)) => Some(new_version(&update)),
            Err(_) => {
                self.forget().await;
                None
            }
        }
    }

    async fn look(&self, channel: UpdateChannel) -> Result<Option<NewVersion>, UpdateFault> {
        let found = self.updater(channel).await?.check().await.map_err(|fault| of_look(&fault))?;
        let new = found.as_ref().map(new_version);
        self.set_found(found);
        Ok(new)
    }

    async fn fetch(&self, progress: Progress) -> Result<(), UpdateFault> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let update = found.ok_or(UpdateFault::Lost)?;
        let (received, too_large) = (AtomicU64::new(0), Notify::new());
        let told = |more: usize, total: Option<u64>| {
            let received = received.fetch_add(more as u64, Ordering::Relaxed) + more as u64;
            if received.max(total.unwrap_or(0)) > LARGEST {
                too_large.notify_one();
            }
            progress(received, total);
        };
        let package = tokio::select! {
            biased;
            () = too_large.notified() => return Err(UpdateFault::TooLarge),
            package = update.download(told, || {}) => package.map_err(|fault| of_fetch(&fault))?,
        };
        keep(&self.shelf, update.raw_json, package).await
    }

    async fn forget(&self) {
        let shelf = self.shelf.clone();
        if tokio::task::spawn_blocking(move || shelf.clear()).await.is_err() {
            tracing::error!("taking an update away ended badly");
        }
    }

    async fn install(&self) -> Result<(), UpdateFault> {
        let (update, package) = self.checked().await?;
        match self.way().await.ok_or(UpdateFault::NotAllowed)? {
            #[cfg(target_os = "linux")]
            Way::Package(kind) => kind.install(&package).await?,
            Way::Toolkit => by_toolkit(update, package).await?,
        }
        self.forget().await;
        Ok(())
    }

    fn restart(&self) {
        ending::start_anew(&self.app);
    }
}

async fn keep(shelf: &Shelf, said: Value, package: Vec<u8>) -> Result<(), UpdateFault> {
    let shelf = shelf.clone();
    let kept = tokio::task::spawn_blocking(move || shelf.put(&said, &package)).await;
    kept.map_err(|_| UpdateFault::FolderUnusable)?.map_err(|fault| {
        tracing::warn!(%fault, "an update cannot be kept");
        fault_of_disk(&fault)
    })
}

async fn by_toolkit(update: Update, package: Vec<u8>) -> Result<(), UpdateFault> {
    let installed = tokio::task::spawn_blocking(move || update.install(package)).await;
    installed.map_err(|_| UpdateFault::InstallFailed)?.map_err(|fault| match fault {
        Error::Io(fault) if fault.kind() == io::ErrorKind::PermissionDenied => UpdateFault::NotAllowed,
        Error::Io(fault) => fault_of_disk(&fault),
        Error::AuthenticationFailed => UpdateFault::Declined,
        Error::Minisign(_) | Error::SignedVersionMismatch { .. } | Error::MissingSignedVersion => of_check(&fault),
        _ => {
            tracing::error!(%fault, "an update cannot be installed");
            UpdateFault::InstallFailed
        }
    })
}

#[cfg(target_os = "linux")]
async fn way_of_this_copy<R: Runtime>(app: &AppHandle<R>) -> Option<Way> {
    if app.env().appimage.is_some() {
        return Some(Way::Toolkit);
    }
    let program = tauri::process::current_binary(&app.env()).ok()?;
    let kind = packages::Kind::owner_of(&program).await;
    // A build for trying things is no package, and does as if it were one.
    let kind = if cfg!(debug_assertions) { kind.or(Some(packages::Kind::Deb)) } else { kind };
    kind.map(Way::Package)
}

#[cfg(not(target_os = "linux"))]
async fn way_of_this_copy<R: Runtime>(_: &AppHandle<R>) -> Option<Way> {
    Some(Way::Toolkit)
}

fn new_version(update: &Update) -> NewVersion {
    let notes = update.body.as_deref().map(str::trim).filter(|notes| !notes.is_empty());
    NewVersion { version: update.version.clone(), notes: notes.map(|notes| notes.chars().take(MOST_NOTES).collect()) }
}

fn of_look(fault: &Error) -> UpdateFault {
    tracing::warn!(%fault, "the feed of updates");
    match fault {
        Error::Reqwest(fault) if !fault.is_decode() => UpdateFault::FeedAway,
        _ => UpdateFault::FeedUnreadable,
    }
}

fn of_fetch(fault: &Error) -> UpdateFault {
    match fault {
        Error::Reqwest(_) | Error::Network(_) => {
            tracing::warn!(%fault, "the download of an update");
            UpdateFault::CutOff
        }
        _ => of_check(fault),
    }
}

fn of_check(fault: &Error) -> UpdateFault {
    tracing::warn!(%fault, "an update is not what it should be");
    match fault {
        Error::SignedVersionMismatch { .. } | Error::MissingSignedVersion => UpdateFault::OtherVersion,
        _ => UpdateFault::BadSignature,
    }
}

fn fault_of_disk(fault: &io::Error) -> UpdateFault {
    match fault.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => UpdateFault::DiskFull,
        _ => UpdateFault::FolderUnusable,
    }
}
