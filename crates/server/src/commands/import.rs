//! `leadline-server import FILE.csv`

use leadline_server::bulk_import::{BulkImport, Imported};
use leadline_server::{Clock, Config};
use std::error::Error;
use std::path::PathBuf;

/// Bring clients in from a CSV file
#[derive(clap::Args)]
pub struct Import {
    /// UTF-8, UTF-16 or Windows-874, with a row of headers
    file: PathBuf,
    /// E-mail of the colleague who brings them in, whose rights count
    #[arg(long = "as")]
    by: String,
    /// E-mail of the colleague who will own them; without it they go to the pool
    #[arg(long)]
    owner: Option<String>,
    #[command(flatten)]
    config: Config,
}

impl Import {
    /// Makes a client of every row that is new.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let file = std::fs::read(&self.file)?;
        let (database, place) = super::open(&self.config).await?;
        let clock = Clock::system();
        let import = BulkImport {
            database: &database,
            clock: &clock,
            by: &self.by,
            owner: self.owner.as_deref(),
            utc_offset_minutes: chrono::Local::now().offset().local_minus_utc() / 60,
        };
        let outcome = import.run(&file).await;
        super::close(database, place).await?;
        let Imported { made, known, broken } = outcome?;
        for row in &broken {
            println!("line {}: {}", row.line, row.why);
        }
        println!("{made} clients were made, {known} rows were here already, {} could not be read.", broken.len());
        Ok(())
    }
}
