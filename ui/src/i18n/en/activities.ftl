activities-title = Today
activities-new = New activity
activities-sum = { $late } late, { $today } today, { $done } done
activities-part_overdue = Late
activities-part_today = Today
activities-part_upcoming = Next seven days
activities-part_someday = Without a time
activities-part_done = Done today
activities-none_title = Nothing planned
activities-none_text = Calls, meetings and tasks you plan appear here, and remind you when you are offline too.
activities-all_done = All done for today
activities-next_is = Next: { $subject }
activities-nothing_next = Nothing is planned for the next seven days.
activities-complete = Done
activities-complete_this = Done: { $subject }
activities-reopen = Open again
activities-move = Move
activities-move_to = Move to
activities-snooze = Snooze
activities-delete = Delete
activities-high = High priority
activities-list = Activities
activities-kind = Kind
activities-save = Plan it
activities-discard = Throw away
activities-for_client = For { $name }
activities-find_client = Name, firm or phone
activities-no_client = For no client
activities-later_hour = In an hour
activities-later_afternoon = This afternoon
activities-later_tomorrow = Tomorrow morning
activities-later_three_days = In three days
activities-later_monday = Monday morning
activities-done_said = Done: { $subject }
activities-reopened = Open again: { $subject }
activities-moved = { $subject }: { $when }
activities-deleted = Deleted: { $subject }
activities-saved = Planned: { $subject }
activities-edit = Edit
activities-edit_title = Edit activity
activities-changed = Changed: { $subject }
activities-reminder_at = Reminder: { $when }
activities-remind_none = None
activities-remind_minutes = { $count } minutes before
activities-remind_hours = { $count ->
    [one] 1 hour before
   *[other] { $count } hours before
  }
activities-remind_days = { $count ->
    [one] 1 day before
   *[other] { $count } days before
  }
