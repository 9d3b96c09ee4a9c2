//! `leadline-server`: serves, and looks after its database.

#![allow(clippy::print_stdout, reason = "the answers of a command-line program")]

use clap::{Parser, Subcommand};
use leadline_server::{Clock, Config, Server};
use std::error::Error;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

mod commands;

use commands::{admin, backup, doctor, import, seed};

/// Leadline's server: API, sync and realtime on PostgreSQL
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until told to stop
    Serve {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Bring the database up to date and end
    Migrate {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Invent an organisation with colleagues and clients
    Seed(Box<seed::Seed>),
    /// Write everything into a folder
    Backup(Box<backup::Backup>),
    /// Bring everything back from a folder, into an empty database
    Restore(Box<backup::Restore>),
    /// Say what works here and what does not
    Doctor {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Bring clients in from a CSV file
    Import(Box<import::Import>),
    /// Say who may look across organisations
    Admin(admin::Admin),
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("LEADLINE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let outcome = match CommandLine::parse().command {
        Command::Serve { config } => serve(*config).await,
        Command::Migrate { config } => migrate(&config).await,
        Command::Seed(seed) => seed.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run().await,
        Command::Doctor { config } => doctor::run(&config).await,
        Command::Import(import) => import.run().await,
        Command::Admin(admin) => admin.run().await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("leadline-server: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), Box<dyn Error>> {
    let server = Server::start(config, Clock::system()).await?;
    println!("Leadline serves on http://{}", server.address());
    told_to_stop().await?;
    println!("Stopping");
    server.stop().await?;
    Ok(())
}

async fn migrate(config: &Config) -> Result<(), Box<dyn Error>> {
    let (database, place) = commands::open(config).await?;
    commands::close(database, place).await
}

async fn told_to_stop() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        outcome = tokio::signal::ctrl_c() => outcome,
    }
}
