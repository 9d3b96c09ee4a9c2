//! Which devices can be reached and how colleagues are shown, and that neither costs more the more sockets are open.

use super::office::Office;
use crate::realtime::Socket;
use leadline_domain::call::Presence;
use leadline_protocol::Code;
use leadline_protocol::realtime::{FromDevice, FromServer};
use leadline_server::calls::lease;
use reqwest::Method;
use serde_json::json;
use sqlx::Executor;
use uuid::Uuid;

const SOCKETS: usize = 48;

async fn open_many(office: &Office) -> Vec<Socket> {
    let mut sockets = Vec::new();
    for _ in 0..SOCKETS {
        sockets.push(office.desk.connects(&office.server).await.0);
    }
    sockets
}

/// How a socket was told that the agent is shown, up to the answer to a ping.
async fn shown(socket: &mut Socket, office: &Office) -> Vec<Presence> {
    socket.say(&FromDevice::Ping { n: 2 }).await;
    let mut shown = Vec::new();
    loop {
        match socket.hear_any().await {
            FromServer::Presence { of } if of.profile_id == office.desk.id => shown.push(of.presence),
            FromServer::Pong { n: 2 } => return shown,
            _ => {}
        }
    }
}

#[tokio::test]
async fn one_row_keeps_every_device_of_a_process_reachable() {
    let office = Office::open().await;
    let _sockets = open_many(&office).await;
    let mut db = office.server.administrator().await;
    let counting = "create sequence touched;
        create function count_it() returns trigger language plpgsql security definer as
            $$ begin perform nextval('public.touched'); return null; end $$;
        create trigger counted after insert or update or delete on reachable_devices
            for each statement execute function count_it();";
    db.execute(counting).await.unwrap();
    for _ in 0..3 {
        office.server.clock().advance(60_000);
        lease::renew(office.server.app()).await.unwrap();
    }
    let touched: bool = sqlx::query_scalar("select is_called from touched").fetch_one(&mut db).await.unwrap();
    assert!(!touched, "renewing touches no device");
    let call = office.customer.calls(office.desk.id).await;
    let sql = "select count(*) from call_legs where side = 'callee' and call_id = $1::uuid";
    let ringing: i64 = sqlx::query_scalar(sql).bind(call["callId"].as_str().unwrap()).fetch_one(&mut db).await.unwrap();
    assert_eq!(ringing, 1, "the device still rings, once however many sockets it has");
}

#[tokio::test]
async fn a_change_of_presence_is_looked_up_once_and_reaches_every_socket_once() {
    let office = Office::open().await;
    let mut sockets = open_many(&office).await;
    let board = &office.server.app().calls.news.board;
    let before = board.looks();
    let choice = json!({"presence": "do_not_disturb"});
    assert_eq!(office.desk.ask(Method::PUT, "/api/voip/presence", choice).await.0, 200);
    for socket in &mut sockets {
        loop {
            if let FromServer::Presence { of } = socket.hear_any().await
                && of.presence == Presence::DoNotDisturb
            {
                break;
            }
        }
    }
    // The last of the sockets that opened may still have waited to be looked up.
    assert!(board.looks() - before <= 2, "{} looks", board.looks() - before);
    let mut late = office.phone.connects(&office.server).await.0;
    drop(sockets.split_off(SOCKETS / 2));
    for socket in sockets.iter_mut().chain([&mut late]) {
        assert_eq!(shown(socket, &office).await, [], "one who comes or goes beside others changes nothing");
    }
}

#[tokio::test]
async fn devices_of_a_process_that_is_not_heard_of_any_more_do_not_ring() {
    let office = Office::open().await;
    let (mut desk, _) = office.desk.connects(&office.server).await;
    let (app, now) = (office.server.app(), office.server.clock().now());
    let mut db = office.server.administrator().await;
    let (dead, device) = (Uuid::now_v7(), Uuid::now_v7());
    let sql = "with dead as (insert into server_processes (id, lease_until) values ($1, $2))
        insert into reachable_devices (org_id, id, party_id, device_id, process_id, updated_by)
        select org_id, $3, party_id, $3, $1, party_id from reachable_devices";
    sqlx::query(sql).bind(dead).bind(now + 90_000).bind(device).execute(&mut db).await.unwrap();
    let mut rings = async || {
        let call = office.customer.calls(office.desk.id).await;
        office.customer.does("cancel", &call).await;
        let sql = "select count(*) from call_legs where side = 'callee' and call_id = $1::uuid";
        let id = call["callId"].as_str().unwrap().to_owned();
        sqlx::query_scalar::<_, i64>(sql).bind(id).fetch_one(&mut db).await.unwrap()
    };
    assert_eq!(rings().await, 2);
    office.server.clock().advance(90_000);
    lease::renew(app).await.unwrap();
    assert_eq!(rings().await, 1, "only the one whose process is there");
    sqlx::query("update server_processes set lease_until = 0 where id = $1").bind(dead).execute(&mut db).await.unwrap();
    lease::forget_old(app).await.unwrap();
    let left: Vec<Uuid> =
        sqlx::query_scalar("select device_id from reachable_devices").fetch_all(&mut db).await.unwrap();
    assert!(!left.contains(&device) && left.len() == 1, "{left:?}");

    // Taken for gone itself, it has its devices connect again.
    sqlx::query("delete from server_processes").execute(&mut db).await.unwrap();
    lease::renew(app).await.unwrap();
    loop {
        match desk.hear().await {
            FromServer::Bye { code } => break assert_eq!(code, Code::Unavailable),
            FromServer::Call { .. } | FromServer::Poke { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    let (_desk, replayed) = office.desk.connects(&office.server).await;
    assert_eq!(replayed, []);
    assert_eq!(office.customer.get("/api/voip/agents/available").await[0]["presence"], "available");
}
