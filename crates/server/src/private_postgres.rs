//! The server's own PostgreSQL cluster, for when no database is configured: started from the system's binaries,
//! reachable only through a socket in a private directory, as durable as PostgreSQL is by default.
//!
//! The cluster outlives a killed server and is adopted by the next one. Several servers on one machine share it; the
//! last one to leave stops it.

mod binaries;
mod fault;
mod run_as;

pub use fault::ClusterFault;

use binaries::Binaries;
use fault::at;
use run_as::RunAs;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Output, Stdio};
use std::time::{Duration, Instant};

/// The cluster's administrator.
const ADMINISTRATOR: &str = "postgres";
/// Shorter than the 107 bytes a socket's address may have, with room for the file's own name.
const LONGEST_SOCKET_DIRECTORY: usize = 80;
const WATCH: &str = "cat >/dev/null; pid=$(head -n 1 \"$1\") && kill -QUIT $pid; \
    while kill -0 $pid; do sleep 0.1; done; rm -rf \"$2\" \"$3\"";
const ANSWER_PATIENCE: Duration = Duration::from_secs(60);
/// How long a cluster may refuse to start because processes of a killed one are still ending.
const LAUNCH_PATIENCE: Duration = Duration::from_secs(5);
const ANSWER_STEP: Duration = Duration::from_millis(25);

/// What the cluster promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// What is committed survives a power loss.
    Full,
    /// Fast and forgetful: for tests. Stops by itself when the process that started it ends.
    Throwaway,
}

/// A running private cluster.
#[derive(Debug)]
pub struct PrivatePostgres {
    cluster: PathBuf,
    sockets: PathBuf,
    binaries: Binaries,
    run_as: Option<RunAs>,
    in_use: File,
    /// Its closing tells the watcher of a throwaway cluster that this process ended.
    _lifeline: Option<ChildStdin>,
}

impl PrivatePostgres {
    /// Starts the cluster in `data`, or joins the one that runs there already.
    pub async fn start(data: &Path, durability: Durability) -> Result<Self, ClusterFault> {
        let run_as = RunAs::choose()?;
        fs::create_dir_all(data).map_err(at(data))?;
        if let Some(user) = &run_as {
            user.open_way(data)?;
        }
        let data = data.canonicalize().map_err(at(data))?;
        let cluster = data.join("postgres");
        let binaries = Binaries::find(&cluster).await?;
        let sockets = socket_directory(&data);
        make_private_directory(&sockets, run_as.as_ref())?;

        let starting = open_lock(&data.join("postgres.starting"))?;
        starting.lock().map_err(at(&data))?;
        let in_use = open_lock(&data.join("postgres.in-use"))?;
        in_use.lock_shared().map_err(at(&data))?;

        let mut this = Self { cluster, sockets, binaries, run_as, in_use, _lifeline: None };
        if !this.cluster.exists() {
            this.create(durability).await?;
        }
        this.run_until_it_answers(durability).await?;
        if durability == Durability::Throwaway {
            this._lifeline = Some(this.watch()?);
        }
        Ok(this)
    }

    /// How the administrator connects: for roles, migrations and new databases only.
    pub fn administrator(&self, database: &str) -> PgConnectOptions {
        self.connect_as(ADMINISTRATOR, database)
    }

    /// How PostgreSQL's own programs connect as the administrator.
    pub fn uri(&self, database: &str) -> String {
        let pairs =
            [("host", self.sockets.to_string_lossy()), ("user", ADMINISTRATOR.into()), ("dbname", database.into())];
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
        pairs.map(|(name, value)| format!("{name}='{}'", quoted(&value))).join(" ")
    }

    /// How the server connects.
    pub fn login(&self, database: &str) -> PgConnectOptions {
        self.connect_as(crate::database::LOGIN, database)
    }

