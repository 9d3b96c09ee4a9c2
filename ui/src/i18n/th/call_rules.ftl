## What an administrator decides about everybody's calls.

call_rules-ring = ให้สายดังนานเท่าไร
call_rules-ring_why = หลังจากนั้นผู้โทรฝากข้อความได้ และผู้ถูกโทรจะได้รับการเตือนให้โทรกลับ
call_rules-seconds = { $count } วินาที
call_rules-waiting = ให้สายซ้อนรอได้
call_rules-waiting_why = คนที่กำลังคุยเห็นสายใหม่โดยไม่มีเสียงและรับได้ ถ้าปิดไว้ ผู้โทรจะได้ทราบว่าอีกฝ่ายติดสายอยู่
call_rules-outcomes = ผลของการโทร
call_rules-outcomes_why = สิ่งที่เลือกได้หลังวางสาย พร้อมปุ่มของแต่ละข้อ
call_rules-groups = กลุ่มรับสาย
call_rules-groups_why = ลูกค้าโทรหากลุ่มได้ สายจะดังที่ทุกคนในกลุ่ม ใครรับก่อนได้คุยก่อน
call_rules-new_group = สร้างกลุ่ม
call_rules-group = กลุ่ม
call_rules-change_group = แก้ไข { $name }
call_rules-remove_group = ลบ { $name }
call_rules-group_name = ชื่อกลุ่ม
call_rules-group_name_hint = ลูกค้าเห็นชื่อนี้
call_rules-name_missing = ตั้งชื่อกลุ่มก่อน
call_rules-name_taken = มีกลุ่มอื่นใช้ชื่อนี้แล้ว
call_rules-members = คนที่สายจะดัง
call_rules-members_why = ถ้าไม่มีใครรับ จะแจ้งผู้ดูแลลูกค้ารายนั้น หรือคนแรกในกลุ่ม
call_rules-nobody = เลือกอย่างน้อยหนึ่งคน
call_rules-gone = คนที่ออกไปแล้ว
