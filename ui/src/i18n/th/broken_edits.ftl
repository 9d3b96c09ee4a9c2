broken_edits-import_title = การนำเข้า { $file } ยังไม่เสร็จ
broken_edits-bulk_title = การแก้ไขลูกค้าหลายรายยังไม่เสร็จ
broken_edits-text = เริ่มเมื่อ { $when } และ Leadline ปิดไปตอนที่ทำแล้ว { $done } จาก { $total } แถว ส่วนที่ทำแล้วยังอยู่และจะส่งไปเหมือนการแก้ไขอื่น
broken_edits-bulk_text = เริ่มเมื่อ { $when } และ Leadline ปิดไปตอนที่แก้ไขแล้ว { $done } จาก { $total } ราย ส่วนที่ทำแล้วยังอยู่และจะส่งไปเหมือนการแก้ไขอื่น
broken_edits-keep = เก็บส่วนที่ทำแล้ว
broken_edits-take_back = เลิกทำส่วนนั้น
broken_edits-taking_back = กำลังเลิกทำ…
broken_edits-taken_back = ทุกอย่างกลับเป็นเหมือนเดิมแล้ว
