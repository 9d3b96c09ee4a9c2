//! Calls with everything real: PulseAudio, the native library, a LiveKit server.

use crate::office::{Customer, until};
use crate::pulse::{Pulse, with_sound};
use crate::tone::{Heard, PATIENCE, hear_until, loudspeaker_until};
use leadline_calling::{Calling, CallingFault, Connection, InCall, NativeRooms, Over, Rtc, Ticket, Wish};
use leadline_livekit_rtc::{JoinSpec, Token, live_handles};
use leadline_testkit::{LiveKitServer, RoomRight};
use std::sync::Arc;

const ROOM: &str = "call";

const PITCH: f64 = 440.0;

fn ticket(server: &LiveKitServer, identity: &str) -> Ticket {
    Ticket { url: server.url(), token: server.token(ROOM, identity, RoomRight::TakePart) }
}

async fn join(pulse: &Pulse, server: &LiveKitServer) -> InCall {
    let calling = Calling::new(Arc::new(NativeRooms::default()), pulse.host());
    calling.join(ticket(server, "agent"), Wish::default()).await.expect("joining works")
}

/// The other end of the call: no sound card, only a room.
async fn customer(server: &LiveKitServer) -> Customer {
    let token = Token(server.token(ROOM, "customer", RoomRight::TakePart));
    let spec = JoinSpec { patience: PATIENCE, ..JoinSpec::new(server.url(), token) };
    let joined = NativeRooms::default().join(spec).await.expect("joining works");
    Customer { room: joined.room, events: joined.events }
}

#[test]
fn both_hear_each_other_and_muting_is_silence() {
    with_sound("talk::both_hear_each_other_and_muting_is_silence", |pulse| async move {
        let server = LiveKitServer::shared().await;
        let mut customer = customer(server).await;
        let _humming = customer.hums(660.0).await;
        let mut ear = pulse.ear();
        let hum = pulse.hum(PITCH);
        let call = join(&pulse, server).await;
        let mut state = call.state();
        until(&mut state, |state| state.others.iter().any(|other| other.identity == "customer" && !other.muted)).await;

        let mut ears = customer.hears().await;
        hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;
        loudspeaker_until(&mut ear, |heard| heard.is_tone(660.0));
        assert_eq!(state.borrow().sound_fault, None);

        call.mute(true);
        hear_until(&mut ears, Heard::is_silence).await;
        assert!(state.borrow().muted);
        loudspeaker_until(&mut ear, |heard| heard.is_tone(660.0));
        call.mute(false);
        hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;

        drop(hum);
        call.leave().await;
        assert_eq!(state.borrow().connection, Connection::Over(Over::Left));
        loudspeaker_until(&mut ear, Heard::is_silence);
    });
}

#[test]
fn a_call_that_was_left_leaves_nothing_behind() {
    with_sound("talk::a_call_that_was_left_leaves_nothing_behind", |pulse| async move {
        let server = LiveKitServer::shared().await;
        let _hum = pulse.hum(PITCH);
        let calling = Calling::new(Arc::new(NativeRooms::default()), pulse.host());
        for _ in 0..5 {
            let mut customer = customer(server).await;
            let humming = customer.hums(660.0).await;
            let call = calling.join(ticket(server, "agent"), Wish::default()).await.expect("joining works");
            let mut ears = customer.hears().await;
            hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;
            call.leave().await;
            drop((ears, humming));
            customer.room.leave().await;
        }
        assert_eq!(live_handles(), []);
    });
}

#[test]
fn a_microphone_taken_out_in_a_call_is_told_and_used_again_when_it_is_back() {
    with_sound("talk::a_microphone_taken_out_in_a_call_is_told_and_used_again_when_it_is_back", |pulse| async move {
        let server = LiveKitServer::shared().await;
        let mut customer = customer(server).await;
        let _hum = pulse.hum(PITCH);
        let call = join(&pulse, server).await;
        let mut state = call.state();
        let mut ears = customer.hears().await;
        hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;

        pulse.pactl(&["unload-module", "module-remap-source"]);
        until(&mut state, |state| state.sound_fault == Some(CallingFault::NoMicrophone)).await;
        hear_until(&mut ears, Heard::is_silence).await;
        assert_eq!(state.borrow().connection, Connection::Joined);

        pulse.pactl(&["load-module", "module-remap-source", "master=mouth.monitor", "source_name=other"]);
        until(&mut state, |state| state.sound_fault.is_none()).await;
        hear_until(&mut ears, |heard| heard.is_tone(PITCH)).await;
        call.leave().await;
    });
}
