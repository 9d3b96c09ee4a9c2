## Words of the parts every screen is made of.

kit-close = ปิด
kit-undo = เลิกทำ
kit-cancel = ยกเลิก
kit-save = บันทึก
kit-choices = ตัวเลือก
kit-retry = ลองอีกครั้ง
kit-copy-code = คัดลอก { $code }
kit-draft_kept = เก็บเป็นฉบับร่างแล้ว
kit-draft_discard = ทิ้งฉบับร่าง
