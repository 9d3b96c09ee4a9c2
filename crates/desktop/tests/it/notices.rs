//! What the person is told of as it comes up, and the centre that keeps it.

use super::at_work::{AtWork, at_work_on};
use super::installed::{App, Computer, NOW};
use leadline_desktop::NotificationService;
use leadline_desktop::api::{DesktopEvent, NoticeKind, QuietHours, Told};
use leadline_domain::Role;
use leadline_domain::check::FieldFault;
use leadline_protocol::{Code, Problem};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use uuid::Uuid;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A clock of its own for each test, which a test can move on.
macro_rules! clock {
    ($name:ident) => {
        static $name: AtomicI64 = AtomicI64::new(NOW);
    };
}

/// An activity; nothing but its subject and time matter.
async fn plan(app: &App, me: Uuid, subject: &str, due_at: i64) -> Uuid {
    let id = Uuid::now_v7();
    let values = json!({ "kind": "task", "subject": subject, "assignee_id": me, "status": "open", "due_at": due_at });
    app.ask("activity_create", json!({ "id": id, "fields": { "values": values }, "draft": null })).await;
    id
}

async fn news(app: &mut App) -> Told {
    match app.told(|event| matches!(event, DesktopEvent::Told { .. })).await {
        DesktopEvent::Told { news } => news,
        _ => unreachable!(),
    }
}

/// The subjects in the centre, newest first, with those not seen marked.
async fn listed(app: &App) -> (Vec<String>, u64) {
    let all = app.ask("notices", json!({})).await;
    let subject = |row: &Value| {
        let mark = if row["seen"] == json!(true) { "" } else { "*" };
        format!("{}{mark}", row["title"].as_str().unwrap())
    };
    (all["rows"].as_array().unwrap().iter().map(subject).collect(), all["unseen"].as_u64().unwrap())
}

