//! Records over JSON, and lists by filter.

use crate::firm::{Device, Firm, client};
use leadline_domain::{Entity, Role};
use leadline_protocol::Code;
use leadline_protocol::sync::{Op, Outcome};
use leadline_server::Actor;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

async fn call(firm: &Firm, actor: &Actor, method: Method, path: &str, body: Value) -> (u16, Value) {
    let request = firm.request(actor, method, path).json(&body);
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

fn refused(answer: (u16, Value), status: u16, code: Code) {
    assert_eq!((answer.0, &answer.1["code"]), (status, &serde_json::to_value(code).unwrap()), "{}", answer.1);
}

#[tokio::test]
async fn a_client_is_made_read_changed_and_put_away_under_either_name() {
    let firm = Firm::open().await;
    let agent = firm.hire(Role::Agent).await;
    let manager = firm.hire(Role::Manager).await;
    let body = json!({"kind": "company", "name": " Harbourside ", "client_type": "lead", "lifecycle_stage": "lead",
        "email": "A@B.Example", "custom": {"size": 3}});
    let (status, made) = call(&firm, &agent, Method::POST, "/api/leads", body).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!((&made["name"], &made["email"]), (&json!("Harbourside"), &json!("a@b.example")));
    assert_eq!((&made["owner_id"], &made["custom"]), (&json!(agent.user_id), &json!({"size": 3})));
    let path = format!("/api/clients/{}", made["id"].as_str().unwrap());
    let (_, changed) = call(&firm, &agent, Method::PATCH, &path, json!({"lifecycle_stage": "mql"})).await;
    assert_eq!(changed["lifecycle_stage"], "mql");
    assert!(changed["version"].as_i64() > made["version"].as_i64());
    // An edit meant for the older version is refused.
    let stale = firm.request(&agent, Method::PATCH, &path).header("if-match", made["version"].as_i64().unwrap());
    let stale = stale.json(&json!({"name": "x"})).send().await.unwrap();
    refused((stale.status().as_u16(), stale.json().await.unwrap()), 412, Code::Stale);
    let invalid = call(&firm, &agent, Method::PATCH, &path, json!({"score": 101, "nose": 1, "name": {}})).await;
    refused(invalid, 422, Code::Invalid);
    refused(
        call(&firm, &agent, Method::PATCH, &path, json!({"owner_id": manager.user_id})).await,
        403,
        Code::Forbidden,
    );
    assert_eq!(call(&firm, &manager, Method::PATCH, &path, json!({"score": 5})).await.0, 200);
    refused(call(&firm, &agent, Method::DELETE, &path, json!({})).await, 403, Code::Forbidden);
    assert_eq!(call(&firm, &manager, Method::DELETE, &path, json!({})).await.0, 204);
    refused(call(&firm, &agent, Method::GET, &path, json!({})).await, 410, Code::Deleted);
    refused(call(&firm, &agent, Method::GET, "/api/clients/nonsense", json!({})).await, 404, Code::NotFound);
    // A device sees the same.
    let mut device = Device::of(&manager);
    device.pull(&firm).await;
    assert!(!device.rows.keys().any(|(entity, _)| *entity == Entity::Client));
}

#[tokio::test]
async fn what_hangs_on_a_client_takes_lead_id_and_stands_on_its_timeline() {
    let firm = Firm::open().await;
    let agent = firm.hire(Role::Agent).await;
    let other = firm.hire(Role::Agent).await;
    let on = Device::of(&agent).make_client(&firm, "Timed", None).await;
    let post = |path: &'static str, body: Value| call(&firm, &agent, Method::POST, path, body);
    let (status, note) = post("/api/notes", json!({"lead_id": on, "body": "น้ำ"})).await;
    assert_eq!((status, &note["client_id"]), (201, &json!(on)));
    let task =
        json!({"client_id": on, "kind": "task", "subject": "Ring", "status": "open", "assignee_id": agent.user_id});
    let (_, task) = post("/api/activities", task).await;
    let complete = format!("/api/activities/{}/complete", task["id"].as_str().unwrap());
    let (_, done) = call(&firm, &agent, Method::POST, &complete, json!({})).await;
    assert_eq!((&done["status"], &done["done_at"]), (&json!("done"), &json!(firm.server.clock().now())));
    let stage = json!({"lifecycle_stage": "sql"});
    call(&firm, &agent, Method::PATCH, &format!("/api/leads/{on}"), stage).await;
    let timeline = format!("/api/clients/{on}/timeline");
    let (_, whole) = call(&firm, &agent, Method::GET, &timeline, json!({})).await;
    let kinds: BTreeSet<&str> =
        whole["items"].as_array().unwrap().iter().filter_map(|i| i["entity"].as_str()).collect();
    assert_eq!(kinds, ["activity", "lifecycle_change", "note"].into());
    let (_, first) = call(&firm, &agent, Method::GET, &format!("{timeline}?limit=1"), json!({})).await;
    assert_eq!((first["items"].as_array().unwrap().len(), &first["more"]), (1, &json!(true)));
    let last = &first["items"][0];
    let rest = format!("{timeline}?before={}&before_id={}", last["at"], last["record"]["id"].as_str().unwrap());
    let (_, rest) = call(&firm, &agent, Method::GET, &rest, json!({})).await;
    assert_eq!(rest["items"].as_array().unwrap().len(), 2);
    let (_, notes) = call(&firm, &agent, Method::GET, &format!("/api/notes?lead_id={on}"), json!({})).await;
    assert_eq!(notes["records"].as_array().unwrap().len(), 1);
    // Nothing of it is there for another agent.
    refused(call(&firm, &other, Method::GET, &timeline, json!({})).await, 404, Code::NotFound);
    let (_, notes) = call(&firm, &other, Method::GET, &format!("/api/notes?lead_id={on}"), json!({})).await;
    assert_eq!(notes["records"], json!([]));
    let theirs = call(&firm, &other, Method::POST, "/api/notes", json!({"lead_id": on, "body": "x"})).await;
    refused(theirs, 404, Code::NotFound);
}

#[tokio::test]
async fn lists_go_page_by_page_in_every_order_without_losing_or_repeating_a_client() {
    let firm = Firm::open().await;
    let manager = firm.hire(Role::Manager).await;
    let mut device = Device::of(&manager);
    for n in 0..23 {
        let mut values = client(&format!("{} Client", ["ก้อง", "Anong", "เกษม"][n % 3]), None);
        if n % 4 > 0 {
            values.push(("score".to_owned(), i64::try_from(n % 5).unwrap().into()));
            values.push(("lead_quality".to_owned(), ["cold", "hot", "warm"][n % 3].into()));
        }
        let made = device.edit(&firm, Entity::Client, Uuid::now_v7(), Op::Create { values }).await;
        assert_eq!(made, Outcome::Applied);
    }
    for sort in [
        "lifecycle_stage",
        "-lead_quality",
        "name",
        "-name",
        "score",
        "-score",
        "-updated_at",
        "created_at",
        "owner_id",
        "opt_out_call",
    ] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/clients?sort={sort}&limit=5{cursor}");
            let (status, page) = call(&firm, &manager, Method::GET, &path, json!({})).await;
            assert_eq!(status, 200, "{page}");
            seen.extend(page["clients"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let ids: BTreeSet<&str> = seen.iter().filter_map(|client| client["id"].as_str()).collect();
        assert_eq!((seen.len(), ids.len()), (23, 23), "{sort}");
        let scores: Vec<Option<i64>> = seen.iter().map(|client| client["score"].as_i64()).collect();
        let mut sorted = scores.clone();
        match sort {
            "score" => sorted.sort_by_key(|score| (score.is_none(), *score)),
            "-score" => sorted.sort_by_key(|score| (score.is_none(), score.map(std::cmp::Reverse))),
            _ => {}
        }
        assert_eq!(scores, sorted, "{sort}");
    }
    let (_, found) = call(&firm, &manager, Method::GET, "/api/clients?q=anong", json!({})).await;
    assert_eq!(found["clients"].as_array().unwrap().len(), 8);
    for (query, status) in [
        ("sort=custom", 422),
        ("sort=nose", 422),
        ("filter=nonsense", 400),
        ("cursor=nonsense", 400),
        ("limit=-1", 400),
        ("filter=%7B%22op%22:%22filled%22,%22field%22:%22nose%22%7D", 422),
        ("q=%00", 200),
    ] {
        let answer = call(&firm, &manager, Method::GET, &format!("/api/clients?{query}"), json!({})).await;
        assert_eq!(answer.0, status, "{query} {}", answer.1);
    }
}

#[tokio::test]
async fn duplicates_are_found_by_phone_and_address_and_only_among_what_one_sees() {
    let firm = Firm::open().await;
    let agent = firm.hire(Role::Agent).await;
    let other = firm.hire(Role::Agent).await;
    let body = json!({"kind": "person", "name": "Mali", "client_type": "lead", "lifecycle_stage": "lead",
        "phone": "+66815550142", "email": "mali@x.example"});
    let (_, made) = call(&firm, &agent, Method::POST, "/api/clients", body).await;
    let found = async |actor: &Actor, query: &str| {
        let path = format!("/api/clients/duplicates?{query}");
        let (status, page) = call(&firm, actor, Method::GET, &path, json!({})).await;
        assert_eq!(status, 200, "{page}");
        page["clients"].as_array().unwrap().len()
    };
    assert_eq!(found(&agent, "phone=081%20555%200142").await, 1);
    assert_eq!(found(&agent, "email=MALI@x.example").await, 1);
    assert_eq!(found(&agent, &format!("email=mali@x.example&except={}", made["id"].as_str().unwrap())).await, 0);
    assert_eq!(found(&agent, "phone=12&email=nonsense").await, 0);
    assert_eq!(found(&other, "phone=081%20555%200142").await, 0);
}

#[tokio::test]
async fn many_clients_are_edited_at_once_each_with_its_own_answer() {
    let firm = Firm::open().await;
    let manager = firm.hire(Role::Manager).await;
    let agent = firm.hire(Role::Agent).await;
    let mut device = Device::of(&manager);
    let mut ids = Vec::new();
    for n in 0..120 {
        ids.push(device.make_client(&firm, &format!("Client {n}"), None).await);
    }
    let missing = Uuid::now_v7();
    ids.insert(60, missing);
    let bulk = json!({"ids": ids, "action": {"set": {"fields": {"owner_id": agent.user_id}}}});
    let (_, done) = call(&firm, &manager, Method::POST, "/api/clients/bulk", bulk).await;
    let refused_ids: Vec<&Value> =
        done["results"].as_array().unwrap().iter().filter(|r| !r["problem"].is_null()).map(|r| &r["id"]).collect();
    assert_eq!(refused_ids, [&json!(missing)]);
    let mut theirs = Device::of(&agent);
    theirs.pull(&firm).await;
    assert_eq!(theirs.rows.keys().filter(|(entity, _)| *entity == Entity::Client).count(), 120);
    let (_, tag) = call(&firm, &manager, Method::POST, "/api/tags", json!({"name": "VIP", "colour": "sky"})).await;
    for action in
        [json!({"tag": {"tag": tag["id"]}}), json!({"untag": {"tag": tag["id"]}}), json!("delete"), json!("restore")]
    {
        let bulk = json!({"ids": [ids[0]], "action": action});
        let (status, done) = call(&firm, &manager, Method::POST, "/api/leads/bulk", bulk).await;
        assert_eq!((status, &done["results"][0]["problem"]), (200, &Value::Null), "{action}");
    }
    let too_many: Vec<Uuid> = (0..1001).map(|_| Uuid::nil()).collect();
    let bulk = json!({"ids": too_many, "action": "delete"});
    refused(call(&firm, &manager, Method::POST, "/api/clients/bulk", bulk).await, 413, Code::TooLarge);
}

#[tokio::test]
async fn no_route_tells_anything_of_another_organisations_records() {
    let firm = Firm::open().await;
    let manager = firm.hire(Role::Manager).await;
    let on = Device::of(&manager).make_client(&firm, "Secret", None).await;
    let note = Device::of(&manager).make_note(&firm, on, "secret").await;
    let elsewhere = Uuid::now_v7();
    firm.found(elsewhere).await;
    let stranger = firm.hire_at(elsewhere, Role::Admin).await;
    for kind in ["clients", "leads", "notes", "contacts", "activities", "tags", "taggings"] {
        for id in [on, note] {
            let path = format!("/api/{kind}/{id}");
            for (method, body) in [
                (Method::GET, json!({})),
                (Method::PATCH, json!({"name": "x", "body": "x"})),
                (Method::DELETE, json!({})),
            ] {
                let (status, answer) = call(&firm, &stranger, method.clone(), &path, body).await;
                assert!([403, 404, 422].contains(&status), "{method} {path} {status} {answer}");
                assert!(!answer.to_string().contains("ecret"));
            }
        }
        let (status, answer) = call(&firm, &stranger, Method::GET, &format!("/api/{kind}"), json!({})).await;
        assert!(status == 200 && !answer.to_string().contains("ecret"), "{kind} {answer}");
    }
    for path in [format!("/api/clients/{on}/timeline"), format!("/api/activities/{note}/complete")] {
        let method = if path.ends_with("complete") { Method::POST } else { Method::GET };
        refused(call(&firm, &stranger, method, &path, json!({})).await, 404, Code::NotFound);
    }
    let under = json!({"client_id": on, "body": "x"});
    refused(call(&firm, &stranger, Method::POST, "/api/notes", under).await, 404, Code::NotFound);
    let bulk = json!({"ids": [on], "action": "delete"});
    let (_, done) = call(&firm, &stranger, Method::POST, "/api/clients/bulk", bulk).await;
    assert_eq!(done["results"][0]["problem"]["code"], "not_found");
    let body = json!({"kind": "person", "name": "x", "client_type": "lead", "lifecycle_stage": "lead",
        "owner_id": manager.user_id});
    refused(call(&firm, &stranger, Method::POST, "/api/clients", body).await, 422, Code::Invalid);
}

#[tokio::test]
async fn a_field_that_is_too_long_is_named_and_a_body_that_is_too_large_is_not_read() {
    let firm = Firm::open().await;
    let ann = firm.hire(Role::Agent).await;
    let new = |name: &str| json!({"name": name, "kind": "person", "client_type": "lead", "lifecycle_stage": "lead"});
    let (status, made) = call(&firm, &ann, Method::POST, "/api/clients", new("Anong")).await;
    assert_eq!(status, 201, "{made}");
    let one = format!("/api/clients/{}", made["id"].as_str().unwrap());
    let (long, huge) = ("x".repeat(900_000), "x".repeat(10 * 1024 * 1024));
    for (method, path) in [(Method::POST, "/api/clients"), (Method::PATCH, one.as_str())] {
        let (status, answer) = call(&firm, &ann, method.clone(), path, new(&long)).await;
        assert_eq!((status, &answer["code"]), (422, &json!("invalid")), "{path}");
        assert_eq!(answer["fields"], json!([{"field": "name", "fault": "too_long"}]), "{path}");
        refused(call(&firm, &ann, method, path, new(&huge)).await, 413, Code::TooLarge);
    }
    assert_eq!(call(&firm, &ann, Method::GET, &one, Value::Null).await.1["name"], "Anong");
}
