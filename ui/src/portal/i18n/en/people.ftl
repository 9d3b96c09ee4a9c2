people-hello = Hello { $name }, who shall we connect you to?
people-free = { $count ->
    [one] One person can take your call now.
   *[other] { $count } people can take your call now.
}
people-nobody = Nobody is free right now
people-nobody_what = This page shows at once when somebody is free again. Keep it open.
people-looking = Looking who is there
people-group_free = { $count ->
    [one] Rings at one person.
   *[other] Rings at { $count } people. Whoever answers first talks to you.
}
people-group_nobody = Nobody of them is free
people-voice = Voice
people-video = Video
people-call_voice = Voice call with { $name }
people-call_video = Video call with { $name }
people-last = Your last talks
people-all = All talks

agreed-title = Planned with you
agreed-join = Join
agreed-join_this = Join the video call with { $name }, { $when }

presence-available = Free now
presence-busy = Busy
presence-break = On a break
presence-meeting = In a meeting
presence-do_not_disturb = Not to be disturbed
people-can_wait = On another call. You can wait.
presence-on_call = On another call
presence-wrap_up = Free in a moment
presence-offline = Not here now

history-title = Your talks with us
history-none = No talks yet
history-none_what = Your calls with us appear here.
history-call_us = Call somebody
history-voice_with = Voice call with { $name }
history-video_with = Video call with { $name }
history-failed = Your talks could not be read. Try again.
history-try_again = Try again
history-earlier = Show earlier talks
history-going_on = Going on
history-minutes = { $count } min
history-seconds = { $count } s
history-missed_by_you = You missed it
history-declined_by_you = You declined
history-taken_back = Called off
history-declined = Declined
history-missed = Not answered
history-busy = Was on another call
history-not_connected = Did not connect
history-today = Today { $time }
history-tomorrow = Tomorrow { $time }
history-yesterday = Yesterday { $time }
history-day = { $day } { $time }
