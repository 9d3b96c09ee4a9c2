//! The icon on the desktop's panel: how the person is shown, what they missed, and the way back to the window. It follows
//! the core's state and decides nothing.

use crate::tray_words::{self, TrayState, TrayWords};
use crate::{Runtime, main_window, panel};
use leadline_desktop::Desktop;
use leadline_desktop::api::{
    Calls, DesktopEvent, Entity, Language, Link, Notifications, Presence, SessionState, Stage, SyncStatus,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::image::Image;
use tauri::menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};
use tokio::sync::broadcast::error::RecvError;

/// How a person can choose to be shown.
pub const CHOICES: [Presence; 5] =
    [Presence::Available, Presence::Busy, Presence::Break, Presence::Meeting, Presence::DoNotDisturb];

const OPEN: &str = "open";
const MISSED: &str = "missed";
const QUIT: &str = "quit";
const SHOW_AS: &str = "show-as-";

/// Whether the icon can be seen.
#[derive(Clone, Debug, Default)]
pub struct TrayThere(Arc<AtomicBool>);

impl TrayThere {
    /// Now.
    pub fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Shows the icon as soon as the desktop has a place for it, and keeps it true for as long as the app runs.
pub fn follow(app: &AppHandle<Runtime>, desktop: Arc<Desktop>, there: TrayThere) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut panel = panel::watch();
        if panel.wait_for(|is_there| *is_there).await.is_err() {
            return;
        }
        let mut events = desktop.events().listen();
        let mut state = ask_everything(&desktop).await;
        let built = match parts(&app, &state) {
            Some(Ok(built)) => built,
            Some(Err(fault)) => {
                tracing::warn!(%fault, "the icon on the panel cannot be shown");
                return;
            }
            None => return,
        };
        let mut shown = None;
        loop {
            there.0.store(*panel.borrow_and_update(), Ordering::Relaxed);
            if shown.as_ref() != Some(&state) {
                if let Err(fault) = built.show(&state).await {
                    tracing::warn!(%fault, "the icon on the panel is not up to date");
                }
                shown = Some(state.clone());
            }
            tokio::select! {
                Ok(()) = panel.changed() => {}
                event = events.recv() => match event {
                    Ok(event) if tells_of_notifications(&event) => state.missed = unread(&desktop).await,
                    Ok(DesktopEvent::Session { .. }) | Err(RecvError::Lagged(_)) => state = ask_everything(&desktop).await,
                    Ok(event) => take_in(&mut state, event),
                    Err(RecvError::Closed) => return,
                },
            }
        }
    });
}

async fn ask_everything(desktop: &Arc<Desktop>) -> TrayState {
    let session: Option<SessionState> = ask(desktop, "session").await;
    let mut state = TrayState {
        language: session.as_ref().map(|session| session.settings.language.clone()).unwrap_or(Language::En),
        signed_in: session.as_ref().is_some_and(is_signed_in),
        alone: session.as_ref().and_then(|session| session.account.as_ref()).is_some_and(|who| who.server.is_none()),
        online: false,
        presence: None,
        missed: 0,
        calling: false,
    };
    if state.signed_in {
        state.missed = unread(desktop).await;
        if let Some(calls) = ask(desktop, "calls").await {
            take_in(&mut state, DesktopEvent::Calls { state: Box::new(calls) });
        }
        if let Some(status) = ask::<SyncStatus>(desktop, "sync_status").await {
            take_in(&mut state, DesktopEvent::Sync { status });
        }
    }
    state
}

async fn ask<T: DeserializeOwned>(desktop: &Arc<Desktop>, command: &str) -> Option<T> {
    desktop.call(command, json!({})).await.ok().and_then(|answer| serde_json::from_value(answer).ok())
}

/// What the person was told of and has not seen, on any device.
async fn unread(desktop: &Arc<Desktop>) -> u32 {
    let told: Option<Notifications> = ask(desktop, "notifications").await;
    told.map_or(0, |told| told.unread)
}

fn tells_of_notifications(event: &DesktopEvent) -> bool {
    matches!(event, DesktopEvent::Changed { entities, .. } if entities.contains(&Entity::Notification))
}

fn is_signed_in(session: &SessionState) -> bool {
    matches!(session.stage, Stage::FirstSync | Stage::Ready)
}

fn take_in(state: &mut TrayState, event: DesktopEvent) {
    match event {
        DesktopEvent::Calls { state: calls } => take_in_calls(state, &calls),
        DesktopEvent::Sync { status } => match status.link {
            Link::Online => state.online = true,
            Link::Connecting | Link::Alone => {}
            Link::Offline | Link::SignInAgain | Link::UpgradeRequired => state.online = false,
        },
        _ => {}
    }
}

