//! Signing in with a file, once: how the demo and the tests of the real window open it without typing a password.

use leadline_desktop::Desktop;
use leadline_desktop::api::{KeyringConsent, SignInRequest};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Deserialize)]
struct SignInFile {
    #[serde(flatten)]
    request: SignInRequest,
    /// Whoever made the file agrees to a key file where the keyring cannot be used.
    #[serde(default)]
    agree_to_key_file: bool,
}

/// Reads the file, removes it, and signs in. What goes wrong shows on the sign-in screen and in the log.
pub async fn sign_in(desktop: Arc<Desktop>, path: PathBuf) {
    let content = tokio::fs::read(&path).await;
    if let Err(fault) = tokio::fs::remove_file(&path).await {
        tracing::warn!(%fault, "the sign-in file cannot be removed");
    }
    let file = content.map_err(|fault| fault.to_string());
    let file = file.and_then(|content| {
        // The words of a JSON fault could hold the password.
        serde_json::from_slice::<SignInFile>(&content).map_err(|_| "not a sign-in file".to_owned())
    });
    match file {
        Ok(file) => ask(&desktop, file).await,
        Err(fault) => tracing::warn!(fault, "the sign-in file cannot be used"),
    }
}

async fn ask(desktop: &Arc<Desktop>, file: SignInFile) {
    if file.agree_to_key_file {
        let consent = serde_json::json!(KeyringConsent { agreed: true });
        if let Err(problem) = desktop.call("keyring_consent", consent).await {
            tracing::warn!(code = ?problem.code, "the key file cannot be agreed to");
        }
    }
    // Nobody sits there who could hear themselves.
    if let Err(problem) = desktop.call("devices_tried", serde_json::json!({})).await {
        tracing::warn!(code = ?problem.code, "the first look at microphone and loudspeaker is not skipped");
    }
    if let Err(problem) = desktop.call("sign_in", serde_json::json!(file.request)).await {
        tracing::warn!(code = ?problem.code, "the sign-in file was refused");
    }
}
