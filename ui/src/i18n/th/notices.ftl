## The notification centre and what pops up on the desktop; the shell says some of it where no page can.

notices-title = การแจ้งเตือน
notices-all_seen = ทำเครื่องหมายว่าเห็นทั้งหมดแล้ว
notices-choose = ตั้งค่าการแจ้งเตือน
notices-none = ไม่มีอะไรที่พลาดไป
notices-none_text = สายที่ไม่ได้รับและงานที่ถึงกำหนดจะเก็บไว้ที่นี่
notices-none_text_alone = งานที่ถึงกำหนดจะเก็บไว้ที่นี่
notices-seen = เห็น { $name } แล้ว
notices-not_seen = ยังไม่เห็น
notices-call = สายที่ไม่ได้รับ
notices-due_at = ถึงกำหนด { $time }
notices-comes_due = ถึงกำหนด: { $when }
notices-reminded_at = เตือน { $time }
notices-called_at = โทรมา { $time }

notices-task_due = ถึงกำหนด: { $name }
notices-tasks_due = งานถึงกำหนด { $count } งาน
notices-reminder = เตือน: { $name }
notices-reminders = เตือน { $count } งาน
notices-in_minutes = อีก { $count } นาที: { $name }
notices-in_hours = อีก { $count } ชั่วโมง: { $name }
notices-in_days = อีก { $count } วัน: { $name }
notices-missed_call = สายที่ไม่ได้รับจาก { $name }
notices-missed_calls = สายที่ไม่ได้รับ { $count } สาย
notices-and_more_tasks = { $name } และอีก { $more } งาน
notices-and_more_calls = { $name } และอีก { $more } สาย
notices-open = เปิด
notices-answer_with_voice = รับด้วยเสียงอย่างเดียว

notices-pop_calls = สายที่ไม่ได้รับ
notices-pop_calls_why = การแจ้งเตือนของเครื่องจะบอกว่าใครโทรมาเมื่อคุณไม่ได้รับสาย
notices-pop_tasks = งานที่ถึงกำหนด
notices-pop_tasks_why = เตือนแม้ไม่มีเครือข่ายหรือปิดหน้าต่างอยู่ ถ้าถึงกำหนดพร้อมกันหลายงานจะรวมเป็นครั้งเดียว
notices-pop_reminders = การเตือนล่วงหน้า
notices-pop_reminders_why = ก่อนงานถึงกำหนด ตามเวลาที่ขอไว้ตอนวางแผน
notices-quiet = ช่วงเวลาเงียบ
notices-quiet_why = ช่วงนี้จะไม่มีอะไรเด้งขึ้นมา แต่ยังดูได้ที่กระดิ่ง
notices-quiet_never = ยังไม่ได้เลือกวัน จึงแจ้งเตือนเสมอ

notices-try = ลองดูตอนนี้
notices-try_why = เพื่อให้รู้ว่าเครื่องนี้แสดงการแจ้งเตือนได้
notices-try_what = หน้าตาของการแจ้งเตือน
notices-shown_by = { $name } แสดงให้แล้ว ถ้าไม่เห็น ดูว่าเครื่องพักการแจ้งเตือนไว้หรือไม่
notices-shown_by_nobody = เครื่องนี้ไม่แสดงการแจ้งเตือน สายเข้ายังดังในหน้าต่างของตัวเอง และกระดิ่งเก็บสิ่งที่พลาดไว้
notices-tried = หน้าตาเป็นแบบนี้
notices-tried_body = สายที่ไม่ได้รับและงานที่ถึงกำหนดจะแจ้งแบบนี้
