## The icon of the app on the desktop's panel, said by the shell.

tray-open = Open Leadline
tray-missed = { $count ->
    [one] 1 missed call
   *[other] { $count } missed calls
  }
tray-quit = Quit Leadline
tray-signed_out = Not signed in
tray-alone = On this computer only
tray-offline = No connection to the server
tray-is = Leadline: { $state }
