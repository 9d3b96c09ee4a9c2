## The icon of the app on the desktop's panel, said by the shell.

tray-open = เปิด Leadline
tray-missed = สายที่ไม่ได้รับ { $count } สาย
tray-quit = ปิด Leadline
tray-signed_out = ยังไม่ได้เข้าสู่ระบบ
tray-alone = อยู่ในเครื่องนี้เท่านั้น
tray-offline = เชื่อมต่อเซิร์ฟเวอร์ไม่ได้
tray-is = Leadline: { $state }
