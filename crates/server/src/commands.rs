//! What the program does besides serving. Each command opens the database as a server would, beside a running one if
//! there is one.

pub mod admin;
pub mod backup;
pub mod doctor;
pub mod import;
pub mod seed;

use leadline_server::Config;
use leadline_server::database::{Database, DatabaseOptions};
use leadline_server::server::DatabasePlace;
use std::error::Error;
use std::time::Duration;

/// Nobody waits for these commands as for a request.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(120);

/// The database, up to date, and where it is.
pub async fn open(config: &Config) -> Result<(Database, DatabasePlace), Box<dyn Error>> {
    let place = DatabasePlace::open(config).await?;
    place.bring_up_to_date().await?;
    let options = DatabaseOptions {
        connections: config.database.connections,
        statement_timeout: STATEMENT_TIMEOUT,
        patience: STATEMENT_TIMEOUT,
        ..DatabaseOptions::new(place.login.clone())
    };
    Ok((Database::new(options), place))
}

/// Leaves the database; an own cluster that nobody else uses is stopped.
pub async fn close(database: Database, place: DatabasePlace) -> Result<(), Box<dyn Error>> {
    database.close().await;
    Ok(place.close().await?)
}
