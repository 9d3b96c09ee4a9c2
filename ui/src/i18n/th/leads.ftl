## The lists of leads and clients.

leads-next-follow-up = ติดตามถัดไป
leads-last-contact = ติดต่อล่าสุด
leads-rows = แถว
leads-select = เลือก { $name }
leads-select-all = เลือกทั้งหมด
leads-open = เปิด
leads-plan = วางแผนติดตาม
leads-edit-cell = แก้ไข
leads-choose = พิมพ์เพื่อค้นหา
leads-no-choice = ไม่มีตัวเลือกที่ตรง
leads-no-quality = ยังไม่ประเมิน
leads-same-time = { $kind } เวลาเดียวกัน
leads-copy-phone = คัดลอกเบอร์โทร
leads-copy-email = คัดลอกอีเมล
leads-copied = คัดลอก { $text } แล้ว
leads-copy-failed = เครื่องนี้ไม่ยอมให้คัดลอก
leads-pick-day = เลือกวัน
leads-pin-column = ตรึงไว้ให้เห็นตลอด
leads-unpin-column = เลิกตรึง
leads-hide-column = ซ่อน
leads-follow-up-empty = ยังไม่ได้วางแผน พิมพ์วันและเวลา เช่น “ศุกร์ 10”

leads-count = { $count ->
   *[other] ลีด
  }
clients-count = { $count ->
   *[other] ลูกค้า
  }
leads-range = แถว { $from }–{ $to }

leads-views = มุมมอง
leads-view-mine = ของฉัน
leads-view-all = ทั้งหมด
leads-view-unassigned = ยังไม่มีผู้ดูแล
leads-view-changed = มีการเปลี่ยนแปลง
leads-view-update = บันทึกมุมมองนี้
leads-view-save-as = บันทึกเป็นใหม่
leads-view-save = บันทึกมุมมอง
leads-view-reset = กลับไปที่มุมมองเดิม
leads-view-name = ชื่อมุมมอง
leads-view-pin-too = ปักหมุดไว้ที่แถบข้าง
leads-view-menu = มุมมอง { $name }
leads-view-pin = ปักหมุดที่แถบข้าง
leads-view-unpin = ถอนหมุด
leads-view-rename = เปลี่ยนชื่อ
leads-view-delete = ลบมุมมอง
leads-view-deleted = ลบมุมมอง { $name } แล้ว

leads-search-here = ค้นหาในรายการ
leads-filter = กรอง
leads-filter-by = กรองตาม
leads-filter-apply = ใช้ตัวกรอง
leads-filter-or = { " หรือ " }
leads-filter-text = ข้อความ
leads-filter-other = เงื่อนไข
leads-filter-kept = จากรุ่นที่ใหม่กว่า
leads-filter-drop = เอาตัวกรอง{ $name }ออก
leads-columns = คอลัมน์
leads-columns-reset = กลับเป็นแบบเริ่มต้น
leads-owner-me = ฉัน
leads-due-late = ก่อนวันนี้
leads-due-today = วันนี้
leads-due-week = ใน 7 วันข้างหน้า
leads-due-none = ยังไม่ได้วางแผน
leads-quiet-days = เกิน { $count } วันแล้ว
leads-quiet-question = ไม่ได้ติดต่อกันกี่วัน
leads-score-least = { $score } ขึ้นไป
leads-score-question = คะแนนอย่างน้อย

leads-bulk-label = ที่เลือก
leads-bulk-selected = ที่เลือก
leads-bulk-owner = มอบหมาย
leads-bulk-stage = ขั้น
leads-bulk-tag = แท็ก
leads-bulk-untag = เอาแท็กออก
leads-bulk-type = ประเภท
leads-bulk-quality = คุณภาพ
leads-bulk-more = เพิ่มเติม
leads-bulk-delete = ลบ
leads-bulk-read-only = สิทธิ์ของคุณดูได้อย่างเดียว
leads-bulk-clear = ยกเลิกการเลือก
leads-bulk-busy = การแก้ไขก่อนหน้านี้ยังทำอยู่ รอให้เสร็จ หรือหยุดได้ที่บรรทัดล่างสุดของหน้าต่าง
leads-bulk-full = เลือกได้มากที่สุดเท่านี้ แถวที่ไกลกว่าไม่ถูกเลือก
leads-bulk-changed = แก้ไขแล้ว { $count ->
   *[other] { $shown } รายการ
  }
leads-bulk-broke_off = หยุดกลางคันหลังทำไป { $shown } ราย: { $why }
leads-bulk-deleted = ลบแล้ว { $count ->
   *[other] { $shown } รายการ
  }

leads-new = ลีดใหม่
leads-new-make = เพิ่มลีด
leads-new-made = เพิ่ม { $name } แล้ว
leads-new-mine = ฉันดูแลลีดนี้
leads-twin = มี { $count } รายที่ใช้เบอร์หรืออีเมลเดียวกัน:
clients-new = ลูกค้าใหม่
clients-new-make = เพิ่มลูกค้า
clients-new-mine = ฉันดูแลลูกค้ารายนี้

leads-none = ยังไม่มีใครในรายการนี้
leads-none-text = ลีดที่เพิ่มหรือนำเข้าจะอยู่ที่นี่ และยังอยู่แม้ออฟไลน์
clients-none-text = ลีดที่เปลี่ยนประเภทเป็นลูกค้าจะอยู่ที่นี่
leads-first-sync = ลีดของคุณกำลังมา
leads-first-sync-text = มาถึงแล้ว { $here } จาก { $all } รายการ เริ่มงานได้ทันทีที่รายการแรกปรากฏ
leads-none-fit = { $count ->
    [one] ไม่มีรายการที่ตรงกับตัวกรองนี้
   *[other] ไม่มีรายการที่ตรงกับตัวกรองทั้ง { $count } ตัว
  }
leads-none-fit-text = เอาตัวกรองออกหนึ่งตัวเพื่อดูเพิ่ม
leads-without = ไม่ใช้ { $condition }: { $total }
leads-clear-all = ล้างทั้งหมด

command-down = ลง
command-up = ขึ้น
command-select = เลือก
command-select-more = เลือกลงไป
command-select-more-up = เลือกขึ้นไป
command-select-all = เลือกทุกรายการที่ตรง
command-filter = เพิ่มตัวกรอง
command-clear-filters = ล้างตัวกรอง
command-edit = แก้ไขชื่อ

source-website = เว็บไซต์
source-referral = มีผู้แนะนำ
source-trade_fair = งานแสดงสินค้า
source-line = LINE
source-facebook = Facebook
source-cold_call = โทรหาโดยไม่ได้นัด
source-walk_in = เข้ามาเอง
source-partner = คู่ค้า
