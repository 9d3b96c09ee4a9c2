//! Starting and stopping `leadline-server` for the demo, the tests and the benchmarks.

use crate::arguments::Arguments;
use crate::step::{Failure, run};
use crate::workspace::{build_programs, root, target};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take from an empty directory until it is ready.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// A running server; it ends when this is dropped.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts the server on a free loopback port, with its data (and its own PostgreSQL) in `data`.
    pub fn start(programs: &Path, data: &Path) -> Result<Self, Failure> {
        let address = free_address()?;
        let log = data.with_extension("log");
        let writer = std::fs::File::create(&log)
            .map_err(|cause| Failure::new(format!("{}: {cause}", log.display()), "Is the disk full?"))?;
        let errors = writer.try_clone().map_err(|cause| Failure::new(format!("{cause}"), "Try again."))?;
        let child = Command::new(programs.join("leadline-server"))
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(errors)
            .spawn()
            .map_err(|cause| Failure::new(format!("leadline-server cannot be started: {cause}"), "Build it again."))?;
        let mut server = Self { child, address };
        server.wait_until_ready(&log)?;
        Ok(server)
    }

    /// Its address, as typed in the sign-in form.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<(), Failure> {
        let start = Instant::now();
        while start.elapsed() < READY_WITHIN {
            if answers_ready(self.address) {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Failure::new(
                    format!("the server ended with {status}"),
                    format!("Its log: {}", log.display()),
                ));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(Failure::new("the server did not get ready within a minute", format!("Its log: {}", log.display())))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM first, so that the server stops its own PostgreSQL in order.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let start = Instant::now();
        while asked.as_ref().is_ok_and(std::process::ExitStatus::success) && start.elapsed() < Duration::from_secs(15) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `cargo xtask server …`: builds and runs the server with the given words.
pub fn run_in_foreground(arguments: &Arguments) -> Result<(), Failure> {
    crate::machine::prepare(crate::machine::DEMO)?;
    crate::workspace::run_cargo(&["build", "-p", "leadline-server"])?;
    let program = target()?.join("debug/leadline-server");
    run(Command::new(program).args(arguments.rest()).current_dir(root()), "The server says above what is wrong.")
}

/// Fills the server's data directory with invented leads; a second time it only says that they are there.
pub fn seed(programs: &Path, data: &Path, leads: u64) -> Result<(), Failure> {
    run(
        Command::new(programs.join("leadline-server"))
            .args(["seed", "--leads", &leads.to_string(), "--data"])
            .arg(data),
        &format!(
            "The server says above what is wrong. If an older Leadline made {}, remove it: what it holds is invented.",
            data.display()
        ),
    )
}

/// Builds what the demo and the end-to-end tests run: the UI, the server and the desktop app.
pub fn programs(release: bool) -> Result<std::path::PathBuf, Failure> {
    crate::ui::build()?;
    crate::step::step("Building the server and the desktop app", || build_programs(release))
}

fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|cause| Failure::new(format!("no free port on this computer: {cause}"), "Close other programs."))
}

fn answers_ready(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect_timeout(&address, Duration::from_secs(1)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut answer = String::new();
    stream.write_all(request.as_bytes()).is_ok()
        && stream.read_to_string(&mut answer).is_ok()
        && answer.starts_with("HTTP/1.1 200")
}
