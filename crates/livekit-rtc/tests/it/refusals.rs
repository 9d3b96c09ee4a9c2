use crate::party::{Member, PATIENCE, in_company, new_room, rtc};
use leadline_livekit_rtc::{
    JoinSpec, LIBRARY_VERSION, LibraryFile, MicrophoneOptions, NativeRtc, Rtc, RtcError, Token,
};
use leadline_testkit::{LiveKitServer, RoomRight, room_token};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Set in the process that loads the library of another version, because a process loads one library at most.
const OTHER_VERSION: &str = "LEADLINE_TEST_OTHER_VERSION";

#[tokio::test]
async fn a_token_that_does_not_fit_is_refused_as_such() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let expired = server.token(&room, "agent", RoomRight::Expired);
    let forged =
        room_token(server.key(), "another-secret-of-more-than-32-letters", &room, "agent", RoomRight::TakePart);
    for token in [expired, forged, "nonsense".to_owned()] {
        let refused = rtc().join(JoinSpec::new(server.url(), Token(token.clone()))).await.err();
        let Some(RtcError::TokenRefused(words)) = refused else { panic!("{refused:?}") };
        assert!(!words.contains(&token), "an error must not repeat the token");
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_told_as_such() {
    let _company = in_company().await;
    let token = Token(room_token("key", "a-secret-of-more-than-32-letters-here", "room", "agent", RoomRight::TakePart));
    let spec = JoinSpec { patience: Duration::from_secs(1), ..JoinSpec::new("ws://127.0.0.1:9", token) };
    let away = rtc().join(spec).await.err();
    assert!(matches!(away, Some(RtcError::Unreachable(_))), "{away:?}");
}

#[tokio::test]
async fn who_may_only_listen_cannot_speak() {
    let _company = in_company().await;
    let listener =
        Member::try_join(LiveKitServer::shared().await, &new_room(), "listener", RoomRight::ListenOnly).await;
    let listener = listener.expect("joining is allowed");
    let refused = tokio::time::timeout(PATIENCE, listener.room.publish_microphone(MicrophoneOptions::default())).await;
    let refused = refused.expect("there is an answer").err();
    assert!(matches!(refused, Some(RtcError::NotAllowed(_))), "{refused:?}");
}

#[test]
fn a_missing_library_is_told_with_the_places() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("liblivekit_ffi.so");
    // In a process that has loaded the library already there is nothing left to look for.
    if std::env::var_os(OTHER_VERSION).is_none() {
        let status = this_test("refusals::a_missing_library_is_told_with_the_places", &file);
        assert!(status, "see above");
        return;
    }
    let missing = NativeRtc::load(&LibraryFile::At(file.clone())).err();
    assert_eq!(missing, Some(RtcError::LibraryMissing { looked_at: vec![file.clone()] }));
    std::fs::write(&file, "not a library").expect("the file can be written");
    let unloadable = NativeRtc::load(&LibraryFile::At(file)).err();
    assert!(matches!(unloadable, Some(RtcError::LibraryUnloadable { .. })), "{unloadable:?}");
}

#[test]
fn a_library_of_another_version_is_refused() {
    if let Some(other) = std::env::var_os(OTHER_VERSION) {
        let refusal = RtcError::LibraryVersion { found: Some("0.12.44".to_owned()), wanted: LIBRARY_VERSION };
        let file = LibraryFile::At(other.into());
        assert_eq!(NativeRtc::load(&file).err(), Some(refusal.clone()));
        assert_eq!(NativeRtc::load(&file).err(), Some(refusal), "it stays refused");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let library = folder.path().join("other_version.so");
    let built = Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "cdylib", "-o"])
        .arg(&library)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/other_version.rs"))
        .status();
    assert!(built.is_ok_and(|status| status.success()), "the library of another version can be built");
    assert!(this_test("refusals::a_library_of_another_version_is_refused", &library), "see above");
}

/// Runs one test in a process of its own.
fn this_test(name: &str, library: &Path) -> bool {
    let program = std::env::current_exe().expect("a program has a file");
    let status = Command::new(program).args(["--exact", name, "--nocapture"]).env(OTHER_VERSION, library).status();
    status.is_ok_and(|status| status.success())
}
