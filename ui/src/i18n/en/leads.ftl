## The lists of leads and clients.

leads-next-follow-up = Next follow-up
leads-last-contact = Last contact
leads-rows = Rows
leads-select = Select { $name }
leads-select-all = Select all
leads-open = Open
leads-plan = Plan a follow-up
leads-edit-cell = Edit
leads-choose = Type to find
leads-no-choice = Nothing fits
leads-no-quality = Not judged
leads-same-time = { $kind }, same time
leads-copy-phone = Copy the phone number
leads-copy-email = Copy the e-mail address
leads-copied = { $text } copied
leads-copy-failed = The computer did not let it be copied
leads-pick-day = Pick a day
leads-pin-column = Keep in sight
leads-unpin-column = Let it scroll
leads-hide-column = Hide
leads-follow-up-empty = Nothing planned. Type a day and time, like “fri 10”.

leads-count = { $count ->
    [one] lead
   *[other] leads
  }
clients-count = { $count ->
    [one] client
   *[other] clients
  }
leads-range = Rows { $from }–{ $to }

leads-views = Views
leads-view-mine = Mine
leads-view-all = All
leads-view-unassigned = Unassigned
leads-view-changed = changed
leads-view-update = Update view
leads-view-save-as = Save as
leads-view-save = Save view
leads-view-reset = Back to the view
leads-view-name = Name of the view
leads-view-pin-too = Pin it in the sidebar
leads-view-menu = View { $name }
leads-view-pin = Pin in the sidebar
leads-view-unpin = Unpin
leads-view-rename = Rename
leads-view-delete = Delete view
leads-view-deleted = View { $name } deleted

leads-search-here = Search in the list
leads-filter = Filter
leads-filter-by = Filter by
leads-filter-apply = Apply
leads-filter-or = { " or " }
leads-filter-text = Text
leads-filter-other = Condition
leads-filter-kept = from a newer version
leads-filter-drop = Drop the filter { $name }
leads-columns = Columns
leads-columns-reset = As at first
leads-owner-me = Me
leads-due-late = before today
leads-due-today = today
leads-due-week = in the next 7 days
leads-due-none = not planned
leads-quiet-days = { $count ->
    [one] over 1 day ago
   *[other] over { $count } days ago
  }
leads-quiet-question = Nothing heard for how many days
leads-score-least = { $score } or more
leads-score-question = Score of at least

leads-bulk-label = Selected
leads-bulk-selected = selected
leads-bulk-owner = Assign
leads-bulk-stage = Stage
leads-bulk-tag = Tag
leads-bulk-untag = Remove tag
leads-bulk-type = Type
leads-bulk-quality = Quality
leads-bulk-more = More
leads-bulk-delete = Delete
leads-bulk-read-only = Your role only reads
leads-bulk-clear = Clear the selection
leads-bulk-busy = The change before this one still goes on. Wait for it, or stop it in the last line of the window.
leads-bulk-full = the most at once, rows farther off are left out
leads-bulk-changed = { $count ->
    [one] 1 record changed
   *[other] { $shown } records changed
  }
leads-bulk-broke_off = It broke off after { $shown }: { $why }
leads-bulk-deleted = { $count ->
    [one] 1 record deleted
   *[other] { $shown } records deleted
  }

leads-new = New lead
leads-new-make = Add lead
leads-new-made = { $name } added
leads-new-mine = I look after this lead
leads-twin = { $count ->
    [one] Somebody here has the same phone or e-mail:
   *[other] { $count } here have the same phone or e-mail:
  }
clients-new = New client
clients-new-make = Add client
clients-new-mine = I look after this client

leads-none = Nobody here yet
leads-none-text = Leads you add or import appear here, and stay when you are offline.
clients-none-text = A lead whose type becomes Customer appears here.
leads-first-sync = Your leads are on their way
leads-first-sync-text = { $here } of { $all } records are here. You can start as soon as the first ones appear.
leads-none-fit = { $count ->
    [one] Nobody fits this filter
   *[other] Nobody fits all { $count } filters
  }
leads-none-fit-text = Drop one of them to see more.
leads-without = Without { $condition }: { $total }
leads-clear-all = Clear all

command-down = Down
command-up = Up
command-select = Select
command-select-more = Select downwards
command-select-more-up = Select upwards
command-select-all = Select all that match
command-filter = Add a filter
command-clear-filters = Clear filters
command-edit = Edit the name

source-website = Website
source-referral = Referral
source-trade_fair = Trade fair
source-line = LINE
source-facebook = Facebook
source-cold_call = Cold call
source-walk_in = Walk-in
source-partner = Partner
