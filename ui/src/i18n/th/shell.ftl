## The frame of the window: places, search, account, status, shortcuts.

nav-label = หน้าต่าง ๆ
nav-today = วันนี้
nav-sales = งานขาย
nav-leads = ลีด
nav-clients = ลูกค้า
nav-pinned = มุมมองที่ปักหมุด
nav-sync = ศูนย์ซิงก์
nav-settings = ตั้งค่า
nav-import = นำเข้า
nav-conflicts = ขัดกัน { $count }
nav-refused = ถูกปฏิเสธ { $count }

bell-title = การแจ้งเตือน
bell-unseen = การแจ้งเตือน ยังไม่เห็น { $count } รายการ

search-or-jump = ค้นหาหรือไปที่
palette-clients = ลูกค้า
palette-commands = คำสั่ง
palette-none = ไม่พบอะไรที่ตรงกัน ลองพิมพ์บางส่วนของชื่อ บริษัท หรือเบอร์โทร
palette-move = เลื่อน
palette-open = เปิด
palette-scope-commands = คำสั่ง
palette-scope-clients = ลูกค้า

account-menu = บัญชีของ { $name }
account-theme = หน้าตา
account-language = ภาษา
theme-system = ตามระบบ
theme-light = สว่าง
theme-dark = มืด

command-palette = ค้นหาและคำสั่ง
command-region = ส่วนถัดไป
command-save = บันทึกหรือส่ง
command-undo = เลิกทำครั้งล่าสุด
command-language = ไทย / English
command-shortcuts = คีย์ลัด
command-quit = ปิด Leadline
toast-undone = เลิกทำแล้ว

shortcuts-thai = ใช้กับแป้นพิมพ์ไทยได้ด้วย
shortcuts-find = หาคีย์ลัด
shortcuts-go = ไปที่
shortcuts-list = ในรายการ
shortcuts-record = ที่ข้อมูลลูกค้า
shortcuts-call = ระหว่างสาย
shortcuts-app = ทุกหน้า
shortcuts-single = กดตัวอักษรเดียวก็ทำงานทันที ถ้าปิดจะเหลือเฉพาะคีย์ที่กดร่วมกับ Ctrl

status-synced = ซิงก์แล้ว { $ago }
status-connecting = กำลังเชื่อมต่อ
status-alone = อยู่ในเครื่องนี้เท่านั้น
status-offline = ออฟไลน์
status-offline-since = ออฟไลน์ตั้งแต่ { $time }
status-first-sync = กำลังดึงข้อมูลของคุณ
status-waiting = รอส่ง { $count } รายการ
status-clock = นาฬิกาของเครื่องนี้ไม่ตรง ให้ตั้งวันที่และเวลาในการตั้งค่าระบบ
status-importing = กำลังนำเข้า
status-changing = กำลังแก้ไข
status-stop = หยุด
status-stop_import = หยุด การนำเข้า
status-stop_bulk = หยุด การแก้ไข
status-stop_why = สิ่งที่ทำไปแล้วยังอยู่
status-region = ส่วนถัดไป
status-shortcuts = คีย์ลัด

strip-offline-first = ใช้งานข้อมูลที่มาแล้วได้ ที่เหลือจะมาเมื่อเครือข่ายกลับมา
strip-offline = ทุกอย่างในนี้ยังใช้ได้และเก็บไว้ครบ การส่งจะรอเครือข่าย
strip-try-now = ลองตอนนี้
strip-signed-out = บัญชีนี้ออกจากระบบบนเซิร์ฟเวอร์แล้ว งานในเครื่องยังอยู่และรอส่ง
strip-sign-in = เข้าสู่ระบบอีกครั้ง

screen-failed = แสดงหน้านี้ไม่ได้
screen-failed-text = ส่วนอื่นของแอปยังใช้งานได้ ลองอีกครั้งหรือไปหน้าอื่น