    /// Makes a database, copied from `template` if one is given, unless it exists.
    pub async fn create_database(&self, name: &str, template: Option<&str>) -> Result<(), ClusterFault> {
        let mut administrator = self.administrator(ADMINISTRATOR).connect().await?;
        let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(&mut administrator)
            .await?;
        if !exists {
            let template = template.map(|name| format!(" template {}", quoted(name))).unwrap_or_default();
            let statement = format!("create database {}{template}", quoted(name));
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut administrator).await?;
        }
        administrator.close().await?;
        Ok(())
    }

    /// Stops the cluster unless another server uses it.
    pub async fn stop(self) -> Result<(), ClusterFault> {
        self.in_use.unlock().map_err(at(&self.cluster))?;
        match self.in_use.try_lock() {
            Ok(()) => self.pg_ctl(&["stop", "-m", "fast", "-w"]).await,
            Err(TryLockError::WouldBlock) => Ok(()),
            Err(TryLockError::Error(fault)) => Err(at(&self.cluster)(fault)),
        }
    }

    fn connect_as(&self, role: &str, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().socket(&self.sockets).username(role).database(database)
    }

    async fn create(&self, durability: Durability) -> Result<(), ClusterFault> {
        // Made aside and renamed, so that a start that was cut short leaves no half cluster behind.
        let unfinished = self.cluster.with_extension("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(at(&unfinished))?;
        }
        make_private_directory(&unfinished, self.run_as.as_ref())?;
        let locale = if cfg!(target_os = "linux") { "--locale=C.UTF-8" } else { "--locale=C" };
        let mut initdb = self.program("initdb");
        initdb.arg("-D").arg(&unfinished).args(["-U", ADMINISTRATOR, "-E", "UTF8", "-A", "peer", locale]);
        if durability == Durability::Throwaway {
            initdb.arg("--no-sync");
        }
        finished("initdb", initdb.output().await.map_err(at(&unfinished))?)?;
        self.write_access_rules(&unfinished)?;
        fs::rename(&unfinished, &self.cluster).map_err(at(&self.cluster))
    }

    /// Only this process's user may connect, and only as the two roles the server needs. A user without a name
    /// (containers) cannot be asked for by the kernel's word, so there the private directory alone protects.
    fn write_access_rules(&self, cluster: &Path) -> Result<(), ClusterFault> {
        let (rule, map) = match run_as::own_name() {
            Some(name) => (
                "local all all peer map=leadline\n",
                format!("leadline \"{name}\" {ADMINISTRATOR}\nleadline \"{name}\" {}\n", crate::database::LOGIN),
            ),
            None => ("local all all trust\n", String::new()),
        };
        for (file, content) in [("pg_hba.conf", rule.to_owned()), ("pg_ident.conf", map)] {
            let path = cluster.join(file);
            fs::write(&path, content).map_err(at(&path))?;
        }
        Ok(())
    }

    async fn launch(&self, durability: Durability) -> Result<(), ClusterFault> {
        let stale = self.cluster.join("postmaster.pid");
        if stale.exists() {
            fs::remove_file(&stale).map_err(at(&stale))?;
        }
        let mut settings = format!(
            "-c listen_addresses='' -c unix_socket_permissions=0700 -c unix_socket_directories='{}' -c max_connections=200",
            self.sockets.display()
        );
        if durability == Durability::Throwaway {
            settings.push_str(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        }
        let log = self.log();
        self.pg_ctl(&["start", "-w", "-t", "60", "-l", &log.to_string_lossy(), "-o", &settings]).await
    }

    /// Whether a live postmaster owns the cluster. The number in `postmaster.pid` alone is no proof: after a crash or
    /// in a new container it may belong to any other program.
    fn is_running(&self) -> bool {
        let Ok(content) = fs::read_to_string(self.cluster.join("postmaster.pid")) else { return false };
        let Some(pid) = content.lines().next().and_then(|line| line.trim().parse::<i32>().ok()) else { return false };
        if nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), None).is_err() {
            return false;
        }
        match fs::read_to_string(format!("/proc/{pid}/comm")) {
            Ok(name) => name.starts_with("postgres") || name.starts_with("postmaster"),
            Err(_) => !Path::new("/proc/self").exists(),
        }
    }

    /// Launches the cluster if nothing runs, and waits until it answers. A cluster that was just killed looks alive for
    /// a moment and its last processes hold its memory for another, so both are looked at again.
    async fn run_until_it_answers(&self, durability: Durability) -> Result<(), ClusterFault> {
        let administrator = self.administrator(ADMINISTRATOR);
        let begun = Instant::now();
        while administrator.connect().await.is_err() {
            if !self.is_running()
                && let Err(fault) = self.launch(durability).await
                && begun.elapsed() > LAUNCH_PATIENCE
            {
                return Err(fault);
            }
            if begun.elapsed() > ANSWER_PATIENCE {
                return Err(ClusterFault::Silent {
                    directory: self.cluster.display().to_string(),
                    log: self.log().display().to_string(),
                });
            }
            tokio::time::sleep(ANSWER_STEP).await;
        }
        Ok(())
    }

    /// A small shell that waits for this process to end, however it ends, and then stops the cluster and removes it.
    fn watch(&self) -> Result<ChildStdin, ClusterFault> {
        let mut shell = std::process::Command::new("/bin/sh");
        shell
            .args(["-c", WATCH, "watch"])
            .arg(self.cluster.join("postmaster.pid"))
            .arg(self.cluster.parent().unwrap_or(&self.cluster))
            .arg(&self.sockets)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        let mut child = shell.spawn().map_err(at(Path::new("/bin/sh")))?;
        child.stdin.take().ok_or(ClusterFault::Program { program: "sh", output: "no standard input".to_owned() })
    }

    async fn pg_ctl(&self, arguments: &[&str]) -> Result<(), ClusterFault> {
        let mut command = self.program("pg_ctl");
        // The postmaster inherits the streams; a pipe would stay open as long as it runs.
        command.args(arguments).arg("-D").arg(&self.cluster).stdout(Stdio::null()).stderr(Stdio::null());
        let status = command.status().await.map_err(at(&self.cluster))?;
        if status.success() {
            return Ok(());
        }
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let tail: Vec<_> = log.lines().rev().take(8).collect();
        let output = tail.into_iter().rev().collect::<Vec<_>>().join("\n");
        Err(ClusterFault::Program { program: "pg_ctl", output })
    }

    fn program(&self, name: &str) -> tokio::process::Command {
        let mut command = std::process::Command::new(self.binaries.path(name));
        command.current_dir("/").stdin(Stdio::null());
        if let Some(user) = &self.run_as {
            user.apply_to(&mut command);
        }
        command.into()
    }

    fn log(&self) -> PathBuf {
        self.cluster.join("server.log")
    }
}

