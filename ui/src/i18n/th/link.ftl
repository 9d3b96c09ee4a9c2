## Links that other programs hand over.

link-whose = โปรแกรมอื่นส่งเบอร์นี้มา Leadline ไม่โทรออกเอง
link-incomplete = โปรแกรมอื่นส่งเบอร์นี้มา ไม่ใช่เบอร์โทรศัพท์ของประเทศใด จึงแสดงให้ดูเท่านั้น
link-nobody = ไม่มีลูกค้าของคุณที่ใช้เบอร์นี้
link-open = เปิด { $name }
link-copy = คัดลอกเบอร์
link-not_here = ไม่มีรายการนี้ที่นี่
link-not_here_text = รายการถูกลบ เป็นของคนอื่น หรือยังมาไม่ถึงเครื่องนี้
link-refused = ไม่ได้เปิดลิงก์นี้
link-refused_too_long = ลิงก์ยาวเกินกว่าที่ Leadline ใช้
link-refused_letters = ลิงก์มีอักขระที่ใช้ในลิงก์ไม่ได้
link-refused_scheme = ไม่ใช่ลิงก์ที่ Leadline เปิดได้
link-refused_place = Leadline ไม่มีหน้าชื่อนี้
link-refused_id = ลิงก์ไม่ได้ระบุรายการใด
link-refused_number = ลิงก์ไม่มีเบอร์โทรศัพท์
