//! The views that keep the original names readable.

use crate::firm::{Device, Firm, set};
use leadline_domain::{Entity, Millis, Role, Value as Content};
use leadline_protocol::sync::Op;
use leadline_server::{Access, Actor};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use uuid::Uuid;

const VIEWS: [&str; 5] = ["crm_clients", "leads", "crm_activities", "sales_activities", "crm_notes"];

/// What somebody finds under a name: each row with its columns, times as PostgreSQL writes them in UTC.
async fn rows(firm: &Firm, actor: &Actor, view: &str) -> Vec<Value> {
    let mut tx = firm.server.app().database.begin(actor, Access::Read).await.unwrap();
    sqlx::query("set local timezone to 'UTC'").execute(&mut *tx).await.unwrap();
    let mut sql = QueryBuilder::<sqlx::Postgres>::new("select to_jsonb(v) from ");
    sql.push(view).push(" v");
    sql.build_query_scalar().fetch_all(&mut *tx).await.unwrap()
}

async fn written(firm: &Firm, actor: &Actor, method: Method, path: &str, body: &Value) -> Uuid {
    let answer = firm.request(actor, method, path).json(body).send().await.unwrap();
    assert!(answer.status().is_success(), "{path} {}", answer.status());
    let record: Value = answer.json().await.unwrap();
    record["id"].as_str().unwrap().parse().unwrap()
}

/// A whole second of the year 2026, as it is stored and as PostgreSQL writes it.
fn moment(second: i64) -> (Millis, String) {
    assert!((0..60).contains(&second));
    (1_767_225_600_000 + second * 1000, format!("2026-01-01T00:00:{second:02}+00:00"))
}

#[tokio::test]
async fn the_original_names_show_what_the_tables_behind_them_let_one_see() {
    let firm = Firm::open().await;
    let manager = firm.hire(Role::Manager).await;
    let agent = firm.hire(Role::Agent).await;
    let own = Device::of(&agent).make_client(&firm, "Own", None).await;
    let mut lead = Device::of(&manager);
    let other = lead.make_client(&firm, "Another's", Some(Some(manager.user_id))).await;
    for on in [own, other] {
        lead.make_note(&firm, on, "x").await;
        let values = [
            ("client_id", Content::from(on)),
            ("kind", "call".into()),
            ("subject", "Ring".into()),
            ("status", "open".into()),
            ("assignee_id", manager.user_id.into()),
        ];
        let values = values.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
        lead.edit(&firm, Entity::Activity, Uuid::now_v7(), Op::Create { values }).await;
    }
    lead.edit(&firm, Entity::Client, other, set("client_type", "lead", "customer")).await;
    for view in VIEWS {
        let of_manager = if view == "leads" { 1 } else { 2 };
        assert_eq!(rows(&firm, &manager, view).await.len(), of_manager, "{view}");
        assert_eq!(rows(&firm, &agent, view).await.len(), 1, "{view}");
    }
}

#[tokio::test]
async fn the_original_names_have_the_original_columns_with_what_stands_behind_them() {
    let firm = Firm::open().await;
    let (agent, manager) = (firm.hire(Role::Agent).await, firm.hire(Role::Manager).await);
    let ((follow_up, follows_up), (contact, contacted)) = (moment(1), moment(2));
    let ((due, is_due), (remind, reminds), (done, is_done)) = (moment(3), moment(4), moment(5));
    let clock = firm.server.clock();
    let (made, is_made) = moment(10);
    clock.advance(made - clock.now());
    let client = json!({"kind": "company", "name": "Mali", "company_name": "Rice & Co", "client_type": "lead",
        "lifecycle_stage": "mql", "lead_quality": "hot", "score": 71, "source": "fair", "email": "mali@rice.example",
        "phone": "+66815550142", "phone2": "+66815550143", "address": "1 River Road", "next_follow_up_at": follow_up,
        "last_contact_at": contact, "opt_out_call": true, "custom": {"size": 3}});
    let client = written(&firm, &agent, Method::POST, "/api/clients", &client).await;
    let activity = json!({"client_id": client, "kind": "meeting", "subject": "Visit", "body": "Bring samples",
        "assignee_id": agent.user_id, "status": "done", "priority": "high", "due_at": due, "remind_at": remind,
        "done_at": done});
    let activity = written(&firm, &agent, Method::POST, "/api/activities", &activity).await;
    let note = json!({"client_id": client, "body": "Likes tea", "pinned": true});
    let note = written(&firm, &agent, Method::POST, "/api/notes", &note).await;
    let (changed, is_changed) = moment(20);
    clock.advance(changed - clock.now());
    for (path, change) in [
        (format!("/api/clients/{client}"), json!({"score": 72})),
        (format!("/api/activities/{activity}"), json!({"subject": "Visit them"})),
        (format!("/api/notes/{note}"), json!({"body": "Likes green tea"})),
    ] {
        written(&firm, &manager, Method::PATCH, &path, &change).await;
    }
    let expected = [
        json!({"id": client, "org_id": firm.org, "kind": "company", "name": "Mali", "company_name": "Rice & Co",
            "client_type": "lead", "lifecycle_stage": "mql", "lead_quality": "hot", "score": 72, "source": "fair",
            "owner_id": agent.user_id, "email": "mali@rice.example", "phone": "+66815550142",
            "phone2": "+66815550143", "address": "1 River Road", "next_follow_up_at": follows_up,
            "last_contact_at": contacted, "opt_out_call": true, "opt_out_email": false, "custom": {"size": 3},
            "created_by": agent.user_id, "created_at": is_made, "updated_by": manager.user_id,
            "updated_at": is_changed}),
        json!({"id": client, "org_id": firm.org, "name": "Mali", "company": "Rice & Co",
            "email": "mali@rice.example", "phone": "+66815550142", "source": "fair", "stage": "mql",
            "quality": "hot", "score": 72, "assigned_to": agent.user_id, "next_follow_up_at": follows_up,
            "last_contact_at": contacted, "custom": {"size": 3}, "created_by": agent.user_id,
            "created_at": is_made, "updated_at": is_changed}),
        json!({"id": activity, "org_id": firm.org, "client_id": client, "type": "meeting", "subject": "Visit them",
            "description": "Bring samples", "assignee_id": agent.user_id, "status": "done", "priority": "high",
            "due_at": is_due, "remind_at": reminds, "completed_at": is_done, "created_by": agent.user_id,
            "created_at": is_made, "updated_at": is_changed}),
        json!({"id": activity, "org_id": firm.org, "lead_id": client, "activity_type": "meeting",
            "subject": "Visit them", "description": "Bring samples", "assigned_to": agent.user_id, "status": "done",
            "priority": "high", "due_date": is_due, "completed_at": is_done, "created_by": agent.user_id,
            "created_at": is_made, "updated_at": is_changed}),
        json!({"id": note, "org_id": firm.org, "client_id": client, "content": "Likes green tea",
            "is_pinned": true, "created_by": agent.user_id, "created_at": is_made, "updated_at": is_changed}),
    ];
    for (view, expected) in VIEWS.into_iter().zip(expected) {
        assert_eq!(rows(&firm, &agent, view).await, [expected], "{view}");
    }
}
