//! Leadline's own commands: `cargo xtask demo`, `cargo xtask test` and the parts they are made of.
//!
//! Every command says each step it takes, works a second time in seconds, and on failure says what to do.

mod arguments;
mod bench;
mod bundle;
mod demo;
mod demo_customer;
mod desktop_session;
mod end_to_end;
mod fuzz;
mod icons;
mod livekit;
mod machine;
mod screenshots;
mod server;
mod step;
mod test;
mod torture;
mod ui;
mod workspace;

use arguments::Arguments;
use std::process::ExitCode;
use step::Failure;

const HELP: &str = "\
cargo xtask COMMAND

  demo [--leads N] [--call]
                           install what is missing, build, start a server with N invented leads (20,000)
                           and open the desktop app signed in as a demo agent; prints a customer's link to
                           the portal, or with --call lets a customer in a browser ring
  test [--only PART]       install what is missing and run every test; parts: ui, rust, lint, licences, e2e
  setup                    only install what is missing
  bench [NAME ...] [--leads N] [--check]
                           measure against the goals, references in the same run, with N leads (1,000,000);
                           no name: all; check: fail where a figure misses its goal
  bundle [--programs FOLDER] [--to-try] [--as appimage|nsis|msi|dmg]
         [--updates-from ADDRESS --update-key FILE [--signing-key FILE] [--channel NAME] [--notes FILE]]
                           the desktop app and the server as packages, with hashes and bills of materials;
                           to try: only the debs, as a build for developing has them; as: through Tauri's
                           tools, each on its own system; the rest makes copies that keep themselves up to
                           date, and their feed: docs/releasing.md
  torture [--rounds N] [--seed N]
                           kill and cut everything at random under load, then compare every journal
  fuzz [--seconds N]       fuzz everything that reads bytes from outside, N seconds each (60)
  screenshots              pictures of every screen, both languages, both themes, into docs/screenshots
  icons                    draw the icons in every size from their sources in src-tauri/icons
  bindings                 write the TypeScript types and permissions made from the Rust command table
  livekit-descriptors      write the descriptors of LiveKit's native library from its pinned package
  server [ARGUMENTS]       build and run leadline-server
";

fn main() -> ExitCode {
    let arguments = Arguments::from_command_line();
    let outcome = match arguments.command() {
        Some("demo") => demo::run(&arguments),
        Some("test") => test::run(&arguments),
        Some("setup") => machine::prepare(machine::EVERYTHING).and_then(|()| livekit::prepare()),
        Some("bench") => bench::run(&arguments),
        Some("bundle") => bundle::run(&arguments),
        Some("torture") => torture::run(&arguments),
        Some("fuzz") => fuzz::run(&arguments),
        Some("screenshots") => screenshots::run(),
        Some("icons") => icons::draw(),
        Some("bindings") => workspace::write_bindings(),
        Some("livekit-descriptors") => livekit::write_descriptors(),
        Some("server") => server::run_in_foreground(&arguments),
        Some("help" | "--help" | "-h") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(Failure::new(format!("there is no command `{other}`"), "See `cargo xtask help`.")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
