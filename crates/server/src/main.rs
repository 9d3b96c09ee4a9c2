//! `leadline-server`: serves, and the commands an administrator needs beside it.

use clap::{Parser, Subcommand};
use leadline_server::server::{DatabasePlace, ServerFault};
use leadline_server::{Clock, Config, Server, database};
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// The server of Leadline, the sales desk that keeps working offline.
#[derive(Parser)]
#[command(version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve devices and browsers until told to stop
    Serve(Config),
    /// Bring the database up to date and end
    Migrate(Config),
}

#[tokio::main]
async fn main() -> ExitCode {
    let program = Program::parse();
    let filter = EnvFilter::try_from_env("LEADLINE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let outcome = match program.command {
        Command::Serve(config) => serve(config).await,
        Command::Migrate(config) => migrate(config).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            tracing::error!("{fault}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), ServerFault> {
    let server = Server::start(config, Clock::system()).await?;
    tracing::info!(address = %server.address(), "serving");
    told_to_stop().await;
    tracing::info!("stopping");
    server.stop().await
}

async fn migrate(config: Config) -> Result<(), ServerFault> {
    let place = DatabasePlace::open(&config).await?;
    database::migrate(&place.administrator).await?;
    place.close().await
}

async fn told_to_stop() {
    let terminate = signal(SignalKind::terminate());
    let interrupt = signal(SignalKind::interrupt());
    match (terminate, interrupt) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        // Without signals the server serves until it is killed.
        _ => std::future::pending().await,
    }
}
