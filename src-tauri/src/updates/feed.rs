//! Where newer versions come from and whose signature they bear. Both are decided when the app is built; a copy that was
//! built without them does not keep itself up to date.

use leadline_desktop::api::UpdateChannel;
use tauri::Url;

/// Where newer versions come from.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The folder with one file for each channel.
    pub address: Url,
    /// The public key, as the updater takes it: the file that minisign made, in base64.
    pub key: String,
}

impl Feed {
    /// What this copy was built with. A build for trying things takes it from whoever starts it.
    pub fn of_this_copy() -> Option<Self> {
        let built_in = Self::of(option_env!("LEADLINE_UPDATES_FROM"), option_env!("LEADLINE_UPDATE_KEY"));
        #[cfg(debug_assertions)]
        let built_in = {
            let [address, key] = ["LEADLINE_UPDATES_FROM", "LEADLINE_UPDATE_KEY"].map(|name| std::env::var(name).ok());
            Self::of(address.as_deref(), key.as_deref()).or(built_in)
        };
        built_in
    }

    fn of(address: Option<&str>, key: Option<&str>) -> Option<Self> {
        let (address, key) = (address?.trim(), key?.trim());
        if address.is_empty() || key.is_empty() {
            return None;
        }
        match Url::parse(&format!("{}/", address.trim_end_matches('/'))) {
            Ok(address) => Some(Self { address, key: key.to_owned() }),
            Err(fault) => {
                tracing::error!(%fault, "this copy was built with an address for updates that is none");
                None
            }
        }
    }

    /// The file of a channel.
    pub fn of_channel(&self, channel: UpdateChannel) -> Option<Url> {
        let file = match channel {
            UpdateChannel::Stable => "stable.json",
            UpdateChannel::Beta => "beta.json",
        };
        self.address.join(file).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_is_a_file_in_the_feeds_folder() {
        for address in ["https://updates.example/leadline", "https://updates.example/leadline/"] {
            let feed = Feed::of(Some(address), Some("key")).unwrap();
            let of = |channel| feed.of_channel(channel).unwrap().to_string();
            assert_eq!(of(UpdateChannel::Stable), "https://updates.example/leadline/stable.json");
            assert_eq!(of(UpdateChannel::Beta), "https://updates.example/leadline/beta.json");
        }
    }

    #[test]
    fn without_an_address_or_a_key_there_is_no_feed() {
        for (address, key) in [
            (None, Some("key")),
            (Some("https://updates.example"), None),
            (Some(""), Some("key")),
            (Some("https://updates.example"), Some(" ")),
            (Some("not an address"), Some("key")),
        ] {
            assert!(Feed::of(address, key).is_none(), "{address:?}, {key:?}");
        }
    }
}