/// Where one of PostgreSQL's own programs is, such as `pg_dump`.
pub async fn program(name: &str) -> Result<PathBuf, ClusterFault> {
    let path = Binaries::find(Path::new("")).await?.path(name);
    if path.is_file() { Ok(path) } else { Err(ClusterFault::NoBinaries { searched: path.display().to_string() }) }
}

fn quoted(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}

fn finished(program: &'static str, output: Output) -> Result<(), ClusterFault> {
    if output.status.success() {
        return Ok(());
    }
    Err(ClusterFault::Program { program, output: String::from_utf8_lossy(&output.stderr).trim().to_owned() })
}

/// Beside the data, or, where that path is too long for a socket's address, in the system's temporary directory under
/// a name that only this data directory has.
fn socket_directory(data: &Path) -> PathBuf {
    let beside = data.join("sockets");
    if beside.as_os_str().len() <= LONGEST_SOCKET_DIRECTORY {
        return beside;
    }
    let name = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, data.as_os_str().as_encoded_bytes());
    std::env::temp_dir().join(format!("leadline-{}", name.simple()))
}

fn make_private_directory(path: &Path, owner: Option<&RunAs>) -> Result<(), ClusterFault> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(fault) if fault.kind() != std::io::ErrorKind::AlreadyExists => return Err(at(path)(fault)),
        _ => {}
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(at(path))?;
    owner.map_or(Ok(()), |user| user.give(path))
}

fn open_lock(path: &Path) -> Result<File, ClusterFault> {
    File::options().create(true).truncate(false).write(true).open(path).map_err(at(path))
}
