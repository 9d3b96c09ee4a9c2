//! The reference of the goals D1, D7 and D8: what the same window costs with nothing of Leadline in it. `--rows N`
//! fills it with that many plain rows.

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows =
        std::env::args().skip_while(|word| word != "--rows").nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    let page = page(rows).into_bytes();
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", move |_, request| {
            let (kind, body) = match request.uri().path() {
                "/mark.js" => ("text/javascript", MARK.as_bytes().to_vec()),
                _ => ("text/html; charset=utf-8", page.clone()),
            };
            Response::builder().header("content-type", kind).body(body).expect("two plain headers")
        })
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::CustomProtocol("empty://localhost/".parse()?))
                .title("Empty")
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

/// The same mark as Leadline's list makes when its first rows are drawn.
const MARK: &str = "requestAnimationFrame(() => performance.mark('list-drawn'));";

fn page(rows: u32) -> String {
    let rows: String = (1..=rows)
        .map(|row| {
            format!("<div role=row><span>{row}</span><span>Somchai Rattanakul</span><span>+66 81 555 0142</span></div>")
        })
        .collect();
    format!(
        "<!doctype html><title>Empty</title><style>html,body{{height:100%;margin:0}}[role=grid]{{height:100%;\
         overflow:auto}}[role=row]{{height:36px;display:grid;grid-template-columns:6em 1fr 1fr}}</style>\
         <div role=grid tabindex=0>Nothing{rows}</div><script src=/mark.js></script>"
    )
}
