//! The API's description as one readable page that needs nothing from anywhere else.

mod shape;

use serde_json::Value;
use std::fmt::Write;
use utoipa::openapi::OpenApi;

/// What the page may load: its own style.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const STYLE: &str =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1c2430;
background:#fff}h2{margin-top:2.5rem;border-bottom:1px solid #d5dae1}article{margin:1.75rem 0}code{font-size:.95em}
b{display:inline-block;min-width:4.5rem;color:#0b5cad}article>:not(:first-child){margin-left:4.8rem}
p{margin:.1rem 0}h3{font-size:1rem;margin:.6rem 0 .1rem}h4,summary{font-size:.85rem;font-weight:600;color:#5b6675}
h4{margin:.6rem 0 .1rem}table{border-collapse:collapse}td{padding:.05rem 1.25rem .05rem 0;vertical-align:top}
td:first-child{white-space:nowrap}td:nth-child(2){min-width:9rem;max-width:26rem;color:#5b6675}a{color:inherit}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#e4e8ee}b{color:#7db4f0}
h2{border-color:#39414d}h4,summary,td:nth-child(2){color:#9aa5b4}}";
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The page.
pub fn page(api: &OpenApi) -> String {
    let api = serde_json::to_value(api).expect("a description is JSON");
    let mut page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Leadline API</title><style>{STYLE}</style><h1>Leadline API</h1><p>{}</p>\
         <p>For programs: <a href=openapi.json>openapi.json</a>. What bodies hold is at the end: \
         <a href=#shapes>shapes</a>. A <code>?</code> stands behind the name of what may be left out.</p>",
        words(&api["info"]["description"])
    );
    let mut tag = "";
    for (of, method, path, operation) in operations(&api) {
        if of != tag {
            push(&mut page, format_args!("<h2>{}</h2>", escaped(of)));
            tag = of;
        }
        push(&mut page, format_args!("<article><div><b>{method}</b><code>{}</code></div>", escaped(path)));
        describe(&mut page, operation, &api["components"]["schemas"]);
        page.push_str("</article>");
    }
    page.push_str("<h2 id=shapes>shapes</h2>");
    shape::all(&mut page, &api["components"]["schemas"]);
    page
}

/// Every operation with its tag, method and path, by tag.
fn operations(api: &Value) -> Vec<(&str, String, &str, &Value)> {
    let mut operations = Vec::new();
    for (path, item) in api["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let tag = operation["tags"][0].as_str().unwrap_or("other");
                operations.push((tag, method.to_uppercase(), path.as_str(), operation));
            }
        }
    }
    operations.sort_by_key(|(tag, ..)| *tag);
    operations
}

fn describe(page: &mut String, operation: &Value, shapes: &Value) {
    for about in ["summary", "description"].map(|part| &operation[part]).into_iter().filter(|part| part.is_string()) {
        push(page, format_args!("<p>{}</p>", words(about)));
    }
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        page.push_str("<h4>Parameters</h4><table>");
        for parameter in parameters {
            let optional = if parameter["required"] == true { "" } else { "?" };
            push(page, format_args!("<tr><td><code>{}{optional}</code>", words(&parameter["name"])));
            push(page, format_args!("<td>{}", shape::kind(&parameter["schema"])));
            push(page, format_args!("<td>in the {}. {}", words(&parameter["in"]), words(&parameter["description"])));
        }
        page.push_str("</table>");
    }
    let body = &operation["requestBody"];
    for (media, content) in body["content"].as_object().into_iter().flatten() {
        push(page, format_args!("<h4>Body, {}: {}", escaped(media), shape::kind(&content["schema"])));
        push(page, format_args!(" {}</h4>", words(&body["description"])));
        shape::fields(page, &content["schema"], shapes);
    }
    answers(page, operation, shapes);
}

fn answers(page: &mut String, operation: &Value, shapes: &Value) {
    page.push_str("<h4>Answers</h4><table>");
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        push(page, format_args!("<tr><td>{}<td>", escaped(status)));
        for (media, content) in answer["content"].as_object().into_iter().flatten() {
            let shown = if content["schema"].is_null() { escaped(media) } else { shape::kind(&content["schema"]) };
            page.push_str(&shown);
        }
        push(page, format_args!("<td>{}", words(&answer["description"])));
        // What a refusal holds is the same everywhere.
        if status.starts_with('2') {
            for content in answer["content"].as_object().into_iter().flat_map(|content| content.values()) {
                shape::folded(page, &content["schema"], shapes);
            }
        }
    }
    page.push_str("</table>");
}

fn push(page: &mut String, words: std::fmt::Arguments<'_>) {
    page.write_fmt(words).expect("writing into a string cannot fail");
}

/// A text of the description, with what stands between backticks as code.
fn words(text: &Value) -> String {
    let text = escaped(text.as_str().unwrap_or_default());
    let mut parts = text.split('`');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for (nth, part) in parts.enumerate() {
        shown.push_str(if nth % 2 == 0 { "<code>" } else { "</code>" });
        shown.push_str(part);
    }
    shown
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
