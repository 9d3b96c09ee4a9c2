//! A server in a process of its own, so that its memory and time can be told from those of the load.

use leadline_protocol::auth::{Session, SignUp};
use leadline_server::{Clock, Config, Server};
use leadline_testkit::{Api, TEST_PASSWORD, new_device, new_email};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The word that makes this program such a server.
pub const SERVE: &str = "serve-in";
/// Linux counts a process's time in hundredths of a second.
const TICKS_PER_SECOND: f64 = 100.0;

/// Serves from `data` until nobody is at the other end of the standard input any more.
pub async fn serve(data: PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    let mut config = Config::in_folder(data);
    (config.limits.requests_per_minute, config.limits.sign_ins_per_minute) = (1_000_000, 1_000_000);
    let server = Server::start(config, Clock::system()).await?;
    say_address(&format!("http://{}", server.address()))?;
    until_left_alone().await?;
    Ok(server.stop().await?)
}

/// Tells the process that started this one where to ask.
pub fn say_address(url: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{url}")?;
    out.flush()
}

/// Waits for the process that started this one to let go of it.
pub async fn until_left_alone() -> std::io::Result<()> {
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()).map(|_| ())).await?
}

/// Lets this process, and those it starts, have as many files open as it may. How many that is.
pub fn open_files() -> std::io::Result<usize> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    Ok(usize::try_from(most).unwrap_or(usize::MAX))
}

/// Such a server.
pub struct Process {
    child: Child,
    /// Its address.
    pub url: String,
    /// From its start in `data` to its being ready.
    pub ready_after: Duration,
}

impl Process {
    pub async fn start(data: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        Self::begin(&[SERVE.as_ref(), data.as_os_str()]).await
    }

    /// This program in another process.
    pub async fn begin(words: &[&OsStr]) -> Result<Self, Box<dyn std::error::Error>> {
        let begun = Instant::now();
        let mut child =
            Command::new(std::env::current_exe()?).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut url)?;
        let url = url.trim().to_owned();
        let api = Api::new(url.clone());
        while !api.get("/readyz").await.status.is_success() {}
        Ok(Self { child, url, ready_after: begun.elapsed() })
    }

    /// A new organisation's administrator.
    pub async fn sign_up(&self) -> Api {
        let request = SignUp {
            org_name: "Harbourside Kitchens".to_owned(),
            name: "Anong Saelim".to_owned(),
            email: new_email("anong"),
            password: TEST_PASSWORD.to_owned(),
            device: new_device("laptop"),
        };
        let api = Api::new(self.url.clone());
        let session: Session = api.post("/api/auth/signup", &request).await.read();
        api.signed_in(session)
    }

    /// Its memory that no other process shares in full, in KiB. PostgreSQL is not in it.
    pub fn memory_kib(&self) -> std::io::Result<f64> {
        let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id()))?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
        Ok(line.trim().trim_end_matches(" kB").parse().unwrap_or(f64::NAN))
    }

    /// The share of one core it uses over this time, in percent.
    pub async fn cpu_percent(&self, over: Duration) -> std::io::Result<f64> {
        let before = self.seconds_used()?;
        tokio::time::sleep(over).await;
        Ok((self.seconds_used()? - before) / over.as_secs_f64() * 100.0)
    }

    fn seconds_used(&self) -> std::io::Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name may hold anything, so the fields are counted from its closing bracket: time in user and kernel mode.
        let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        let ticks: f64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
        Ok(ticks / TICKS_PER_SECOND)
    }

    /// Lets it end in order.
    pub fn stop(mut self) -> std::io::Result<()> {
        drop(self.child.stdin.take());
        self.child.wait().map(|_| ())
    }
}
