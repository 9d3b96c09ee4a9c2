//! `leadline-server seed`

use leadline_domain::Millis;
use leadline_server::demo::{Demo, MOST_CLIENTS, ORGANISATION, PASSWORD, colleagues};
use leadline_server::{Clock, Config, Database};
use std::error::Error;

/// Invent an organisation with colleagues and clients
#[derive(clap::Args)]
pub struct Seed {
    #[command(flatten)]
    config: Config,
    /// How many clients
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_CLIENTS)))]
    leads: u32,
    /// Another number, other people
    #[arg(long = "seed", default_value_t = 1)]
    number: u64,
    /// The time that is "now" in what is invented, such as 2026-11-20T09:00:00+07:00
    #[arg(long, value_parser = time)]
    at: Option<Millis>,
}

fn time(text: &str) -> Result<Millis, String> {
    let read = chrono::DateTime::parse_from_rfc3339(text);
    read.map(|time| time.timestamp_millis()).map_err(|fault| fault.to_string())
}

impl Seed {
    /// Makes what is not there yet.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let (database, place) = super::open(&self.config).await?;
        let made = self.make(&database).await;
        super::close(database, place).await?;
        made
    }

    async fn make(&self, database: &Database) -> Result<(), Box<dyn Error>> {
        let at = self.at.unwrap_or_else(|| Clock::system().now());
        let demo = Demo { clients: self.leads, seed: self.number, at };
        let made = demo
            .make(database, |clients| {
                if clients % 100_000 == 0 {
                    println!("{clients} clients");
                }
            })
            .await?;
        if made.clients + made.other_records == 0 {
            println!("{ORGANISATION} is there already.");
        } else {
            println!("{ORGANISATION}: {} clients and {} other records were made.", made.clients, made.other_records);
        }
        for colleague in colleagues() {
            println!("  {:<8} {:<24} {}", colleague.role.word(), colleague.email, colleague.name);
        }
        println!("Everybody's password is {PASSWORD}");
        Ok(())
    }
}
