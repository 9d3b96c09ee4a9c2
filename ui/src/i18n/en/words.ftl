## The field's own words, used by every screen.

stage-lead = Lead
stage-mql = MQL
stage-sql = SQL
stage-opportunity = Opportunity
stage-customer = Customer
stage-evangelist = Evangelist

quality-hot = Hot
quality-warm = Warm
quality-cold = Cold

client_type-lead = Lead
client_type-prospect = Prospect
client_type-customer = Customer

client_kind-person = Person
client_kind-company = Company

activity_kind-call = Call
activity_kind-email = E-mail
activity_kind-meeting = Meeting
activity_kind-task = Task

activity_status-open = Open
activity_status-done = Done
activity_status-cancelled = Cancelled

priority-low = Low
priority-normal = Normal
priority-high = High

role-admin = Administrator
role-manager = Manager
role-agent = Agent
role-viewer = Viewer

field-kind = Person or company
field-name = Name
field-company_name = Company
field-client_type = Type
field-lifecycle_stage = Stage
field-lead_quality = Quality
field-score = Score
field-source = Source
field-owner_id = Owner
field-email = E-mail
field-phone = Phone
field-phone2 = Second phone
field-address = Address
field-next_follow_up_at = Next follow-up
field-next_follow_up_kind = Follow-up by
field-last_contact_at = Last contact
field-opt_out_call = No calls
field-opt_out_email = No e-mail
field-custom = Own fields
field-tags = Tags
field-created_at = Added
field-updated_at = Changed
field-title = Role
field-is_primary = Main contact
field-subject = Subject
field-body = Text
field-assignee_id = Who does it
field-status = Status
field-priority = Priority
field-due_at = Due
field-remind_at = Reminder
field-done_at = Done at
field-call_outcome = How the call went
field-read_at = Seen at
field-pinned = Pinned
field-client_id = Client
field-tag_id = Tag
field-colour = Colour
field-category = Category
field-definition = View
field-position = Place

sync-synced = Saved on the server
sync-waiting = Waits to be sent
sync-refused = Refused. Open the sync centre to see why.
sync-conflict = Changed here and elsewhere. Open the sync centre to choose.

owner-nobody = Nobody
value-empty = empty
value-yes = Yes
value-no = No

## When.

when-today = Today
when-tomorrow = Tomorrow
when-yesterday = Yesterday
when-day_and_time = { $day } { $time }
when-minutes_late = { $count } min late
when-hours_late = { $count } h late
when-days_late = { $count ->
    [one] 1 day late
   *[other] { $count } days late
  }
when-nothing_planned = Nothing planned
when-just_now = just now
when-seconds_ago = { $count } s ago
when-minutes_ago = { $count } min ago
when-hours_ago = { $count } h ago
when-days_ago = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
  }
when-never = Never
when-hint = today 15, fri 10, 26/11 14:00, in 3 days
when-take_away = No time
when-month-before = Month before
when-month-after = Next month
when-unreadable = This is not a time. Write it like fri 10, 26/11 14:00 or in 3 days.

