//! The processes under torture: the server with its own PostgreSQL, and the devices.

use crate::journal::{self, Line};
use leadline_protocol::auth::{DeviceInfo, Session, SignIn, SignUp};
use leadline_protocol::sync::{Pull, Row};
use leadline_sync::{HttpLink, ServerLink};
use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};
use uuid::Uuid;

const EMAIL: &str = "torture@leadline.example";
const PASSWORD: &str = "seventeen-sour-lemons";
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How long the server gets to serve again by itself after its disk was full.
const RECOVERS_WITHIN: Duration = Duration::from_secs(15);
/// No run fails because the machine is busy.
const DRAINED_WITHIN: Duration = Duration::from_secs(900);

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The server and its database.
pub struct Plant {
    program: PathBuf,
    data: PathBuf,
    address: SocketAddr,
    server: Child,
    restarts_after_full: u32,
}

impl Plant {
    /// Starts a server in `folder` and signs up an organisation.
    pub async fn build(folder: &Path) -> Outcome<Self> {
        let program = PathBuf::from(std::env::var("LEADLINE_SERVER").map_err(|_| "LEADLINE_SERVER names no program")?);
        let [port] = leadline_testkit::free_ports();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let data = folder.join("server");
        let server = start(&program, &data, address)?;
        let plant = Self { program, data, address, server, restarts_after_full: 0 };
        plant.wait_until_ready().await?;
        let device = device();
        let body = SignUp {
            org_name: "Torture".into(),
            name: "Tor Ture".into(),
            email: EMAIL.into(),
            password: PASSWORD.into(),
            device,
        };
        let answer = reqwest::Client::new().post(plant.url("/api/auth/signup")).json(&body).send().await?;
        if answer.status().is_success() { Ok(plant) } else { Err(answer.text().await?.into()) }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `kill -9` for the server; PostgreSQL lives on and is adopted.
    pub async fn kill_server(&mut self) -> Outcome<()> {
        self.server.kill().await?;
        self.restart().await
    }

    /// `kill -9` for the postmaster, then for the server.
    pub async fn kill_database(&mut self) -> Outcome<()> {
        let listing = std::process::Command::new("pgrep").args(["-f", &self.data.to_string_lossy()]).output()?;
        let listing = String::from_utf8(listing.stdout)?;
        for pid in listing.split_whitespace() {
            let command = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
            if command.trim() == "postgres" {
                std::process::Command::new("kill").args(["-9", pid]).stderr(Stdio::null()).status()?;
            }
        }
        self.kill_server().await
    }

    /// Waits until it serves again after its disk was full. PostgreSQL ends where it cannot even recover; whoever makes
    /// room then starts the server again.
    pub async fn recover(&mut self) -> Outcome<()> {
        if tokio::time::timeout(RECOVERS_WITHIN, self.wait_until_ready()).await.is_ok() {
            return Ok(());
        }
        self.restarts_after_full += 1;
        self.kill_server().await
    }

    /// How often the server did not come back by itself when there was room again.
    pub fn restarts_after_full(&self) -> u32 {
        self.restarts_after_full
    }

    /// Everything on the server, by a first sync.
    pub async fn all_rows(&self) -> Outcome<Vec<Row>> {
        let who = SignIn { email: EMAIL.into(), password: PASSWORD.into(), device: device() };
        let answer = reqwest::Client::new().post(self.url("/api/auth/login")).json(&who).send().await?;
        let session: Session = answer.error_for_status()?.json().await?;
        let link = HttpLink::new(&self.url("").parse()?, "torture")?;
        let mut pull =
            Pull { protocol: 1, client_id: Uuid::new_v4(), epoch: None, since: Vec::new(), floor: 0, max_rows: 5000 };
        let mut rows = Vec::new();
        loop {
            let page = link.pull(&session.access_token, &pull).await?;
            rows.extend(page.rows);
            pull = Pull { epoch: Some(page.epoch), since: page.cursors, floor: page.floor, ..pull };
            if !page.more {
                return Ok(rows);
            }
        }
    }

    /// Ends the server as an administrator would.
    pub async fn stop(mut self) -> Outcome<()> {
        if let Some(pid) = self.server.id() {
            std::process::Command::new("kill").args(["-TERM", &pid.to_string()]).status()?;
        }
        self.server.wait().await?;
        Ok(())
    }

    async fn restart(&mut self) -> Outcome<()> {
        self.server = start(&self.program, &self.data, self.address)?;
        self.wait_until_ready().await
    }

    async fn wait_until_ready(&self) -> Outcome<()> {
        let ready = async {
            while !reqwest::get(self.url("/readyz")).await.is_ok_and(|answer| answer.status().is_success()) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(READY_WITHIN, ready).await.map_err(|_| "the server did not get ready".into())
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn start(program: &Path, data: &Path, address: SocketAddr) -> Outcome<Child> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(data.with_extension("log"))?;
    let mut command = Command::new(program);
    command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(data);
    Ok(command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true).spawn()?)
}

fn device() -> DeviceInfo {
    DeviceInfo { id: Uuid::new_v4(), name: "torture".into(), platform: "linux".into(), app_version: "0".into() }
}

/// A device's process.
pub struct Device {
    folder: PathBuf,
    server: SocketAddr,
    process: Child,
}

impl Device {
    /// Starts it with its files in `folder`.
    pub fn start(folder: PathBuf, server: SocketAddr) -> Outcome<Self> {
        let process = spawn(&folder, server, &[])?;
        Ok(Self { folder, server, process })
    }

    /// `kill -9`, and again from the start.
    pub fn kill_and_start(&mut self) -> Outcome<()> {
        self.still_runs()?;
        self.process.start_kill()?;
        // The cache is locked until the process is gone; the next one waits for it like an impatient person would.
        self.process = spawn(&self.folder, self.server, &[])?;
        Ok(())
    }

    /// Fails if it ended by itself.
    pub fn still_runs(&mut self) -> Outcome<()> {
        match self.process.try_wait()? {
            None => Ok(()),
            Some(ended) => {
                let log = std::fs::read_to_string(log_of(&self.folder)).unwrap_or_default();
                Err(format!("a device ended by itself with {ended}; its log:\n{log}").into())
            }
        }
    }

    /// Stops editing and sends what waits.
    pub async fn drain(&mut self) -> Outcome<()> {
        self.process.kill().await?;
        self.process = spawn(&self.folder, self.server, &["drain"])?;
        let ended = tokio::time::timeout(DRAINED_WITHIN, self.process.wait()).await;
        match ended {
            Ok(Ok(status)) if status.success() => Ok(()),
            Ok(other) => Err(format!("draining ended with {other:?}; log: {}", log_of(&self.folder).display()).into()),
            Err(_) => Err(format!("draining took longer than {} s", DRAINED_WITHIN.as_secs()).into()),
        }
    }

    /// What it was promised.
    pub fn journal(&self) -> std::io::Result<Vec<Line>> {
        journal::read(&self.folder.join("journal"))
    }
}

fn log_of(folder: &Path) -> PathBuf {
    folder.with_extension("log")
}

fn spawn(folder: &Path, server: SocketAddr, more: &[&str]) -> Outcome<Child> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(log_of(folder))?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("device").arg(folder).arg(format!("http://{server}")).args([EMAIL, PASSWORD]).args(more);
    Ok(command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true).spawn()?)
}