/// A clock that goes by itself.
fn going() -> i64 {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    NOW + i64::try_from(BEGAN.get_or_init(Instant::now).elapsed().as_millis()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_told_when_it_becomes_due_without_anything_else_happening() {
    let AtWork { mut app, me, computer: _here, .. } = at_work_on(Computer::with_clock(going), Role::Agent).await;
    let due_at = going() + 500;
    let task = plan(&app, me, "Send the offer", due_at).await;
    let told = news(&mut app).await;
    assert!(going() >= due_at);
    assert_eq!((told.kind, told.ids, told.newest.title.as_str()), (NoticeKind::TaskDue, vec![task], "Send the offer"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_reminded_before_a_task_is_due_as_that_moment_comes() {
    let AtWork { mut app, me, computer: _here, .. } = at_work_on(Computer::with_clock(going), Role::Agent).await;
    let due_at = going() + HOUR;
    let remind_at = going() + 500;
    let task = plan(&app, me, "Send the offer", due_at).await;
    let fields = json!({ "values": { "remind_at": remind_at } });
    app.ask("activity_update", json!({ "id": task, "fields": fields })).await;
    let told = news(&mut app).await;
    assert!(told.at >= remind_at && going() >= told.at);
    assert_eq!((told.kind, told.ids, told.newest.due_at), (NoticeKind::Reminder, vec![task], Some(due_at)));
    assert_eq!(listed(&app).await, (vec!["Send the offer*".to_owned()], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_due_while_the_app_was_off_and_the_server_away_is_told_together_and_only_once() {
    clock!(CLOCK);
    let work = at_work_on(Computer::with_clock(|| CLOCK.load(Ordering::SeqCst)), Role::Agent).await;
    let (first, second) =
        (plan(&work.app, work.me, "First", NOW + MINUTE).await, plan(&work.app, work.me, "Second", NOW + HOUR).await);
    work.app.end().await;
    let AtWork { computer, server, .. } = work;
    server.stop().await;
    CLOCK.fetch_add(2 * HOUR, Ordering::SeqCst);

    let mut app = computer.start().await;
    app.until("notices", json!({}), |all| all["unseen"] == 2).await;
    assert_eq!(listed(&app).await.0, ["Second*", "First*"]);
    app.ask("notices_seen", json!({ "ids": [first] })).await;
    assert_eq!(listed(&app).await, (vec!["Second*".to_owned(), "First".to_owned()], 1));
    app.end().await;

    let mut app = computer.start().await;
    // The next thing that is told is what comes up next, not what was told before.
    CLOCK.fetch_add(HOUR, Ordering::SeqCst);
    let now = CLOCK.load(Ordering::SeqCst);
    let third = plan(&app, app_me(&app).await, "Third", now + MINUTE).await;
    CLOCK.fetch_add(MINUTE, Ordering::SeqCst);
    touch(&app, third).await;
    assert_eq!(news(&mut app).await.ids, [third]);
    app.ask("activity_complete", json!({ "id": second, "done": true })).await;
    assert_eq!(listed(&app).await, (vec!["Third*".to_owned(), "First".to_owned()], 1));
    app.ask("notices_seen", json!({ "ids": null })).await;
    assert_eq!(listed(&app).await.1, 0);
}

async fn app_me(app: &App) -> Uuid {
    app.ask("session", json!({})).await["account"]["profile_id"].as_str().unwrap().parse().unwrap()
}

/// Changes something about an activity that says nothing of its time: whoever waits looks at the clock again.
async fn touch(app: &App, activity: Uuid) {
    let fields = json!({ "values": { "body": Uuid::now_v7() } });
    app.ask("activity_update", json!({ "id": activity, "fields": fields })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_that_come_due_at_once_are_told_as_one_and_moved_or_finished_ones_are_not_among_them() {
    clock!(CLOCK);
    let work = at_work_on(Computer::with_clock(|| CLOCK.load(Ordering::SeqCst)), Role::Agent).await;
    let AtWork { mut app, me, computer: _here, .. } = work;
    let mut tasks = Vec::new();
    for subject in ["One", "Two", "Three", "Moved", "Done"] {
        tasks.push(plan(&app, me, subject, NOW + MINUTE).await);
    }
    app.ask("activity_snooze", json!({ "id": tasks[3], "until": NOW + HOUR })).await;
    app.ask("activity_complete", json!({ "id": tasks[4], "done": true })).await;
    CLOCK.fetch_add(MINUTE, Ordering::SeqCst);
    touch(&app, tasks[0]).await;
    let mut told = news(&mut app).await.ids;
    told.sort_unstable();
    assert_eq!(told, tasks[..3]);
    CLOCK.fetch_add(HOUR, Ordering::SeqCst);
    touch(&app, tasks[0]).await;
    assert_eq!(news(&mut app).await.ids, [tasks[3]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_edit_that_gives_the_task_away_or_to_me_counts_at_once() {
    clock!(CLOCK);
    let mut work = at_work_on(Computer::with_clock(|| CLOCK.load(Ordering::SeqCst)), Role::Manager).await;
    let (mut colleague, _desk) = work.colleague(Role::Manager).await;
    let them = app_me(&colleague).await;
    let client = work.synced_client("Anong").await;
    let task = Uuid::now_v7();
    let values = json!({
        "kind": "task", "subject": "Call the bank", "client_id": client, "assignee_id": work.me, "status": "open",
        "due_at": NOW + MINUTE,
    });
    let create = json!({ "id": task, "fields": { "values": values }, "draft": null });
    work.app.ask("activity_create", create).await;
    let is_here = |list: &Value| list["activities"][0]["subject"] == "Call the bank";
    colleague.until("activities_of", json!({ "id": client }), is_here).await;
    let give = json!({ "id": task, "fields": { "values": { "assignee_id": them } } });
    colleague.ask("activity_update", give).await;
    let is_theirs = |list: &Value| list["activities"][0]["assignee_id"] == json!(them);
    work.app.until("activities_of", json!({ "id": client }), is_theirs).await;
    CLOCK.fetch_add(MINUTE, Ordering::SeqCst);
    touch(&colleague, task).await;
    assert_eq!(news(&mut colleague).await.ids, [task]);
    work.app.until("activities_of", json!({ "id": client }), |list| !list["activities"][0]["body"].is_null()).await;
    assert_eq!(listed(&work.app).await, (vec![], 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_quiet_hours_and_what_is_switched_off_is_only_in_the_centre() {
    clock!(CLOCK);
    let work = at_work_on(Computer::with_clock(|| CLOCK.load(Ordering::SeqCst)), Role::Agent).await;
    let all_day = QuietHours { from: 0, until: 0, days: (0..7).collect() };
    let choices = [
        json!({ "missed_calls": true, "tasks_due": true, "quiet": all_day }),
        json!({ "missed_calls": true, "tasks_due": false, "reminders": true, "quiet": null }),
    ];
    let AtWork { mut app, me, computer, .. } = work;
    for (step, choice) in (1..).zip(&choices) {
        app.ask("notice_choose", choice.clone()).await;
        let due_at = CLOCK.load(Ordering::SeqCst) + MINUTE;
        let task = plan(&app, me, &format!("Quiet {step}"), due_at).await;
        CLOCK.fetch_add(MINUTE, Ordering::SeqCst);
        touch(&app, task).await;
        app.until("notices", json!({}), |all| all["unseen"] == step).await;
    }
    app.end().await;
    let mut app = computer.start().await;
    assert_eq!(app.ask("notice_settings", json!({})).await, choices[1], "kept on this computer");
    app.ask("notice_choose", json!({ "missed_calls": true, "tasks_due": true, "quiet": null })).await;
    let task = plan(&app, me, "Loud", CLOCK.load(Ordering::SeqCst) + MINUTE).await;
    CLOCK.fetch_add(MINUTE, Ordering::SeqCst);
    touch(&app, task).await;
    assert_eq!(news(&mut app).await.ids, [task], "what was quiet is not made up for");
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_that_no_day_or_week_has_are_refused_by_name_and_change_nothing() {
    let app = Computer::new().start().await;
    let usual = app.ask("notice_settings", json!({})).await;
    assert_eq!(usual, json!({ "missed_calls": true, "tasks_due": true, "reminders": true, "quiet": null }));
    for (quiet, field) in [
        (json!({ "from": 1440, "until": 0, "days": [] }), "quiet.from"),
        (json!({ "from": 0, "until": 2000, "days": [] }), "quiet.until"),
        (json!({ "from": 0, "until": 1, "days": [7] }), "quiet.days"),
    ] {
        let wish = json!({ "missed_calls": false, "tasks_due": true, "quiet": quiet });
        let problem = app.refused("notice_choose", wish).await;
        let fields: Vec<_> = problem.fields.iter().map(|fault| (fault.field.as_str(), fault.fault)).collect();
        assert_eq!((problem.code, fields), (Code::Invalid, vec![(field, FieldFault::OutOfRange)]));
    }
    let wrong_kind = json!({ "missed_calls": 1, "tasks_due": true, "quiet": null });
    assert_eq!(app.refused("notice_choose", wrong_kind).await.code, Code::BadRequest);
    assert_eq!(app.ask("notice_settings", json!({})).await, usual);
}

/// A desktop that shows notifications.
struct Shows;

#[async_trait::async_trait]
impl leadline_desktop::Computer for Shows {
    fn has_tray(&self) -> bool {
        false
    }
    async fn starts_at_login(&self) -> Option<bool> {
        None
    }
    async fn start_at_login(&self, _: bool) -> Result<(), Problem> {
        Ok(())
    }
    async fn notifications(&self) -> Option<NotificationService> {
        Some(NotificationService { name: "dunst".to_owned(), has_buttons: true })
    }
    fn quit(&self) {}
}

#[tokio::test]
async fn one_is_tried_where_the_computer_shows_them_and_elsewhere_it_is_said_that_it_does_not() {
    let nowhere = Computer::new().start().await;
    assert_eq!(nowhere.ask("notice_try", json!({})).await, json!({ "shown_by": null }));
    let mut app = Computer::new().with_around(Arc::new(Shows)).start().await;
    assert_eq!(app.ask("notice_try", json!({})).await, json!({ "shown_by": "dunst" }));
    app.told(|event| matches!(event, DesktopEvent::NoticeTried {})).await;
}
