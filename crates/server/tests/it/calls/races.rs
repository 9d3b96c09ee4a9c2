//! Everything at once, in every order, against real PostgreSQL: devices that answer, decline, ring and hang up, a caller
//! who gives up, people who are put on hold, a colleague who is asked in, consulted and handed over to, a second customer who calls meanwhile, a room whose words come doubled and late, time that passes, answers that are lost and asked for again.

use super::media_server;
use super::office::{Device, Office, customer};
use leadline_domain::Role;
use leadline_domain::call::{Media, Purpose};
use leadline_protocol::Code;
use leadline_protocol::call::CallSnapshot;
use leadline_server::Actor;
use leadline_server::App;
use leadline_server::calls::{self, Asking, Attendee, Callee, Intent, Lock, Start, timers};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Schedules in the test command; `LEADLINE_CALL_SCHEDULES=10000` runs all of them.
const SCHEDULES: u64 = 240;
const LINES: u64 = 4;
const STEPS: usize = 9;

/// An agent with two devices and a customer, who call each other again and again.
#[derive(Clone, Copy)]
struct Line {
    desk: Attendee,
    phone: Attendee,
    customer: Attendee,
    second: Attendee,
    colleague: Attendee,
    /// The agent and the colleague.
    group: Uuid,
}

impl Line {
    async fn open(office: &Office) -> Self {
        let agent = office.server.colleague(&office.admin, Role::Agent).await;
        let desk = Device::of(&office.server, &agent);
        let (_, first) = customer(&office.server, &desk, "Mali").await;
        let (_, second) = customer(&office.server, &desk, "Preecha").await;
        let session = agent.session();
        let colleague = office.server.colleague(&office.admin, Role::Agent).await.session().me.profile_id;
        let group = Uuid::now_v7();
        let sql =
            "insert into ring_groups (org_id, id, position, name, members, updated_by) values ($1, $2, 0, $3, $4, $5)";
        sqlx::query(sql)
            .bind(session.me.org_id)
            .bind(group)
            .bind("Sales")
            .bind(vec![colleague, session.me.profile_id])
            .bind(colleague)
            .execute(&mut office.server.administrator().await)
            .await
            .unwrap();
        let on = |user_id, device_id| {
            Attendee::agent(&Actor {
                user_id,
                org_id: session.me.org_id,
                role: Role::Agent,
                device_id,
                session_id: device_id,
                platform_admin: false,
                request_id: device_id,
            })
        };
        Self {
            group,
            desk: on(session.me.profile_id, Uuid::now_v7()),
            phone: on(session.me.profile_id, Uuid::now_v7()),
            colleague: on(colleague, Uuid::now_v7()),
            customer: Attendee::customer(session.me.org_id, first.id, Uuid::now_v7()),
            second: Attendee::customer(session.me.org_id, second.id, Uuid::now_v7()),
        }
    }
}

/// One thing that happens in a call. Its own outcome may be anything but a failure inside.
async fn step(office: Arc<Office>, line: Line, call: CallSnapshot, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let app = office.server.app();
    let who = [line.desk, line.phone, line.customer, line.colleague][random.random_range(0..4)];
    let command_id = Some(Uuid::from_u128(seed.into()));
    let intent = match random.random_range(0..24) {
        0 | 1 => Intent::Ring { shown: random.random() },
        2..=4 => Intent::Accept,
        5 => Intent::Decline,
        6 => Intent::Cancel,
        7 => Intent::HangUp,
        8..=10 => {
            let event = ["participant_joined", "participant_left"][usize::from(random.random_ratio(1, 4))];
            let now = office.server.clock().now();
            let (body, signature) =
                media_server::word(&format!("{seed}"), event, &call.room_name, who.leg_in(call.id), now);
            for _ in 0..random.random_range(1..3) {
                calls::heard(app, &signature, body.as_bytes()).await.unwrap();
            }
            return;
        }
        11..=14 => return ask_in(app, line, &call, &mut random).await,
        15 => Intent::Withdraw,
        16 => [Intent::HandOver, Intent::Together][random.random_range(0..2)],
        17 => Intent::Resume,
        18 | 19 => Intent::Hold { on: random.random() },
        20..=22 => return call_meanwhile(app, line, &mut random).await,
        _ => {
            office.server.clock().advance(random.random_range(0..4_000));
            timers::sweep(app, Lock::Skip).await.unwrap();
            return;
        }
    };
    // A lost answer is asked for again, sometimes while the first is still on its way.
    let (first, again) = tokio::join!(calls::command(app, &who, call.id, intent, command_id), async {
        if random.random_ratio(1, 3) {
            Some(calls::command(app, &who, call.id, intent, command_id).await)
        } else {
            None
        }
    });
    for outcome in [Some(first), again].into_iter().flatten() {
        if let Err(fault) = outcome {
            let code = fault.problem().code;
            // Of a call they were never asked into, a colleague sees nothing.
            assert!(matches!(code, Code::Forbidden | Code::NotFound), "{intent:?}: {fault}");
        }
    }
}

