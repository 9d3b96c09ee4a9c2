import type { ImportFate, ImportGuess, ImportPreview, ImportRow, ImportRows, ImportRowsQuery } from "../host/api";
import { CLIENTS } from "./people";

const row = (line: number, more: Partial<ImportRow> = {}): ImportRow => ({
  line,
  fate: "create",
  values: {
    name: "กมลวรรณ รุ่งเรืองศักดิ์",
    kind: "company",
    company_name: "Chiang Mai Cold Chain and Provincial Logistics Company Limited",
    phone: "+66815550177",
    email: "kamonwan@chiangmai-coldchain.example",
    lead_quality: "hot",
  },
  repeats: null,
  changes: [],
  errors: [],
  ...more,
});

const ROWS: ImportRow[] = [
  row(2),
  row(3, {
    fate: "update",
    repeats: CLIENTS[0] ? { here: { client: CLIENTS[0], by: "phone" } } : null,
    changes: [
      { field: "company_name", here: "Harbourside Cold Storage", file: "Harbourside Cold Storage Ltd", written: false },
      { field: "source", here: null, file: "Trade fair in Bang Na", written: true },
    ],
  }),
  row(4, { fate: "skip", repeats: { above: { line: 2 } } }),
  row(5, {
    fate: "broken",
    values: {},
    errors: [{ header: "เบอร์โทรศัพท์", value: "081-55", fault: "not_a_phone" }],
  }),
];

/** A file with a column nobody knows, and words nobody knows. */
export const GUESS: ImportGuess = {
  import: "i1",
  file_name: "รายชื่อลูกค้าจากงานแสดงสินค้า-2569.csv",
  encoding: "windows-874",
  encoding_doubtful: true,
  rows: 5_012,
  columns: [
    { at: 0, header: "ชื่อ-นามสกุล", sample: ["กมลวรรณ รุ่งเรืองศักดิ์", "Daniel Mercer"], field: "name", found_by: "header" },
    { at: 1, header: "Company", sample: ["Chiang Mai Cold Chain"], field: "company_name", found_by: "last_time" },
    { at: 2, header: "เบอร์โทรศัพท์", sample: ["081-555-0177", "081-55"], field: "phone", found_by: "content" },
    { at: 3, header: "เกรด", sample: ["A", "B+"], field: "lead_quality", found_by: "header" },
    { at: 4, header: "Remarks from the stand", sample: ["Wants to see the battery room"], field: null, found_by: null },
  ],
  fields: [
    { field: "name", joins: true, choices: null },
    { field: "company_name", joins: false, choices: null },
    { field: "phone", joins: false, choices: null },
    { field: "lead_quality", joins: false, choices: ["hot", "warm", "cold"] },
  ],
};

export const PREVIEW: ImportPreview = {
  rows: ROWS,
  words: [
    {
      field: "lead_quality",
      words: [
        { said: "A", rows: 3_100, known: true, means: "hot" },
        { said: "B+", rows: 240, known: false, means: null },
      ],
      more: false,
    },
  ],
};

export const COUNTS = { create: 4_800, update: 97, skip: 100, broken: 15 };

export const rowsOf = ({ fate }: ImportRowsQuery): ImportRows => ({ counts: COUNTS, rows: having(fate) });

const having = (fate: ImportFate) => ROWS.filter((each) => each.fate === fate);
