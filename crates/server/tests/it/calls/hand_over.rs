//! A call is handed over while a second one waits: what each of the two colleagues does, is shown as and finds afterwards.

use super::office::{Device, Office, customer};
use crate::realtime::Socket;
use leadline_domain::Role;
use leadline_domain::call::{CallState, EndReason};
use leadline_protocol::auth::Session;
use leadline_server::calls::lease;
use leadline_testkit::new_device;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// The desk talks with its customer, another one waits for it, and a colleague is free.
struct Desk {
    office: Office,
    colleague: Device,
    /// The colleague's other device, which is not there to ring.
    colleagues_phone: Device,
    second: Device,
    first_call: Value,
    second_call: Value,
    began: i64,
    _sockets: [Socket; 2],
}

impl Desk {
    /// The customer calls, or is called.
    async fn talks(incoming: bool) -> Self {
        let office = Office::open().await;
        let session = office.server.colleague(&office.admin, Role::Agent).await;
        let again: Session =
            office.server.sign_in(&session.session().me.email, new_device("colleagues-phone")).await.read();
        let colleague = Device::of(&office.server, &session);
        let colleagues_phone = Device::of(&office.server, &office.server.api().signed_in(again));
        let sockets = [office.desk.connects(&office.server).await.0, colleague.connects(&office.server).await.0];
        let (_, second) = customer(&office.server, &office.desk, "Prasert Boonmee").await;
        let first_call = if incoming {
            office.customer.calls(office.desk.id).await
        } else {
            office.desk.calls(office.customer.id).await
        };
        let began = office.server.clock().now();
        let answers = if incoming { &office.desk } else { &office.customer };
        assert_eq!(answers.does("accept", &first_call).await.0, 200);
        for who in [&office.desk, &office.customer] {
            enters(&office, who, &first_call).await;
        }
        let second_call = second.calls(office.desk.id).await;
        assert_eq!(office.desk.does("ring", &second_call).await.0, 200);
        Self { office, colleague, colleagues_phone, second, first_call, second_call, began, _sockets: sockets }
    }

    async fn asks(&self, purpose: &str) {
        let path = format!("/api/voip/calls/{}/invite", self.first_call["callId"].as_str().unwrap());
        let wish = json!({"calleeSupabaseId": self.colleague.id, "purpose": purpose});
        let (status, asked) = self.office.desk.ask(Method::POST, &path, wish).await;
        assert_eq!(status, 200, "{asked}");
    }

    async fn answers(&self, who: &Device, call: &Value) {
        let (status, ticket) = who.does("accept", call).await;
        assert_eq!(status, 200, "{ticket}");
        enters(&self.office, who, call).await;
    }

    /// The desk cannot take the second call yet, which rings on.
    async fn has_to_settle_the_first(&self) {
        let (status, refused) = self.office.desk.does("accept", &self.second_call).await;
        assert_eq!((status, &refused["code"]), (409, &json!("call_not_now")));
        assert_eq!(self.second.sees(&self.second_call).await.state, CallState::Ringing);
    }

    /// Time passes, and the server says that it is there.
    async fn passes(&self, seconds: i64) {
        self.office.passes(seconds * 1000).await;
        lease::renew(self.office.server.app()).await.unwrap();
    }

    /// How the desk and the colleague are shown.
    async fn shown(&self) -> [String; 2] {
        let agents = Device::of(&self.office.server, &self.office.admin).get("/api/voip/agents/available").await;
        [self.office.desk.id, self.colleague.id].map(|id| {
            let own = agents.as_array().unwrap().iter().find(|agent| agent["supabaseUserId"] == json!(id));
            own.unwrap()["presence"].as_str().unwrap().to_owned()
        })
    }

    /// From when to when somebody was in a call, in seconds since the first was answered.
    async fn was_in(&self, who: &Device, call: &Value) -> (i64, i64) {
        let sql = "select joined_at, left_at from call_participants where call_id = $1 and party_id = $2";
        let query = sqlx::query_as(sql).bind(id_of(call)).bind(who.id);
        let (joined, left): (i64, i64) = query.fetch_one(&mut self.office.server.administrator().await).await.unwrap();
        ((joined - self.began) / 1000, (left - self.began) / 1000)
    }