/// The desk asks the colleague in, who mostly answers and comes.
async fn ask_in(app: &App, line: Line, call: &CallSnapshot, random: &mut StdRng) {
    let purpose = [Purpose::Join, Purpose::Consult, Purpose::Transfer][random.random_range(0..3)];
    let asking = Asking { id: Uuid::now_v7(), party: line.colleague.party.id, purpose };
    let by = [line.desk, line.phone][random.random_range(0..2)];
    if calls::ask_in(app, &by, call.id, &asking).await.is_err() || random.random_ratio(1, 3) {
        return;
    }
    if calls::command(app, &line.colleague, call.id, Intent::Accept, None).await.is_err() {
        return;
    }
    let leg = line.colleague.leg_in(call.id);
    let now = app.clock.now();
    let word = media_server::word(&asking.id.to_string(), "participant_joined", &call.room_name, leg, now);
    calls::heard(app, &word.1, word.0.as_bytes()).await.unwrap();
}

/// The second customer calls the agent, or them and the colleague together; one of their devices mostly answers and
/// comes; then they may come back.
async fn call_meanwhile(app: &App, line: Line, random: &mut StdRng) {
    let together = random.random_ratio(1, 3);
    let callee = if together { Callee::Group(line.group) } else { Callee::Party(line.desk.party.id) };
    let start = Start { id: Uuid::now_v7(), callee, client_id: None, media: Media::Audio };
    let outcome = calls::start(app, &line.second, &start).await.unwrap();
    let call = outcome.call().clone();
    let by = [line.desk, line.phone, line.colleague][random.random_range(0..if together { 3 } else { 2 })];
    if random.random_ratio(1, 4) {
        return;
    }
    // A colleague who talked where nothing more can wait was not rung.
    if let Err(fault) = calls::command(app, &by, call.id, Intent::Accept, None).await {
        assert!(together && fault.problem().code == Code::NotFound, "{fault}");
        return;
    }
    for who in [line.second, by] {
        let (leg, now) = (who.leg_in(call.id), app.clock.now());
        let word = media_server::word(&Uuid::now_v7().to_string(), "participant_joined", &call.room_name, leg, now);
        calls::heard(app, &word.1, word.0.as_bytes()).await.unwrap();
    }
    if random.random() {
        calls::command(app, &line.second, call.id, Intent::HangUp, None).await.unwrap();
    }
}

