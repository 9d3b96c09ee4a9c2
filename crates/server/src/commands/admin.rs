//! `leadline-server admin`: who may look across organisations.

use leadline_server::platform_admins::{self, Changed};
use leadline_server::{Clock, Config, Database};
use std::error::Error;

/// Say who may look across organisations
#[derive(clap::Args)]
pub struct Admin {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Make somebody a platform admin
    Add(Somebody),
    /// Make a platform admin an ordinary colleague again
    Remove(Somebody),
    /// Say who is one
    List {
        #[command(flatten)]
        config: Box<Config>,
    },
}

#[derive(clap::Args)]
struct Somebody {
    /// The e-mail they sign in with
    email: String,
    #[command(flatten)]
    config: Box<Config>,
}

impl Admin {
    /// Does it, beside a running server if there is one.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let config = match &self.what {
            What::Add(somebody) | What::Remove(somebody) => &somebody.config,
            What::List { config } => config,
        };
        let (database, place) = super::open(config).await?;
        let done = match &self.what {
            What::Add(somebody) => change(&database, &somebody.email, true).await,
            What::Remove(somebody) => change(&database, &somebody.email, false).await,
            What::List { .. } => list(&database).await,
        };
        super::close(database, place).await?;
        done
    }
}

async fn change(database: &Database, email: &str, is_admin: bool) -> Result<(), Box<dyn Error>> {
    let now = Clock::system().now();
    let (is, was) = if is_admin { ("is now", "was") } else { ("is no longer", "was not") };
    match platform_admins::change(database, now, email, is_admin).await? {
        Changed::Now(account) => println!("{} of {} {is} a platform admin.", account.name, account.org_name),
        Changed::Already(account) => println!("{} {was} a platform admin already.", account.name),
        Changed::Nobody => return Err(format!("nobody signs in as {email}").into()),
    }
    Ok(())
}

async fn list(database: &Database) -> Result<(), Box<dyn Error>> {
    for (email, name) in platform_admins::list(database).await? {
        println!("{email:<40} {name}");
    }
    Ok(())
}
