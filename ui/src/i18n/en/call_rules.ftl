## What an administrator decides about everybody's calls.

call_rules-ring = How long a call rings
call_rules-ring_why = After that the caller can leave a message, and whom they called is reminded to call back.
call_rules-seconds = { $count } seconds
call_rules-waiting = A second call waits
call_rules-waiting_why = Whoever talks sees it without a sound and can answer it. Switched off, the caller is told that they are on another call.
call_rules-outcomes = How a call may have gone
call_rules-outcomes_why = What can be chosen after a call, with its key.
