//! Colleagues who are called together.

use super::office::{Device, Office};
use leadline_domain::Role;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const PATH: &str = "/api/voip/groups";

fn group(name: &str, members: &[Uuid]) -> Value {
    json!({ "id": Uuid::now_v7(), "name": name, "members": members })
}

#[tokio::test]
async fn an_administrator_decides_who_is_called_together_and_customers_see_it() {
    let office = Office::open().await;
    let admin = Device::of(&office.server, &office.admin);
    let colleague = office.server.colleague(&office.admin, Role::Agent).await.session().me.profile_id;
    assert_eq!(office.customer.get(PATH).await, json!({ "groups": [] }));
    let wish = json!({ "groups": [group("ฝ่ายขาย", &[office.desk.id, colleague]), group("Service", &[colleague])] });
    assert_eq!(office.desk.ask(Method::PUT, PATH, wish.clone()).await.0, 403);
    assert_eq!(admin.ask(Method::PUT, PATH, wish.clone()).await, (200, wish.clone()));
    assert_eq!(office.customer.get(PATH).await, wish, "in the order in which they were put");
    let fewer = json!({ "groups": [wish["groups"][1].clone()] });
    assert_eq!(admin.ask(Method::PUT, PATH, fewer.clone()).await.0, 200);
    assert_eq!(office.desk.get(PATH).await, fewer);
}

#[tokio::test]
async fn a_group_that_cannot_be_called_is_named_with_its_field_and_changes_nothing() {
    let office = Office::open().await;
    let admin = Device::of(&office.server, &office.admin);
    let viewer = office.server.colleague(&office.admin, Role::Viewer).await.session().me.profile_id;
    let me = office.desk.id;
    let sound = json!({ "groups": [group("Sales", &[me])] });
    assert_eq!(admin.ask(Method::PUT, PATH, sound.clone()).await.0, 200);
    let many: Vec<Value> = (0..21).map(|nth| group(&format!("Group {nth}"), &[me])).collect();
    for (groups, field, fault) in [
        (vec![group(" ", &[me])], "groups.0.name", "required"),
        (vec![group(&"ก".repeat(101), &[me])], "groups.0.name", "too_long"),
        (vec![group("Sales", &[me]), group("sales ", &[me])], "groups.1.name", "not_a_choice"),
        (vec![group("Sales", &[])], "groups.0.members", "out_of_range"),
        (vec![group("Sales", &[me, me])], "groups.0.members", "out_of_range"),
        (vec![group("Sales", &[viewer])], "groups.0.members", "not_a_choice"),
        (vec![group("Sales", &[Uuid::now_v7()])], "groups.0.members", "not_a_choice"),
        (many, "groups", "out_of_range"),
    ] {
        let (status, refused) = admin.ask(Method::PUT, PATH, json!({ "groups": groups })).await;
        assert_eq!((status, &refused["fields"][0]), (422, &json!({ "field": field, "fault": fault })));
    }
    assert_eq!(office.customer.get(PATH).await, sound);
}
