//! The API's description as one readable page that needs nothing from anywhere else.

use std::fmt::Write;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

/// What the page may load: its own style.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const STYLE: &str =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1c2430;
background:#fff}h2{margin-top:2.5rem;border-bottom:1px solid #d5dae1}article{margin:1.25rem 0}code{font-size:.95em}
b{display:inline-block;min-width:4.5rem;color:#0b5cad}table{border-collapse:collapse;margin:.25rem 0 0 4.8rem}
td{padding:0 1rem 0 0;vertical-align:top}p{margin:.1rem 0 0 4.8rem}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#e4e8ee}b{color:#7db4f0}h2{border-color:#39414d}}";

/// The page.
pub fn page(api: &OpenApi) -> String {
    let mut operations: Vec<(String, &'static str, &str, &Operation)> = Vec::new();
    for (path, item) in &api.paths.paths {
        for (method, operation) in methods(item) {
            let tag = operation.tags.as_ref().and_then(|tags| tags.first()).map_or("other", String::as_str);
            operations.push((tag.to_owned(), method, path, operation));
        }
    }
    operations.sort_by(|one, other| one.0.cmp(&other.0));
    let mut page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Leadline API</title><style>{STYLE}</style><h1>Leadline API</h1>\
         <p style=margin:0>For programs: <a href=openapi.json>openapi.json</a></p>"
    );
    let mut tag = String::new();
    for (of, method, path, operation) in operations {
        if of != tag {
            push(&mut page, format_args!("<h2>{}</h2>", escaped(&of)));
            tag = of;
        }
        describe(&mut page, method, path, operation);
    }
    page
}

fn methods(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

fn describe(page: &mut String, method: &str, path: &str, operation: &Operation) {
    push(page, format_args!("<article><b>{method}</b><code>{}</code>", escaped(path)));
    for words in [&operation.summary, &operation.description].into_iter().flatten() {
        push(page, format_args!("<p>{}</p>", escaped(words)));
    }
    page.push_str("<table>");
    for parameter in operation.parameters.iter().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        let words = parameter.description.as_deref().unwrap_or_default();
        push(page, format_args!("<tr><td><code>{}</code><td>{}", escaped(&parameter.name), escaped(words)));
    }
    for (status, response) in &operation.responses.responses {
        let words = match response {
            RefOr::T(response) => response.description.as_str(),
            RefOr::Ref(_) => "",
        };
        push(page, format_args!("<tr><td>{}<td>{}", escaped(status), escaped(words)));
    }
    page.push_str("</table></article>");
}

fn push(page: &mut String, words: std::fmt::Arguments<'_>) {
    page.write_fmt(words).expect("writing into a string cannot fail");
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