/// One schedule: a call, from either side, and what happens in it at once.
async fn schedule(office: &Arc<Office>, line: Line, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let app = office.server.app();
    let start = |who: Attendee, callee: Callee| {
        let start = Start { id: Uuid::now_v7(), callee, client_id: None, media: Media::Audio };
        async move { calls::start(app, &who, &start).await.unwrap() }
    };
    let ring = |who: Attendee, other: Attendee| start(who, Callee::Party(other.party.id));
    let call = match random.random_range(0..8) {
        0 => {
            let (one, _) = tokio::join!(ring(line.desk, line.customer), ring(line.customer, line.phone));
            one
        }
        1 | 2 => ring(line.desk, line.customer).await,
        3 => {
            let (one, _) =
                tokio::join!(start(line.customer, Callee::Group(line.group)), ring(line.desk, line.customer));
            one
        }
        4 => start(line.customer, Callee::Group(line.group)).await,
        _ => ring(line.customer, line.desk).await,
    };
    let call = call.call().clone();
    let mut steps = JoinSet::new();
    for nth in 0..STEPS {
        steps.spawn(step(office.clone(), line, call.clone(), seed * 1_000 + nth as u64));
        if random.random() {
            steps.join_next().await.expect("a step runs").unwrap();
        }
    }
    while let Some(done) = steps.join_next().await {
        done.unwrap();
    }
    if random.random_ratio(4, 5) {
        for who in [line.customer, line.second, line.desk, line.phone, line.colleague] {
            // Of a call that is none of theirs they see nothing.
            if let Err(fault) = calls::command(app, &who, call.id, Intent::HangUp, None).await {
                assert_eq!(fault.problem().code, Code::NotFound, "{fault}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_any_order_one_device_answers_every_call_ends_once_and_leaves_one_activity() {
    let schedules = std::env::var("LEADLINE_CALL_SCHEDULES").ok().and_then(|n| n.parse().ok()).unwrap_or(SCHEDULES);
    let office = Arc::new(Office::open().await);
    let mut lines = JoinSet::new();
    for nth in 0..LINES {
        let (office, line) = (office.clone(), Line::open(&office).await);
        lines.spawn(async move {
            for seed in (nth..schedules).step_by(usize::try_from(LINES).unwrap()) {
                schedule(&office, line, seed + 1).await;
            }
        });
    }
    while let Some(done) = lines.join_next().await {
        done.unwrap();
    }
    // Whatever still rings, connects or waits for somebody to come back ends by its clock.
    office.passes(60_000).await;
    // Whoever is rung back for a call nobody took over does not answer either.
    office.passes(60_000).await;
    let mut db = office.server.administrator().await;
    // Without it, each of the questions below reads all events once for every call.
    sqlx::query("analyze").execute(&mut db).await.unwrap();
    let talks: Vec<(Uuid, i64)> =
        sqlx::query_as("select id, 0::bigint from calls where state <> 'ended'").fetch_all(&mut db).await.unwrap();
    for (call, _) in talks {
        let sql = "select count(*) from call_legs where call_id = $1 and state = 'away'";
        let away: i64 = sqlx::query_scalar(sql).bind(call).fetch_one(&mut db).await.unwrap();
        assert_eq!(away, 0, "a call nobody is in has ended");
    }
    for (what, sql) in [
        ("rings past its time", "select count(*) from calls where state in ('ringing', 'connecting')"),
        (
            "answered twice",
            "select count(*) from (select call_id from call_events where kind = 'answered'
            group by call_id having count(*) > 1) twice",
        ),
        (
            "answered after its time",
            "select count(*) from call_events e join calls c on c.org_id = e.org_id and c.id = e.call_id
            where e.kind = 'answered' and e.at >= c.ring_until",
        ),
        (
            "answered, and yet called off or missed before anybody talked",
            "select count(*) from calls where state = 'ended' and answered_at is not null and active_at is null
                and end_reason not in ('completed', 'connect_failed', 'superseded')",
        ),
        (
            "not ended once, as the last thing",
            "select count(*) from calls c where state = 'ended' and
            (select array_agg(e.seq) from call_events e
                where e.org_id = c.org_id and e.call_id = c.id and e.kind = 'ended')
                is distinct from array[c.seq]",
        ),
        (
            "an event lost",
            "select count(*) from calls c
            where (select count(*) from call_events e where e.org_id = c.org_id and e.call_id = c.id)
                <> c.seq + 1",
        ),
        (
            "a leg left over",
            "select count(*) from call_legs l join calls c on c.org_id = l.org_id and c.id = l.call_id
            where c.state = 'ended' and l.state not in ('left', 'stopped')",
        ),
        (
            "somebody still in an ended call",
            "select count(*) from call_participants p join calls c on c.org_id = p.org_id and c.id = p.call_id
            where c.state = 'ended' and (p.live or p.beside)",
        ),
        (
            "somebody asked in for ever",
            "select count(*) from call_invites i join calls c on c.org_id = i.org_id and c.id = i.call_id
            where i.over_at is null and (c.state = 'ended' or i.answered_at is null)",
        ),
        (
            "somebody on hold who is not in the room, or by a customer",
            "select count(*) from call_legs l join call_participants p
                on p.org_id = l.org_id and p.call_id = l.call_id and p.party_id = l.party_id
            where l.holds and (l.state not in ('joined', 'away') or p.party_type <> 'CRM_USER')",
        ),
        (
            "one left alone",
            "select count(*) from calls c where state = 'active' and
            (select count(*) from call_legs l where l.org_id = c.org_id and l.call_id = c.id
                and l.state in ('accepted', 'joined', 'away', 'parked')) < 2",
        ),
        (
            "somebody who talks without their line, or in two calls",
            "select count(*) from call_legs l
            where l.state in ('accepted', 'joined', 'away') and not exists (select from call_participants p
                where p.org_id = l.org_id and p.call_id = l.call_id and p.live and p.party_id = l.party_id)",
        ),
        (
            "answered by somebody else than the called side",
            "select count(*) from calls c join call_legs l on l.org_id = c.org_id and l.id = c.answered_leg
            where l.party_id <> c.callee_id",
        ),
        (
            "two devices of a person in a call",
            "select count(*) from (select from call_legs l
                where l.state in ('accepted', 'joined', 'away', 'parked') group by l.call_id, l.party_id
                having count(*) > 1) twice",
        ),
        (
            "no activity",
            "select count(*) from calls c where state = 'ended'
            and not exists (select from activities a where a.org_id = c.org_id and a.id = c.activity_id)",
        ),
        (
            "an activity too many",
            "select abs((select count(*) from activities where status = 'done')
            - (select count(*) from calls where state = 'ended'))",
        ),
    ] {
        let wrong: i64 = sqlx::query_scalar(sql).fetch_one(&mut db).await.unwrap();
        assert_eq!(wrong, 0, "{what}");
    }
    let made: i64 = sqlx::query_scalar("select count(*) from calls").fetch_one(&mut db).await.unwrap();
    assert!(made > i64::try_from(schedules / 2).unwrap(), "{made} calls");
}
