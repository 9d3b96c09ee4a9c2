## The notification centre and what pops up on the desktop; the shell says some of it where no page can.

notices-title = Notifications
notices-all_seen = Mark all as seen
notices-choose = What pops up
notices-none = Nothing was missed
notices-none_text = Calls you miss and tasks that become due are kept here.
notices-none_text_alone = Tasks that become due are kept here.
notices-seen = Mark { $name } as seen
notices-not_seen = Not seen
notices-call = Missed call
notices-due_at = Due { $time }
notices-comes_due = Due: { $when }
notices-reminded_at = Reminder { $time }
notices-called_at = Called { $time }

notices-task_due = Due: { $name }
notices-tasks_due = { $count ->
    [one] 1 task is due
   *[other] { $count } tasks are due
  }
notices-reminder = Reminder: { $name }
notices-reminders = { $count ->
    [one] 1 reminder
   *[other] { $count } reminders
  }
notices-in_minutes = { $count ->
    [one] In 1 minute: { $name }
   *[other] In { $count } minutes: { $name }
  }
notices-in_hours = { $count ->
    [one] In 1 hour: { $name }
   *[other] In { $count } hours: { $name }
  }
notices-in_days = { $count ->
    [one] In 1 day: { $name }
   *[other] In { $count } days: { $name }
  }
notices-missed_call = Missed call from { $name }
notices-missed_calls = { $count ->
    [one] 1 missed call
   *[other] { $count } missed calls
  }
notices-and_more_tasks = { $name } and { $more } more
notices-and_more_calls = { $name } and { $more } more
notices-open = Open
notices-answer_with_voice = Answer with voice

notices-pop_calls = Missed calls
notices-pop_calls_why = A notification of this computer says who called when you did not answer.
notices-pop_tasks = Tasks that become due
notices-pop_tasks_why = Also without a network and with the window closed. Several at once come as one.
notices-pop_reminders = Reminders
notices-pop_reminders_why = Before a task is due, as long before as you asked for when you planned it.
notices-quiet = Quiet hours
notices-quiet_why = Nothing pops up then. It is under the bell all the same.
notices-quiet_never = No day is chosen, so notifications always pop up.

notices-try = See one now
notices-try_why = So that you know that this computer shows them.
notices-try_what = What a notification looks like
notices-shown_by = { $name } has shown one. If you saw none, look whether it holds them back.
notices-shown_by_nobody = This computer shows none. Calls ring in their own window all the same, and the bell keeps what was missed.
notices-tried = This is how it looks
notices-tried_body = Missed calls and tasks that become due are told like this.
