//! Files made from the command table and the API types. They are committed; these tests fail when they are stale.
//!
//! `LEADLINE_WRITE_GENERATED=1 cargo test -p leadline-desktop generated` writes them anew.

use leadline_desktop::{api, command_table};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use ts_rs::{Config, TS};

struct Command {
    name: &'static str,
    request: &'static str,
    answer: &'static str,
    windows: &'static [&'static str],
}

macro_rules! describe {
    ($($name:ident: $request:ident => $answer:ident, [$($window:ident),*];)*) => {
        const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            request: stringify!($request),
            answer: stringify!($answer),
            windows: &[$(stringify!($window)),*],
        }),*];

        fn export_types(config: &Config) {
            api::DesktopEvent::export_all(config).unwrap();
            $(
                api::$request::export_all(config).unwrap();
                api::$answer::export_all(config).unwrap();
            )*
        }
    };
}
command_table!(describe);

/// File names and contents.
type Files = BTreeMap<String, String>;

fn typescript() -> Files {
    let folder = tempfile::tempdir().unwrap();
    // Times and sizes stay below 2^53; every field that holds one says `number` itself.
    let config = Config::new().with_out_dir(folder.path());
    export_types(&config);
    let mut files = read(folder.path(), "ts");
    for content in files.values_mut() {
        *content = content.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    }
    files.insert("commands.ts".to_owned(), commands_ts());
    files
}

fn commands_ts() -> String {
    let mut types = BTreeSet::new();
    let (mut map, mut names) = (String::new(), String::new());
    for Command { name, request, answer, .. } in COMMANDS {
        types.extend([*request, *answer]);
        writeln!(map, "  {name}: {{ request: {request}; answer: {answer} }};").unwrap();
        writeln!(names, "  \"{name}\",").unwrap();
    }
    let types: String = types.iter().map(|name| format!("  {name},\n")).collect();
    format!(
        "// Made from the command table in crates/desktop/src/commands.rs. Do not edit.\n\
         import type {{\n{types}}} from \"./api\";\n\n\
         /** Every command of the core with its request and answer. */\n\
         export type Commands = {{\n{map}}};\n\n\
         /** The names of all commands. */\n\
         export const commandNames = [\n{names}] as const satisfies readonly (keyof Commands)[];\n"
    )
}

fn permissions() -> Files {
    let windows: BTreeSet<_> = COMMANDS.iter().flat_map(|command| command.windows).collect();
    windows
        .into_iter()
        .map(|window| {
            let allowed = COMMANDS.iter().filter(|command| command.windows.contains(window));
            let names: String = allowed.map(|command| format!("  \"{}\",\n", command.name)).collect();
            let content = format!(
                "# Made from the command table in crates/desktop/src/commands.rs. Do not edit.\n\n\
                 [[permission]]\n\
                 identifier = \"{window}-window\"\n\
                 description = \"What the window '{window}' may ask the core.\"\n\
                 commands.allow = [\n{names}]\n"
            );
            (format!("{window}.toml"), content)
        })
        .collect()
}

fn read(folder: &Path, extension: &str) -> Files {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|found| found == extension) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    files
}

fn check(folder: &str, extension: &str, expected: &Files) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    if std::env::var_os("LEADLINE_WRITE_GENERATED").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for stale in read(&folder, extension).keys().filter(|name| !expected.contains_key(*name)) {
            fs::remove_file(folder.join(stale)).unwrap();
        }
        for (name, content) in expected {
            fs::write(folder.join(name), content).unwrap();
        }
    }
    let found = read(&folder, extension);
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(expected), "files in {}", folder.display());
    for (name, content) in expected {
        assert!(found[name] == *content, "{name} is stale; see the top of tests/it/generated.rs");
    }
}

#[test]
fn typescript_types_and_commands_are_fresh() {
    check("ui/src/host/generated", "ts", &typescript());
}

#[test]
fn the_permissions_of_each_window_are_fresh() {
    check("src-tauri/permissions", "toml", &permissions());
}
