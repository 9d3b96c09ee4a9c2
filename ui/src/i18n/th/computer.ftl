## Leadline on this computer: the tray and starting by itself.

computer-stays = ทำงานต่อเมื่อปิดหน้าต่าง
computer-stays_tray = สายเข้ายังดังและงานยังส่งต่อ กดไอคอนบนแถบของเดสก์ท็อปเพื่อเปิดหน้าต่างอีกครั้ง
computer-stays_no_tray = สายเข้ายังดังและงานยังส่งต่อ เดสก์ท็อปนี้ไม่แสดงไอคอน เปิด Leadline ซ้ำเพื่อเรียกหน้าต่าง กด Ctrl Q เพื่อปิดโปรแกรม
computer-login = เปิดเองเมื่อเข้าใช้เครื่อง
computer-login_why = เปิดแบบไม่มีหน้าต่าง เพื่อให้สายเข้าดังได้
computer-login_none = เครื่องนี้ไม่ให้โปรแกรมเปิดเอง
computer-drawing = แสดงผลโดยไม่ใช้การ์ดจอ
computer-drawing_why = สำหรับหน้าต่างที่ว่างเปล่าหรือกะพริบ Leadline เปิดให้เองเมื่อเปิดโปรแกรมแล้วไม่มีภาพ มีผลเมื่อเปิดครั้งถัดไป
