## The frame of the window: places, search, account, status, shortcuts.

nav-label = Places
nav-today = Today
nav-sales = Sales
nav-leads = Leads
nav-clients = Clients
nav-pinned = Pinned views
nav-sync = Sync centre
nav-settings = Settings
nav-import = Import
nav-conflicts = { $count ->
    [one] 1 conflict
   *[other] { $count } conflicts
  }
nav-refused = { $count ->
    [one] 1 refused
   *[other] { $count } refused
  }

bell-title = Notifications
bell-unseen = { $count ->
    [one] Notifications, 1 not seen
   *[other] Notifications, { $count } not seen
  }

search-or-jump = Search or jump to
palette-clients = Clients
palette-commands = Commands
palette-none = Nothing fits. Try part of a name, a company or a phone number.
palette-move = move
palette-open = open
palette-scope-commands = commands
palette-scope-clients = clients

account-menu = Account of { $name }
account-theme = Appearance
account-language = Language
theme-system = As the system
theme-light = Light
theme-dark = Dark

command-palette = Search and commands
command-region = Next region
command-save = Save or send
command-undo = Undo the last change
command-language = ไทย / English
command-shortcuts = Shortcuts
command-quit = Quit Leadline
toast-undone = Undone

shortcuts-thai = They work on a Thai keyboard too.
shortcuts-find = Find a shortcut
shortcuts-go = Go
shortcuts-list = In a list
shortcuts-record = On a record
shortcuts-call = In a call
shortcuts-app = Everywhere
shortcuts-single = Single letters act at once. Switch them off and only Ctrl keys remain.

status-synced = Synced { $ago }
status-connecting = Connecting
status-alone = On this computer only
status-offline = Offline
status-offline-since = Offline since { $time }
status-first-sync = Fetching your data
status-waiting = { $count ->
    [one] 1 change waiting
   *[other] { $count } changes waiting
  }
status-clock = The clock of this computer is off. Set date and time in the system settings.
status-importing = Importing
status-changing = Changing
status-stop = Stop
status-stop_import = Stop importing
status-stop_bulk = Stop changing
status-stop_why = What is done by then stays.
status-region = next region
status-shortcuts = shortcuts

strip-offline-first = What has come so far works. The rest comes when the network is back.
strip-offline = Everything here works and is kept. Sending waits for the network.
strip-try-now = Try now
strip-signed-out = You are signed out on the server. Your work here is kept and waits.
strip-sign-in = Sign in again

screen-failed = This screen could not be shown
screen-failed-text = The rest of the app still works. Try again, or go somewhere else.
