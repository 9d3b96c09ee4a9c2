## What works on this computer and what to do if not: `leadline doctor` and its page in the settings say the same.

doctor-sum = { $fine } fine, { $fix } to fix, { $know } to know.
doctor-at = Checked at { $time }.
doctor-looking = Checking this computer
doctor-again = Check again
doctor-save = Save diagnostics…
doctor-save_why = The diagnostics are one zip file for whoever helps you: this report, settings, counts and two weeks of logs. They hold no names, numbers, addresses, texts or keys.
doctor-saved = Saved. Send this file to whoever helps you.

doctor-verdict_fine = Fine
doctor-verdict_to_know = To know
doctor-verdict_to_fix = To fix

doctor-part_calls = Calls
doctor-part_server = Server
doctor-part_computer = This computer

doctor-call_library = Call library
doctor-microphone = Microphone
doctor-speaker = Speaker
doctor-camera = Camera
doctor-rooms = Way to calls
doctor-server = Server answers
doctor-live_connection = Live connection
doctor-clock = Clock
doctor-keyring = Keyring
doctor-folder = Disk space
doctor-local_data = Local data
doctor-logs = Logs
doctor-notifications = Notifications
doctor-tray = Panel icon
doctor-drawing = Windows

## How it is when it works.

doctor-call_library_works = loaded, version { $version }
doctor-device_works = { $name }
doctor-rooms_works = open, answers in { $ms } ms
doctor-server_works = in { $ms } ms
doctor-live_connection_works = open
doctor-clock_works = { $seconds } s from the server
doctor-keyring_works = open
doctor-folder_works = { $size } free in { $folder }
doctor-local_data_works = { $size }, encrypted
doctor-logs_works = a file a day for two weeks in { $folder }
doctor-notifications_works = shown by { $name }
doctor-tray_works = shown
doctor-drawing_works = drawn over the graphics card

## How it is otherwise, and what to do.

doctor-timed_out = no answer in time
doctor-timed_out_help = Something of the system hangs. Restart the computer and check again.
doctor-locked = wants its password first
doctor-locked_help = Unlock the keyring in the system settings, or give it a password if it has none yet. Then check again.
doctor-in_file = not used: the key is in a file, as you agreed
doctor-in_file_help = Only your user account can read it. There is nothing to do.
doctor-no_server = no server chosen yet
doctor-no_server_help = Sign in with the address of your server.
doctor-off = { $seconds } s from the server
doctor-off_help = Set this computer’s clock, best by the network. Until then times look wrong here; the order of what people did stays right.
doctor-little_room = only { $size } free in { $folder }
doctor-little_room_help = Make room on this disk before it is full.
doctor-no_notifications = this desktop shows none
doctor-no_notifications_help = Calls still ring in their own window. A notification service such as dunst would show them too.
doctor-no_buttons = shown by { $name }, without buttons
doctor-no_buttons_help = Calls are answered in their own window instead.
doctor-no_panel = this desktop has no place for it
doctor-no_panel_help = On GNOME the AppIndicator extension shows it. Without it, closing the window ends Leadline unless you chose otherwise.
doctor-carefully = drawn without the short way over the graphics card
doctor-carefully_help = That way failed at an earlier start, or you chose it so. It can be tried again under This computer.

doctor-no_card = drawn by the processor; there is no graphics card for it
doctor-no_card_help = There is nothing to do.

## What to do where a remedy during a call would not fit.

doctor-microphone_help = Plug one in, or allow Leadline to use it in the privacy settings. Without it nobody hears you.
doctor-speaker_help = Plug in a headset or a speaker. Without it you hear neither calls nor ringing.
doctor-camera_help = Plug one in, or allow Leadline to use it in the privacy settings. Calls work without it.
doctor-keyring_help = Install a keyring such as GNOME Keyring or KWallet and sign in to this computer anew. Or sign in to Leadline and agree that the key is kept in a file.
