// A spreadsheet as a Thai computer saves it: Thai headers, letters in Windows-874.

const HEADERS = ["ชื่อลูกค้า", "บริษัท", "โทรศัพท์", "อีเมล", "เกรด"];

/** The bytes of a CSV file with `rows` leads; `others` names cells by line, header and what stands there instead. */
export function thaiSpreadsheet(rows, others) {
  const lines = Array.from({ length: rows }, (_, at) => {
    const line = at + 2;
    const cells = [
      `นำเข้าทดสอบ ${line}`,
      `ร้านค้าเลขที่ ${line}`,
      `08${String(50_000_000 + line)}`,
      `lead${line}@import.example`,
      "ABC"[at % 3],
    ];
    for (const cell of others) if (cell.line === line) cells[HEADERS.indexOf(cell.header)] = cell.value;
    return cells.join(",");
  });
  return inWindows874([HEADERS.join(","), ...lines, ""].join("\r\n"));
}

/** The Thai block stands in Windows-874 in the order of Unicode; nothing else than it and ASCII is used here. */
function inWindows874(text) {
  return Buffer.from(Array.from(text, (letter) => {
    const code = letter.codePointAt(0);
    return code < 0x80 ? code : code - 0x0e00 + 0xa0;
  }));
}
