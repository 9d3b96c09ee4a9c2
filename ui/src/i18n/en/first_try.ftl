## Before the first call on a computer.

first_try-headline = Ready when they call
first_try-motto = Calls of your customers ring here, in this app.
first_try-title = Do you hear, and are you heard?
first_try-why = Try it once with the headset you will use.
first_try-ring_why = As it sounds when somebody calls.
first_try-go_on = Go on
first_try-later = You can change this later in the settings, under Sound.
first_try-step = Step { $at } of { $of }: { $what }
first_try-step_sign_in = language, server, sign-in
first_try-step_devices = sound, camera, notifications
first_try-step_first_sync = first sync
