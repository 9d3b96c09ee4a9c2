## Before the first call on a computer.

first_try-headline = พร้อมรับสายลูกค้า
first_try-motto = สายของลูกค้าจะดังที่นี่ ในแอปนี้
first_try-title = ได้ยินเขาไหม เขาได้ยินเราไหม
first_try-why = ลองดูสักครั้งกับหูฟังที่จะใช้จริง
first_try-ring_why = เสียงนี้จะดังเมื่อมีคนโทรมา
first_try-go_on = ไปต่อ
first_try-later = เปลี่ยนภายหลังได้ในการตั้งค่า หัวข้อเสียง
first_try-step = ขั้นที่ { $at } จาก { $of }: { $what }
first_try-step_sign_in = ภาษา เซิร์ฟเวอร์ เข้าสู่ระบบ
first_try-step_devices = เสียง กล้อง การแจ้งเตือน
first_try-step_first_sync = ดึงข้อมูลครั้งแรก
