## คำเฉพาะของงานขายที่ทุกหน้าจอใช้

stage-lead = ลีด
stage-mql = MQL
stage-sql = SQL
stage-opportunity = โอกาสขาย
stage-customer = ลูกค้า
stage-evangelist = ผู้บอกต่อ

quality-hot = ร้อน
quality-warm = อุ่น
quality-cold = เย็น

client_type-lead = ลีด
client_type-prospect = ผู้สนใจ
client_type-customer = ลูกค้า

client_kind-person = บุคคล
client_kind-company = บริษัท

activity_kind-call = โทร
activity_kind-email = อีเมล
activity_kind-meeting = ประชุม
activity_kind-task = งาน

activity_status-open = ยังไม่เสร็จ
activity_status-done = เสร็จ
activity_status-cancelled = ยกเลิก

priority-low = ต่ำ
priority-normal = ปกติ
priority-high = สูง

role-admin = ผู้ดูแลระบบ
role-manager = ผู้จัดการ
role-agent = พนักงานขาย
role-viewer = ผู้อ่าน

field-kind = บุคคลหรือบริษัท
field-name = ชื่อ
field-company_name = บริษัท
field-client_type = ประเภท
field-lifecycle_stage = ขั้น
field-lead_quality = คุณภาพ
field-score = คะแนน
field-source = ที่มา
field-owner_id = ผู้ดูแล
field-email = อีเมล
field-phone = โทรศัพท์
field-phone2 = โทรศัพท์สำรอง
field-address = ที่อยู่
field-next_follow_up_at = ติดตามครั้งต่อไป
field-next_follow_up_kind = ติดตามทาง
field-last_contact_at = ติดต่อล่าสุด
field-opt_out_call = ไม่รับสาย
field-opt_out_email = ไม่รับอีเมล
field-custom = ช่องขององค์กร
field-tags = แท็ก
field-created_at = เพิ่มเมื่อ
field-updated_at = แก้ล่าสุด
field-title = ตำแหน่ง
field-is_primary = ผู้ติดต่อหลัก
field-subject = เรื่อง
field-body = ข้อความ
field-assignee_id = ผู้รับผิดชอบ
field-status = สถานะ
field-priority = ความสำคัญ
field-due_at = กำหนด
field-remind_at = เตือน
field-done_at = เสร็จเมื่อ
field-call_outcome = ผลการโทร
field-read_at = เห็นเมื่อ
field-pinned = ปักหมุด
field-client_id = ลูกค้า
field-tag_id = แท็ก
field-colour = สี
field-category = หมวด
field-definition = มุมมอง
field-position = ลำดับ

sync-synced = อยู่บนเซิร์ฟเวอร์แล้ว
sync-waiting = รอส่ง
sync-refused = ถูกปฏิเสธ เปิดศูนย์ซิงก์เพื่อดูสาเหตุ
sync-conflict = แก้ทั้งที่นี่และที่อื่น เปิดศูนย์ซิงก์เพื่อเลือก

owner-nobody = ไม่มีผู้ดูแล
value-empty = ว่าง
value-yes = ใช่
value-no = ไม่ใช่

## เมื่อไร

when-today = วันนี้
when-tomorrow = พรุ่งนี้
when-yesterday = เมื่อวาน
when-day_and_time = { $day } { $time }
when-minutes_late = เลยมา { $count } นาที
when-hours_late = เลยมา { $count } ชม.
when-days_late = เลยมา { $count } วัน
when-nothing_planned = ยังไม่ได้วางแผน
when-just_now = เมื่อสักครู่
when-seconds_ago = { $count } วินาทีก่อน
when-minutes_ago = { $count } นาทีก่อน
when-hours_ago = { $count } ชม.ก่อน
when-days_ago = { $count } วันก่อน
when-never = ยังไม่เคย
when-hint = วันนี้ 15, ศุกร์ 10, 26/11 14.00, อีก 3 วัน
when-take_away = ไม่กำหนดเวลา
when-month-before = เดือนก่อน
when-month-after = เดือนถัดไป
when-unreadable = อ่านเป็นเวลาไม่ได้ เขียนแบบ ศุกร์ 10, 26/11 14.00 หรือ อีก 3 วัน

