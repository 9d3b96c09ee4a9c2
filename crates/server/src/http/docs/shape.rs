//! What a body holds, as the page shows it: a line that says what kind it is, and a table of its fields.

use super::{escaped, push, words};
use serde_json::Value;

const PLACE: &str = "#/components/schemas/";
/// What the description calls a time, after the number it is kept in.
const TIME: &str = "i64";

/// Every shape with a name, each where links to it lead.
pub fn all(page: &mut String, shapes: &Value) {
    for (name, shape) in shapes.as_object().into_iter().flatten() {
        push(page, format_args!("<h3 id=\"{}\"><code>{}</code></h3>", escaped(name), shown(name)));
        push(page, format_args!("<p>{}</p>", about(shape)));
        if members(shape, shapes).is_empty() {
            push(page, format_args!("<p>{}</p>", kind(shape)));
        }
        fields(page, shape, shapes);
    }
}

/// What it is, in one line: a link to a shape with a name, or the words of JSON.
pub fn kind(shape: &Value) -> String {
    if let Some(name) = shape["$ref"].as_str().and_then(|place| place.strip_prefix(PLACE)) {
        return format!("<a href=\"#{}\">{}</a>", escaped(name), shown(name));
    }
    if let Some(one_of) = shape["oneOf"].as_array() {
        return one_of.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(list) = shape["enum"].as_array() {
        let words = list.iter().map(|word| format!("<code>{}</code>", escaped(&word.to_string())));
        return words.collect::<Vec<_>>().join(" ");
    }
    if let Some(own) = shape["properties"].as_object() {
        let named = own.iter().map(|(name, field)| format!("<code>{}</code>: {}", escaped(name), kind(field)));
        return format!("{{ {} }}", named.collect::<Vec<_>>().join(", "));
    }
    let of = match &shape["type"] {
        Value::String(one) => one.clone(),
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => return String::new(),
    };
    match of.as_str() {
        "array" => format!("list of {}", kind(&shape["items"])),
        _ if shape["format"] == "uuid" => of.replace("string", "uuid"),
        _ => of,
    }
}

fn shown(name: &str) -> String {
    escaped(if name == TIME { "time" } else { name })
}

/// A table of its fields, for an object; nothing otherwise.
pub fn fields(page: &mut String, shape: &Value, shapes: &Value) {
    let members = members(shape, shapes);
    if members.is_empty() {
        return;
    }
    page.push_str("<table>");
    for (name, field, required) in members {
        let optional = if required { "" } else { "?" };
        push(page, format_args!("<tr><td><code>{}{optional}</code><td>{}", escaped(name), kind(field)));
        push(page, format_args!("<td>{}", about(field)));
    }
    page.push_str("</table>");
}

/// The same, folded away.
pub fn folded(page: &mut String, shape: &Value, shapes: &Value) {
    let shape = if shape["type"] == "array" { &shape["items"] } else { shape };
    if !members(shape, shapes).is_empty() {
        page.push_str("<details><summary>Fields</summary>");
        fields(page, shape, shapes);
        page.push_str("</details>");
    }
}

/// The fields of an object, of one that is named, put together of several, or may be left out.
fn members<'a>(shape: &'a Value, shapes: &'a Value) -> Vec<(&'a str, &'a Value, bool)> {
    if let Some(name) = shape["$ref"].as_str().and_then(|place| place.strip_prefix(PLACE)) {
        return members(&shapes[name], shapes);
    }
    if let [one, nothing] = shape["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default()
        && nothing["type"] == "null"
    {
        return members(one, shapes);
    }
    let parts = shape["allOf"].as_array().into_iter().flatten().flat_map(|part| members(part, shapes));
    let required = |name: &str| shape["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name));
    let own = shape["properties"].as_object().into_iter().flatten();
    parts.chain(own.map(|(name, field)| (name.as_str(), field, required(name)))).collect()
}

/// What is said about it; of something that may be nothing, it stands beside what it is otherwise.
fn about(shape: &Value) -> String {
    let beside = shape["oneOf"].as_array().and_then(|one_of| one_of.first());
    let said = if shape["description"].is_string() { shape } else { beside.unwrap_or(shape) };
    words(&said["description"])
}
