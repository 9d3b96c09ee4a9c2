//! The computer around the app.

use super::at_work::{AtWork, at_work};
use super::installed::{Computer, all_by_name, code};
use async_trait::async_trait;
use leadline_desktop::{Computer as AroundTheApp, NotificationService};
use leadline_protocol::{Code, Problem};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A desktop with a tray that starts what it is told to.
#[derive(Default)]
struct Desk {
    starts_at_login: AtomicBool,
}

#[async_trait]
impl AroundTheApp for Desk {
    fn has_tray(&self) -> bool {
        true
    }
    async fn starts_at_login(&self) -> Option<bool> {
        Some(self.starts_at_login.load(Ordering::SeqCst))
    }
    async fn start_at_login(&self, on: bool) -> Result<(), Problem> {
        self.starts_at_login.store(on, Ordering::SeqCst);
        Ok(())
    }
    async fn notifications(&self) -> Option<NotificationService> {
        None
    }
    fn quit(&self) {}
}

fn stays(choice: bool) -> Value {
    json!({ "stays_when_closed": choice, "starts_at_login": null, "draws_carefully": null })
}

#[tokio::test]
async fn with_a_tray_the_app_stays_when_its_window_closes_until_the_person_says_otherwise() {
    let computer = Computer::new().with_around(Arc::new(Desk::default()));
    let app = computer.start().await;
    let around = app.ask("computer", json!({})).await;
    assert_eq!(
        around,
        json!({ "has_tray": true, "stays_when_closed": true, "starts_at_login": false, "draws_carefully": null })
    );
    assert_eq!(app.ask("computer_set", stays(false)).await["stays_when_closed"], false);
    let again = computer.start().await;
    assert!(!again.desktop.stays_when_closed(), "the choice outlives the app");
}

#[tokio::test]
async fn without_a_tray_the_app_ends_with_its_window_until_the_person_says_otherwise() {
    let app = Computer::new().start().await;
    let around = app.ask("computer", json!({})).await;
    assert_eq!(
        around,
        json!({ "has_tray": false, "stays_when_closed": false, "starts_at_login": null, "draws_carefully": null })
    );
    assert_eq!(app.ask("computer_set", stays(true)).await["stays_when_closed"], true);
    let at_login = json!({ "stays_when_closed": null, "starts_at_login": true, "draws_carefully": null });
    assert_eq!(code(&app.refused("computer_set", at_login).await), Code::Unavailable);
}

#[tokio::test]
async fn starting_at_login_is_asked_of_the_computer_each_time() {
    let desk = Arc::new(Desk::default());
    let app = Computer::new().with_around(desk.clone()).start().await;
    let at_login = json!({ "stays_when_closed": null, "starts_at_login": true, "draws_carefully": null });
    assert_eq!(app.ask("computer_set", at_login).await["starts_at_login"], true);
    // The person takes the entry away in the settings of their desktop.
    desk.starts_at_login.store(false, Ordering::SeqCst);
    assert_eq!(app.ask("computer", json!({})).await["starts_at_login"], false);
}

#[tokio::test]
async fn a_page_that_was_thrown_away_leaves_no_open_list_and_the_next_one_opens_its_own() {
    let AtWork { app, computer: _here, .. } = at_work().await;
    app.new_client("Anong", json!({})).await;
    let rows = |view: &Value| json!({ "view": view["view"], "offset": 0, "limit": 10 });
    let left = app.ask("view_open", all_by_name()).await;
    app.desktop.page_is_gone();
    assert_eq!(code(&app.refused("view_rows", rows(&left)).await), Code::NotFound);
    let anew = app.ask("view_open", all_by_name()).await;
    assert_eq!(app.ask("view_rows", rows(&anew)).await["total"], 1);
}
