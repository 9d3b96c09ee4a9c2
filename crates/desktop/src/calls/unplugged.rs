//! A computer without sound and picture: calls are heard of, but cannot be taken.

use super::line::{Line, Lines, Playing, Sound, SoundCheck, Ticket, Wish};
use crate::api::{Cameras, RingSettings, Screen, SoundChoice, SoundDevices};
use async_trait::async_trait;
use leadline_protocol::{Code, Problem};
use std::sync::Arc;

/// No line at all.
pub struct Unplugged;

#[async_trait]
impl Lines for Unplugged {
    async fn join(&self, _: Ticket, _: Wish) -> Result<Arc<dyn Line>, Problem> {
        Err(Code::CallLibraryMissing.into())
    }

    async fn ready(&self) -> Result<(), Problem> {
        Err(Code::CallLibraryMissing.into())
    }

    fn sound(&self, _: Sound) -> Playing {
        Box::new(())
    }

    async fn devices(&self) -> SoundDevices {
        let fault = Some(Code::CallLibraryMissing.into());
        SoundDevices { inputs: Vec::new(), outputs: Vec::new(), chosen: SoundChoice::default(), fault }
    }

    fn choose(&self, _: &SoundChoice) {}

    fn ring_as(&self, _: &RingSettings) {}
    async fn try_microphone(&self) -> Result<(), Problem> {
        Err(Code::CallLibraryMissing.into())
    }

    async fn try_speaker(&self) -> Result<(), Problem> {
        Err(Code::CallLibraryMissing.into())
    }

    async fn cameras(&self) -> Cameras {
        Cameras::default()
    }

    fn choose_camera(&self, _: Option<String>) {}

    async fn screens(&self) -> Result<Vec<Screen>, Problem> {
        Ok(Vec::new())
    }

    async fn test(&self) -> Result<SoundCheck, Problem> {
        Err(Code::CallLibraryMissing.into())
    }
}