    /// Whose activity was written of a call, which way it went and for how long; one alone is.
    async fn activity_of(&self, call: &Value) -> (Uuid, String, i64) {
        let sql = "select assignee_id, call_direction, call_seconds from activities where call_id = $1";
        let query = sqlx::query_as(sql).bind(id_of(call));
        let mut found = query.fetch_all(&mut self.office.server.administrator().await).await.unwrap();
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    /// What somebody has to write down of a call, in seconds they talked.
    async fn writes_down(&self, who: &Device, call: &Value) -> i64 {
        let seen = who.sees(call).await;
        assert_eq!((seen.state, seen.end_reason), (CallState::Ended, Some(EndReason::Completed)));
        (seen.ended_at.unwrap() - seen.active_at.unwrap()) / 1000
    }

    /// The calls in somebody's history: who began it, how long it was.
    async fn finds(&self, who: &Device) -> Vec<(Value, Value, Value)> {
        let history = who.get("/api/voip/history").await;
        let of = |record: &Value| ["id", "fromUserId", "duration"].map(|field| record[field].clone()).into();
        history.as_array().unwrap().iter().map(of).collect()
    }
}

async fn enters(office: &Office, who: &Device, call: &Value) {
    let leg = who.sees(call).await.leg.unwrap().id;
    office.media.enters(call["roomName"].as_str().unwrap(), leg);
    assert_eq!(office.room_says("participant_joined", call, leg).await, 204);
}

fn id_of(call: &Value) -> Uuid {
    call["callId"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn each_call_is_kept_once_and_each_colleague_with_their_own_part_of_it() {
    for purpose in ["transfer", "consult"] {
        let desk = Desk::talks(true).await;
        let (office, first, second) = (&desk.office, &desk.first_call, &desk.second_call);
        desk.passes(20).await;
        desk.asks(purpose).await;
        assert_eq!(
            desk.shown().await,
            ["on_call", "on_call"],
            "one talks or may be rung back, at the other's it rings"
        );
        desk.has_to_settle_the_first().await;
        desk.answers(&desk.colleague, first).await;
        if purpose == "consult" {
            desk.has_to_settle_the_first().await;
            assert_eq!(office.desk.does("hand-over", first).await.0, 200);
        }
        assert_eq!(desk.shown().await, ["on_call", "on_call"], "the second customer still rings at the desk");
        desk.passes(5).await;
        desk.answers(&office.desk, second).await;
        enters(office, &desk.second, second).await;

        desk.passes(30).await;
        assert_eq!(office.customer.does("end", first).await.0, 200);
        assert_eq!(desk.shown().await, ["on_call", "wrap_up"]);
        desk.passes(40).await;
        assert_eq!(office.desk.does("end", second).await.0, 200);
        assert_eq!(desk.shown().await, ["wrap_up", "wrap_up"]);
        desk.passes(20).await;
        assert_eq!(desk.shown().await, ["wrap_up", "available"]);
        desk.passes(40).await;
        assert_eq!(desk.shown().await, ["available", "available"]);

        assert_eq!(desk.was_in(&office.customer, first).await, (0, 55), "{purpose}");
        assert_eq!(desk.was_in(&office.desk, first).await, (0, 20), "{purpose}");
        assert_eq!(desk.was_in(&desk.colleague, first).await, (20, 55), "{purpose}");
        for who in [&office.desk, &desk.second] {
            assert_eq!(desk.was_in(who, second).await, (25, 95), "{purpose}");
        }
        assert_eq!(desk.writes_down(&office.desk, first).await, 20);
        assert_eq!(desk.writes_down(&desk.colleague, first).await, 35);
        assert_eq!(desk.writes_down(&office.desk, second).await, 70);
        assert_eq!(
            desk.activity_of(first).await,
            (desk.colleague.id, "incoming".to_owned(), 55),
            "whoever talked last"
        );
        assert_eq!(desk.activity_of(second).await, (office.desk.id, "incoming".to_owned(), 70));

        let whole = (first["callId"].clone(), json!(office.customer.id), json!(55));
        let own = (second["callId"].clone(), json!(desk.second.id), json!(70));
        assert_eq!(desk.finds(&office.desk).await, [own, whole.clone()], "the whole call, to whoever had a part in it");
        assert_eq!(desk.finds(&desk.colleague).await, [whole]);
        assert!(office.notifications().await.is_empty(), "nobody missed anything");
    }
}

#[tokio::test]
async fn a_call_that_went_out_stays_one_and_whoever_hands_it_over_settles_it_before_the_next() {
    let desk = Desk::talks(false).await;
    let (office, first) = (&desk.office, &desk.first_call);
    desk.passes(20).await;
    desk.asks("transfer").await;
    desk.has_to_settle_the_first().await;
    assert_eq!(desk.colleague.does("decline", first).await.0, 200);
    assert_eq!(office.desk.sees(first).await.state, CallState::Ringing, "it comes back to the desk");
    desk.answers(&office.desk, first).await;
    desk.asks("transfer").await;
    desk.answers(&desk.colleague, first).await;
    desk.answers(&office.desk, &desk.second_call).await;
    enters(office, &desk.second, &desk.second_call).await;
    desk.passes(10).await;
    assert_eq!(desk.colleague.does("end", first).await.0, 200);
    assert_eq!(office.desk.does("end", &desk.second_call).await.0, 200);
    assert_eq!(desk.activity_of(first).await, (desk.colleague.id, "outgoing".to_owned(), 30));
    assert_eq!(desk.finds(&desk.colleague).await, [(first["callId"].clone(), json!(office.desk.id), json!(30))]);
    assert_eq!(desk.was_in(&office.desk, first).await, (0, 20));
    assert_eq!(desk.shown().await, ["wrap_up", "wrap_up"]);
}

#[tokio::test]
async fn whoever_takes_another_call_instead_declines_on_whatever_device_and_it_comes_back() {
    let desk = Desk::talks(true).await;
    let (office, first) = (&desk.office, &desk.first_call);
    desk.asks("transfer").await;
    let (_, third) = customer(&office.server, &desk.colleague, "Kanda").await;
    let call = third.calls(desk.colleague.id).await;
    assert_eq!(call["call"]["callWaiting"], true);
    let (status, ticket) = desk.colleagues_phone.does("accept", &call).await;
    assert_eq!(status, 200, "{ticket}");
    let declined = desk.colleague.sees(first).await;
    assert_eq!((declined.state, declined.end_reason), (CallState::Ended, Some(EndReason::Declined)));
    assert_eq!(office.desk.sees(first).await.state, CallState::Ringing);
}
