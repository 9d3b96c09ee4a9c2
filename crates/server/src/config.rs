//! How a server process is set up, from its command line and environment.

use crate::calls::livekit::LiveKit;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// The settings of one server process.
#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    /// Address and port to serve on
    #[arg(long, env = "LEADLINE_LISTEN", default_value = "127.0.0.1:8420")]
    pub listen: SocketAddr,
    /// Folder for keys and, without --database-url, for the server's own PostgreSQL
    #[arg(long, env = "LEADLINE_DATA", default_value_os_t = default_data_folder())]
    pub data: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub database: DatabaseConfig,
    /// Origins of web pages that may call the server, besides the desktop app's own
    #[arg(long = "allow-origin", env = "LEADLINE_ALLOWED_ORIGINS", value_delimiter = ',')]
    pub allowed_origins: Vec<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed
    #[arg(long = "trust-proxy", env = "LEADLINE_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,
    /// Bearer token for /metrics; without it only this machine may read them
    #[arg(long, env = "LEADLINE_METRICS_TOKEN", hide_env_values = true)]
    pub metrics_token: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub limits: LimitConfig,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub calls: CallConfig,
}

/// Where calls meet.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct CallConfig {
    /// LiveKit server to use instead of one of this machine, such as wss://live.example.com
    #[arg(long, env = "LIVEKIT_URL", requires_all = ["livekit_key", "livekit_secret"])]
    pub livekit_url: Option<String>,
    /// Its API key
    #[arg(long, env = "LIVEKIT_API_KEY")]
    pub livekit_key: Option<String>,
    /// Its API secret
    #[arg(long, env = "LIVEKIT_API_SECRET", hide_env_values = true)]
    pub livekit_secret: Option<String>,
    /// The livekit-server program to start when there is no --livekit-url
    #[arg(long, env = "LEADLINE_LIVEKIT_SERVER")]
    pub livekit_server: Option<PathBuf>,
    /// Never start a livekit-server
    #[arg(long, env = "LEADLINE_NO_LIVEKIT")]
    pub no_livekit: bool,
}

/// Which database.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct DatabaseConfig {
    /// PostgreSQL to use instead of an own one
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The same database with a login that may create roles, for migrations
    #[arg(long, env = "LEADLINE_MIGRATE_URL", hide_env_values = true)]
    pub migrate_url: Option<String>,
    /// Most database connections at a time
    #[arg(long, env = "LEADLINE_DATABASE_CONNECTIONS", default_value_t = 12)]
    pub connections: u32,
}

/// How much one caller may ask.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct LimitConfig {
    /// Sign-ins, sign-ups and accepted invitations per minute and address
    #[arg(long, env = "LEADLINE_SIGN_INS_PER_MINUTE", default_value_t = 30)]
    pub sign_ins_per_minute: u32,
    /// Requests per minute and person
    #[arg(long, env = "LEADLINE_REQUESTS_PER_MINUTE", default_value_t = 1_200)]
    pub requests_per_minute: u32,
    /// Calls started per minute and person
    #[arg(long, env = "LEADLINE_CALLS_PER_MINUTE", default_value_t = 12)]
    pub calls_per_minute: u32,
}

impl CallConfig {
    /// The configured LiveKit server.
    pub fn livekit(&self) -> Option<LiveKit> {
        let (url, key, secret) =
            (self.livekit_url.as_ref()?, self.livekit_key.as_ref()?, self.livekit_secret.as_ref()?);
        Some(LiveKit::new(url, key, secret))
    }
}

impl Config {
    /// The defaults, with everything kept in `data` and a free port of this machine.
    pub fn in_folder(data: PathBuf) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data,
            database: DatabaseConfig { connections: 12, ..DatabaseConfig::default() },
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            metrics_token: None,
            limits: LimitConfig { sign_ins_per_minute: 30, requests_per_minute: 1_200, calls_per_minute: 12 },
            calls: CallConfig { no_livekit: true, ..CallConfig::default() },
        }
    }
}

/// Root's server is the machine's; anybody else's is their own.
fn default_data_folder() -> PathBuf {
    if nix::unistd::Uid::effective().is_root() {
        return PathBuf::from("/var/lib/leadline");
    }
    let home = std::env::var_os("HOME").map_or_else(std::env::temp_dir, PathBuf::from);
    std::env::var_os("XDG_DATA_HOME").map_or_else(|| home.join(".local/share"), PathBuf::from).join("leadline-server")
}
