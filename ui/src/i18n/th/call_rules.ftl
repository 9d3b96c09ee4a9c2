## What an administrator decides about everybody's calls.

call_rules-ring = ให้สายดังนานเท่าไร
call_rules-ring_why = หลังจากนั้นผู้โทรฝากข้อความได้ และผู้ถูกโทรจะได้รับการเตือนให้โทรกลับ
call_rules-seconds = { $count } วินาที
call_rules-waiting = ให้สายซ้อนรอได้
call_rules-waiting_why = คนที่กำลังคุยเห็นสายใหม่โดยไม่มีเสียงและรับได้ ถ้าปิดไว้ ผู้โทรจะได้ทราบว่าอีกฝ่ายติดสายอยู่
call_rules-outcomes = ผลของการโทร
call_rules-outcomes_why = สิ่งที่เลือกได้หลังวางสาย พร้อมปุ่มของแต่ละข้อ