fn take_in_calls(state: &mut TrayState, calls: &Calls) {
    state.presence = calls.presence.as_ref().map(|shown| shown.presence);
    state.calling = !calls.ringing.is_empty() || calls.current.is_some();
}

/// The icon and the lines of its menu.
struct Tray {
    icon: TrayIcon<Wry>,
    open: MenuItem<Wry>,
    missed: MenuItem<Wry>,
    show_as: Submenu<Wry>,
    choices: Vec<CheckMenuItem<Wry>>,
    quit: MenuItem<Wry>,
}

fn parts(app: &AppHandle<Runtime>, state: &TrayState) -> Option<tauri::Result<Tray>> {
    tray_words::of(state, &CHOICES).map(|words| Tray::build(app, state, &words))
}

impl Tray {
    fn build(app: &AppHandle<Runtime>, state: &TrayState, words: &TrayWords) -> tauri::Result<Self> {
        let line = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
        let (open, missed, quit) = (line(OPEN, &words.open)?, line(MISSED, &words.missed)?, line(QUIT, &words.quit)?);
        let choices = CHOICES.iter().zip(&words.choices).map(|(choice, text)| {
            let id = format!("{SHOW_AS}{}", choice.word());
            CheckMenuItem::with_id(app, id, text, true, false, None::<&str>)
        });
        let choices = choices.collect::<tauri::Result<Vec<_>>>()?;
        let show_as = Submenu::new(app, &words.show_as, true)?;
        for choice in &choices {
            show_as.append(choice)?;
        }
        let line = PredefinedMenuItem::separator(app)?;
        let menu = Menu::with_items(app, &[&open, &missed, &show_as, &line, &quit])?;
        let icon = TrayIconBuilder::with_id("leadline")
            .title("Leadline")
            .menu(&menu)
            .show_menu_on_left_click(false)
            .on_menu_event(|app, event| pressed(app, event.id().as_ref()))
            .on_tray_icon_event(|icon, event| {
                if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } =
                    event
                {
                    main_window::show(icon.app_handle());
                }
            });
        let icon = icon.icon(picture(state, panel::Tone::Dark)?).build(app)?;
        Ok(Self { icon, open, missed, show_as, choices, quit })
    }

    async fn show(&self, state: &TrayState) -> tauri::Result<()> {
        self.icon.set_icon(Some(picture(state, panel::tone().await)?))?;
        tray_words::of(state, &CHOICES).map_or(Ok(()), |words| self.say(state, &words))
    }

    fn say(&self, state: &TrayState, words: &TrayWords) -> tauri::Result<()> {
        self.icon.set_tooltip(Some(&words.tooltip))?;
        self.open.set_text(&words.open)?;
        self.missed.set_text(&words.missed)?;
        self.missed.set_enabled(state.missed > 0)?;
        self.show_as.set_text(&words.show_as)?;
        self.show_as.set_enabled(state.signed_in && state.online)?;
        for ((line, choice), text) in self.choices.iter().zip(CHOICES).zip(&words.choices) {
            line.set_text(text)?;
            line.set_checked(state.presence == Some(choice))?;
        }
        self.quit.set_text(&words.quit)
    }
}

fn pressed(app: &AppHandle<Runtime>, id: &str) {
    match id {
        OPEN => main_window::show(app),
        MISSED => main_window::open_link(app, "leadline:calls"),
        QUIT => app.exit(0),
        _ => {
            if let Some(choice) = id.strip_prefix(SHOW_AS) {
                crate::bridge::ask(app, "presence_set", json!({ "presence": choice, "until": null }));
            }
        }
    }
}

fn picture(state: &TrayState, panel: panel::Tone) -> tauri::Result<Image<'static>> {
    macro_rules! drawn {
        ($state:literal) => {
            match panel {
                panel::Tone::Dark => include_bytes!(concat!("../icons/tray/", $state, "-on-dark.png")).as_slice(),
                panel::Tone::Light => include_bytes!(concat!("../icons/tray/", $state, "-on-light.png")).as_slice(),
            }
        };
    }
    Image::from_bytes(match state {
        _ if state.calling => drawn!("call"),
        _ if state.missed > 0 => drawn!("missed"),
        _ if state.signed_in && (state.online || state.alone) => drawn!("idle"),
        _ => drawn!("offline"),
    })
}
