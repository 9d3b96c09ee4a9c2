## The window of an incoming call, and the words of a call that both windows use.

ring-label = สายเข้าจาก { $name }
ring-video = วิดีโอคอล
ring-audio = สายเสียง
ring-from_portal = จากพอร์ทัลลูกค้า
ring-to_group = ถึง{ $group }
ring-asked_by = { $name } ชวนคุณเข้าสาย
ring-from_colleague = จากเพื่อนร่วมงาน
ring-calls_you = { $name } กำลังโทรเข้ามา
ring-answer = รับสาย
ring-hold_and_answer = พักสายแล้วรับ
ring-no_sound = ไม่มีเสียงดังระหว่างคุยสาย
ring-next_in_line = ไม่มีเสียงดังระหว่างคุยสาย ถัดไปคือ{ $group }
ring-pass_on = ส่งต่อ
ring-nobody_else = ตอนนี้ไม่มีคนอื่นรับสายได้ สายยังดังอยู่ที่นี่
ring-consulting = คุยกับเพื่อนร่วมงานให้เสร็จก่อน
ring-with_voice = เสียง
ring-silence = ปิดเสียงเรียก
ring-silenced = ปิดเสียงเรียกแล้ว
ring-decline = ปฏิเสธ
ring-note = โน้ตล่าสุด
ring-next_step = ขั้นต่อไป
ring-calls = { $count ->
    [0] สายแรกใน 30 วัน
   *[other] { $count } สายใน 30 วัน
  }
ring-unknown = ยังไม่มีในรายชื่อลูกค้า
ring-colleague = เพื่อนร่วมงาน
ring-others = ดังอยู่อีก { $count } สาย
ring-look_at = ดูสายของ { $name }
ring-on_a_call = คุณกำลังคุยสาย { $time }
ring-answered_elsewhere = รับสายแล้ว
ring-answered_elsewhere_text = มีคนรับสายที่เครื่องอื่นแล้ว
ring-answered_by = { $name } รับสายแล้ว
ring-declined_elsewhere = ปฏิเสธสายแล้ว
ring-declined_elsewhere_text = มีคนปฏิเสธสายที่เครื่องอื่นแล้ว
ring-over = สายจบแล้ว
ring-over_text = อีกฝ่ายวางสายก่อนมีคนรับ
ring-closes = หน้าต่างนี้จะปิดใน { $seconds } วินาที
ring-connecting = กำลังต่อสาย
ring-connecting_text = สายนี้เป็นของคุณแล้ว
ring-end = วางสาย
ring-refused = ทำไม่สำเร็จ ลองอีกครั้ง หรือใช้หน้าต่างหลัก
