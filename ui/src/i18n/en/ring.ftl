## The window of an incoming call, and the words of a call that both windows use.

ring-label = Incoming call from { $name }
ring-video = Video call
ring-audio = Voice call
ring-from_portal = from the customer portal
ring-to_group = for { $group }
ring-asked_by = { $name } asks you in
ring-from_colleague = from a colleague
ring-calls_you = { $name } is calling
ring-answer = Answer
ring-hold_and_answer = Hold and answer
ring-no_sound = No sound while you talk.
ring-next_in_line = No sound while you talk. { $group } is next in line.
ring-pass_on = Pass on
ring-nobody_else = Nobody else can be rung now. It rings on here.
ring-consulting = Finish asking your colleague first.
ring-with_voice = Voice
ring-silence = Stop the sound
ring-silenced = The sound is off
ring-decline = Decline
ring-note = Last note
ring-next_step = Next step
ring-calls = { $count ->
    [0] First call in 30 days
    [one] 1 call in 30 days
   *[other] { $count } calls in 30 days
  }
ring-unknown = Not in your clients
ring-colleague = Colleague
ring-others = { $count ->
    [one] 1 more rings
   *[other] { $count } more ring
  }
ring-look_at = Look at the call of { $name }
ring-on_a_call = You are on a call, { $time }
ring-answered_elsewhere = Call answered
ring-answered_elsewhere_text = Somebody answered on another device.
ring-answered_by = { $name } answered.
ring-declined_elsewhere = Call declined
ring-declined_elsewhere_text = Somebody declined on another device.
ring-over = Call over
ring-over_text = They hung up before anybody answered.
ring-closes = This window closes in { $seconds } s.
ring-connecting = Connecting
ring-connecting_text = The call is yours.
ring-end = End
ring-refused = This did not work. Try once more, or use the main window.
