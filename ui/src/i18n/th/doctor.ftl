## What works on this computer and what to do if not: `leadline doctor` and its page in the settings say the same.

doctor-sum = ผ่าน { $fine } ข้อ ต้องแก้ { $fix } ข้อ ควรรู้ { $know } ข้อ
doctor-at = ตรวจเมื่อ { $time }
doctor-looking = กำลังตรวจเครื่อง
doctor-again = ตรวจใหม่
doctor-save = บันทึกข้อมูลวินิจฉัย…
doctor-save_why = ข้อมูลวินิจฉัยเป็นไฟล์ zip ไฟล์เดียวสำหรับคนที่ช่วยดูแล มีรายงานนี้ การตั้งค่า จำนวนรายการ และบันทึกการทำงานสองสัปดาห์ ไม่มีชื่อ เบอร์โทร ที่อยู่ ข้อความ หรือกุญแจ
doctor-saved = บันทึกแล้ว ส่งไฟล์นี้ให้คนที่ช่วยดูแลได้

doctor-verdict_fine = ผ่าน
doctor-verdict_to_know = ควรรู้
doctor-verdict_to_fix = ต้องแก้

doctor-part_calls = การโทร
doctor-part_server = เซิร์ฟเวอร์
doctor-part_computer = เครื่องนี้

doctor-call_library = ไลบรารีสาย
doctor-microphone = ไมโครโฟน
doctor-speaker = ลำโพง
doctor-camera = กล้อง
doctor-rooms = ทางไปยังสาย
doctor-server = เซิร์ฟเวอร์ตอบ
doctor-live_connection = การเชื่อมต่อสด
doctor-clock = นาฬิกา
doctor-keyring = ที่เก็บกุญแจ
doctor-folder = พื้นที่ดิสก์
doctor-local_data = ข้อมูลในเครื่อง
doctor-logs = บันทึกการทำงาน
doctor-notifications = การแจ้งเตือน
doctor-tray = ไอคอนบนแถบ
doctor-drawing = การแสดงหน้าต่าง

## How it is when it works.

doctor-call_library_works = พร้อมใช้ รุ่น { $version }
doctor-device_works = { $name }
doctor-rooms_works = เปิดอยู่ ตอบใน { $ms } มิลลิวินาที
doctor-server_works = ใน { $ms } มิลลิวินาที
doctor-live_connection_works = เปิดอยู่
doctor-clock_works = ต่างจากเซิร์ฟเวอร์ { $seconds } วินาที
doctor-keyring_works = เปิดอยู่
doctor-folder_works = เหลือ { $size } ใน { $folder }
doctor-local_data_works = { $size } เข้ารหัสแล้ว
doctor-logs_works = วันละไฟล์ เก็บสองสัปดาห์ ใน { $folder }
doctor-notifications_works = แสดงโดย { $name }
doctor-tray_works = แสดงอยู่
doctor-drawing_works = แสดงผ่านการ์ดจอโดยตรง

## How it is otherwise, and what to do.

doctor-timed_out = ไม่ตอบภายในเวลา
doctor-timed_out_help = มีบางส่วนของระบบค้างอยู่ เปิดเครื่องใหม่แล้วตรวจอีกครั้ง
doctor-locked = ขอรหัสผ่านก่อน
doctor-locked_help = ปลดล็อกที่เก็บกุญแจในการตั้งค่าของระบบ หรือตั้งรหัสผ่านให้ถ้ายังไม่มี แล้วตรวจใหม่
doctor-in_file = ไม่ได้ใช้ กุญแจอยู่ในไฟล์ตามที่คุณยินยอม
doctor-in_file_help = มีเพียงบัญชีผู้ใช้ของคุณที่อ่านได้ ไม่ต้องทำอะไร
doctor-no_server = ยังไม่ได้เลือกเซิร์ฟเวอร์
doctor-no_server_help = เข้าสู่ระบบด้วยที่อยู่เซิร์ฟเวอร์ของคุณ
doctor-off = ต่างจากเซิร์ฟเวอร์ { $seconds } วินาที
doctor-off_help = ตั้งนาฬิกาของเครื่องให้ตรง ควรตั้งตามเครือข่าย ระหว่างนี้เวลาที่เห็นจะคลาดเคลื่อน แต่ลำดับงานของทุกคนยังถูกต้อง
doctor-little_room = เหลือเพียง { $size } ใน { $folder }
doctor-little_room_help = เพิ่มพื้นที่บนดิสก์นี้ก่อนที่จะเต็ม
doctor-no_notifications = เดสก์ท็อปนี้ไม่แสดง
doctor-no_notifications_help = สายเข้ายังดังในหน้าต่างของตัวเอง ติดตั้งตัวแสดงการแจ้งเตือน เช่น dunst เพื่อให้แสดงด้วย
doctor-no_buttons = แสดงโดย { $name } แต่ไม่มีปุ่ม
doctor-no_buttons_help = รับสายในหน้าต่างของสายแทน
doctor-no_panel = เดสก์ท็อปนี้ไม่มีที่แสดง
doctor-no_panel_help = บน GNOME ใช้ส่วนขยาย AppIndicator ถ้าไม่มี การปิดหน้าต่างจะปิด Leadline เว้นแต่คุณเลือกไว้เป็นอย่างอื่น
doctor-carefully = แสดงโดยไม่ใช้ทางลัดผ่านการ์ดจอ
doctor-carefully_help = ทางนั้นใช้ไม่ได้เมื่อเปิดครั้งก่อน หรือคุณเลือกไว้ ลองใหม่ได้ที่หัวข้อ เครื่องนี้

doctor-no_card = แสดงโดยตัวประมวลผล เพราะไม่มีการ์ดจอให้ใช้
doctor-no_card_help = ไม่ต้องทำอะไร

## What to do where a remedy during a call would not fit.

doctor-microphone_help = เสียบไมโครโฟน หรืออนุญาตให้ Leadline ใช้ในการตั้งค่าความเป็นส่วนตัว ถ้าไม่มีจะไม่มีใครได้ยินคุณ
doctor-speaker_help = เสียบหูฟังหรือลำโพง ถ้าไม่มีจะไม่ได้ยินทั้งสายและเสียงเรียกเข้า
doctor-camera_help = เสียบกล้อง หรืออนุญาตให้ Leadline ใช้ในการตั้งค่าความเป็นส่วนตัว ไม่มีกล้องก็โทรได้
doctor-keyring_help = ติดตั้งที่เก็บกุญแจ เช่น GNOME Keyring หรือ KWallet แล้วเข้าใช้เครื่องใหม่ หรือเข้าสู่ระบบ Leadline แล้วยินยอมให้เก็บกุญแจในไฟล์
