//! The description of the interface, for programs and as a page for people.

use leadline_domain::{Entity, Guard};
use leadline_testkit::TestServer;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PLACE: &str = "#/components/schemas/";
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// What travels there is no JSON, or is said in words.
const WITHOUT_FIELDS: [&str; 3] = ["/v1/sync/pull", "/v1/sync/push", "/api/webhooks/livekit"];

async fn described() -> (Value, String) {
    let server = TestServer::start().await;
    let api = server.api().get("/api/openapi.json").await.read();
    let page = server.api().request(Method::GET, "/api/docs").send().await.unwrap().text().await.unwrap();
    (api, page)
}

/// The part of the page that is about one operation.
fn article<'a>(page: &'a str, method: &str, path: &str) -> &'a str {
    let head = format!("<b>{}</b><code>{path}</code>", method.to_uppercase());
    let from = page.find(&head).unwrap_or_else(|| panic!("{method} {path} is not on the page"));
    let length = page[from..].find("</article>").expect("an article ends");
    &page[from..from + length]
}

/// The names of the shapes that something leads to, from one to the next.
fn named_in(part: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(|place| place.replace(PLACE, "")));
            members.values().for_each(|part| named_in(part, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| named_in(part, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_route_is_described_for_programs_and_for_people() {
    let (api, page) = described().await;
    let paths = api["paths"].as_object().unwrap();
    for path in ["/api/auth/login", "/api/team/members/{id}", "/api/audit", "/v1/sync/push", "/v1/realtime"] {
        assert!(paths.contains_key(path), "{path}");
    }
    for (path, item) in paths {
        for method in METHODS.into_iter().filter(|method| item[*method].is_object()) {
            article(&page, method, path);
        }
    }
    assert!(!page.contains("<script") && !page.contains("src="), "it needs nothing from anywhere");
}

#[tokio::test]
async fn every_operation_shows_what_its_body_and_its_answers_hold() {
    let (api, page) = described().await;
    for (path, item) in api["paths"].as_object().unwrap() {
        for method in METHODS.into_iter().filter(|method| item[*method].is_object()) {
            let (operation, shown) = (&item[method], article(&page, method, path));
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(shown.contains(parameter["name"].as_str().unwrap()), "{method} {path} {parameter}");
            }
            let mut parts = vec![&operation["requestBody"]["content"]];
            parts.extend(operation["responses"].as_object().unwrap().values().map(|answer| &answer["content"]));
            for part in parts {
                let mut names = BTreeSet::new();
                named_in(part, &mut names);
                for name in names {
                    assert!(shown.contains(&format!("<a href=\"#{name}\">")), "{method} {path} leads to {name}");
                }
            }
            for content in operation["requestBody"]["content"].as_object().into_iter().flat_map(|all| all.values()) {
                let mut names = BTreeSet::new();
                named_in(&content["schema"], &mut names);
                assert_eq!(names.len(), usize::from(!WITHOUT_FIELDS.contains(&path.as_str())), "{method} {path}");
                for field in names.iter().flat_map(|name| fields(&api, name)) {
                    assert!(shown.contains(&format!("<tr><td><code>{field}")), "{method} {path} {field}");
                }
            }
        }
    }
    let login = article(&page, "post", "/api/auth/login");
    assert!(login.contains("<code>password</code><td>string<td>The password."), "{login}");
    let change = article(&page, "patch", "/api/team/members/{id}");
    assert!(change.contains("<code>role?</code><td><a href=\"#Role\">Role</a> or null<td>A new role."), "{change}");
    let history = article(&page, "get", "/api/voip/history");
    assert!(history.contains("list of <a href=\"#CallRecord\">") && history.contains("<code>quality?</code>"));
}

fn fields<'a>(api: &'a Value, name: &str) -> Vec<&'a str> {
    let own = api["components"]["schemas"][name]["properties"].as_object();
    own.into_iter().flatten().map(|(field, _)| field.as_str()).collect()
}

#[tokio::test]
async fn every_shape_stands_on_the_page_and_every_link_leads_to_one() {
    let (api, page) = described().await;
    let shapes = api["components"]["schemas"].as_object().unwrap();
    let mut used = BTreeSet::new();
    named_in(&api, &mut used);
    assert_eq!(used, shapes.keys().cloned().collect(), "none is missing, and none is there for nothing");
    for name in shapes.keys() {
        assert_eq!(page.matches(&format!("<h3 id=\"{name}\">")).count(), 1, "{name}");
    }
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(shapes.contains_key(link), "{link}");
    }
    let role = page.split("<h3 id=\"Role\">").nth(1).and_then(|rest| rest.split("<h3").next()).unwrap();
    for word in ["admin", "manager", "agent", "viewer"] {
        assert!(role.contains(word), "{role}");
    }
}

#[tokio::test]
async fn records_are_described_by_the_list_of_their_fields() {
    let (api, _) = described().await;
    let schemas = &api["components"]["schemas"];
    let of = |entity: Entity, written: bool| -> BTreeSet<&str> {
        let fields = entity.fields().iter().filter(|field| !written || field.guard != Guard::ServerOnly);
        fields.map(|field| field.name).collect()
    };
    let named =
        |schema: &Value| -> BTreeSet<String> { schema["properties"].as_object().unwrap().keys().cloned().collect() };
    let same = |schema: &Value, fields: BTreeSet<&str>| {
        assert_eq!(named(schema), fields.into_iter().map(str::to_owned).collect());
    };
    for (entity, name, path) in [
        (Entity::Client, "Client", "/api/clients"),
        (Entity::Client, "Client", "/api/leads"),
        (Entity::Contact, "Contact", "/api/contacts"),
        (Entity::Activity, "Activity", "/api/activities"),
        (Entity::Note, "Note", "/api/notes"),
        (Entity::Tag, "Tag", "/api/tags"),
        (Entity::Tagging, "Tagging", "/api/taggings"),
    ] {
        same(&schemas[name]["allOf"][1], of(entity, false));
        let (new, change) = (format!("New{name}"), format!("{name}Change"));
        same(&schemas[&new], of(entity, true));
        same(&schemas[&change], of(entity, true));
        let required = entity.fields().iter().filter(|field| field.required).map(|field| field.name);
        assert_eq!(schemas[&new]["required"], json!(required.collect::<Vec<_>>()), "{name}");
        let place = |name: &str| json!({ "$ref": format!("{PLACE}{name}") });
        let body = |path: &str, method: &str| {
            api["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"].clone()
        };
        let answer = |path: &str, method: &str, status: &str| {
            api["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"].clone()
        };
        let one = format!("{path}/{{id}}");
        assert_eq!((body(path, "post"), body(&one, "patch")), (place(&new), place(&change)), "{path}");
        assert_eq!(
            [answer(path, "post", "201"), answer(&one, "get", "200"), answer(&one, "patch", "200")],
            [(); 3].map(|()| place(name))
        );
        assert_eq!(answer(path, "get", "200"), place(&format!("{name}Page")), "{path}");
        let page = schemas[format!("{name}Page")]["properties"].as_object().unwrap();
        assert!(page.values().any(|list| list["items"] == place(name)), "{name}");
    }
    let stage = &schemas["NewClient"]["properties"]["lifecycle_stage"];
    assert_eq!((&stage["type"], &stage["enum"][0]), (&json!("string"), &json!("lead")));
    let quality = &schemas["Client"]["allOf"][1]["properties"]["lead_quality"];
    assert_eq!((&quality["type"], &quality["enum"][3]), (&json!(["string", "null"]), &Value::Null));
}
