## Leadline on this computer: the tray and starting by itself.

computer-stays = Keep running when the window is closed
computer-stays_tray = Calls ring, and work goes on being sent. The icon on the panel brings the window back.
computer-stays_tray_alone = You are reminded of tasks. The icon on the panel brings the window back.
computer-stays_no_tray = Calls ring, and work goes on being sent. This desktop shows no icon for it: start Leadline again to bring the window back, Ctrl Q quits.
computer-stays_no_tray_alone = You are reminded of tasks. This desktop shows no icon for it: start Leadline again to bring the window back, Ctrl Q quits.
computer-login = Start when you sign in to this computer
computer-login_why = Without a window, so that calls ring.
computer-login_why_alone = Without a window, so that you are reminded of tasks.
computer-login_none = This computer does not let programs start by themselves.
computer-drawing = Draw without the graphics card
computer-drawing_why = For windows that stay empty or flicker. Leadline switches this on by itself when a start comes to no picture. It counts from the next start on.
