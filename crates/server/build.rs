//! Makes a new migration file rebuild the crate that embeds it, and puts the portal's pages into a released server. One that is built for development reads them where they are built.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

const PAGES: &str = "../../ui/dist-portal";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../migrations/server");
    let released = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let mut table = String::from("&[");
    if released {
        println!("cargo:rerun-if-changed={PAGES}");
        if Path::new(PAGES).join("portal.html").is_file() {
            list(&mut table)?;
        } else {
            println!("cargo:warning=this server has no portal: `npm run build` in ui/ comes first");
        }
    }
    table.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("portal_files.rs"), table)?;
    Ok(())
}

fn list(table: &mut String) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(PAGES)? {
        let path = entry?.path().canonicalize()?;
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            write!(table, "({name:?}, include_bytes!({path:?}) as &[u8]),")?;
        }
    }
    Ok(())
}
