use crate::memory::resident;
use crate::party::alone;
use leadline_livekit_rtc::give_back_free_memory;

/// What is asked for, a kilobyte at a time: small enough to come from the heap.
const PIECES: usize = 64 * 1024;

#[tokio::test]
async fn what_was_freed_below_something_that_lives_goes_back() {
    let _alone = alone().await;
    let mut pieces: Vec<Box<[u8; 1024]>> = (0..PIECES).map(|_| Box::new([1; 1024])).collect();
    // The newest lives on, above all the others.
    let newest = pieces.pop();
    drop(pieces);
    let kept = resident();
    give_back_free_memory();
    let given_back = kept - resident();
    assert!(given_back > 50.0, "{given_back:.1} MB of 64 went back");
    assert!(newest.is_some_and(|newest| newest[0] == 1));
}
