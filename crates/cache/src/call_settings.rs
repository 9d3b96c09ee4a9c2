//! What the organisation decided about calls, as the server said last.

use crate::lanes::Lane;
use crate::meta::{self, Key};
use crate::{Cache, CacheFault};
use leadline_protocol::video_session::CallSettings;

impl Cache {
    /// As known last; nothing before the server has said.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn call_settings(&self) -> Result<Option<CallSettings>, CacheFault> {
        let text: Option<String> = self.read(|file| meta::get(file, Key::CallSettings))?;
        // Words of a newer server that this build cannot read count as not known.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps what the server says.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_call_settings(&self, settings: &CallSettings) -> Result<(), CacheFault> {
        let text = serde_json::to_string(settings).expect("words and numbers are always JSON");
        self.commit(Lane::Edit, |file, _| meta::put(file, Key::CallSettings, text))?;
        Ok(())
    }
}
