import { expect, test } from "vitest";
import {
  COLUMNS,
  kept,
  movedBefore,
  NARROWEST,
  nudged,
  pinnedAt,
  pinToggled,
  placed,
  resized,
  shown,
  template,
  toggledColumn,
} from "./columns";

const fields = (columns: { field: string }[]) => columns.map((column) => column.field);

test("a fresh list shows the declared columns in their order", () => {
  expect(fields(placed([]))).toEqual(fields([...COLUMNS]));
  expect(fields(shown(placed([])))).not.toContain("email");
});

test("what was kept comes back, unknown columns are dropped and new ones come last", () => {
  const columns = placed([
    { field: "phone", width: 140, hidden: false, pinned: false },
    { field: "shoe_size", width: 80, hidden: false, pinned: false },
    { field: "name", width: 220, hidden: true, pinned: false },
  ]);
  expect(fields(columns).slice(0, 2)).toEqual(["name", "phone"]);
  expect(columns[0]?.hidden).toBe(false);
  expect(columns).toHaveLength(COLUMNS.length);
  expect(placed(kept(columns))).toEqual(columns);
});

test("the name stays first whatever is moved", () => {
  expect(fields(movedBefore(placed([]), "phone", "name"))[0]).toBe("name");
  expect(fields(movedBefore(placed([]), "name", "phone"))[0]).toBe("name");
});

test("a column moves one place among those that are shown", () => {
  const columns = placed([]);
  expect(fields(shown(nudged(columns, "company_name", 1))).slice(1, 3)).toEqual(["lead_quality", "company_name"]);
  expect(nudged(columns, "company_name", -1)).toEqual(columns);
  expect(nudged(columns, "owner_id", 1)).toEqual(columns);
});

test("a column is never dragged to nothing", () => {
  expect(resized(placed([]), "phone", 3).find((column) => column.field === "phone")?.width).toBe(NARROWEST);
});

test("a hidden column keeps its place", () => {
  const hidden = toggledColumn(placed([]), "score");
  expect(fields(hidden)).toEqual(fields(placed([])));
  expect(fields(shown(hidden))).not.toContain("score");
});

test("dragged widths are exact; before that the text columns share what is left", () => {
  expect(template(shown(placed([])))).toContain("minmax(190px, 1fr)");
  expect(template(shown(resized(placed([]), "phone", 150)))).toContain(" 190px 176px ");
});

test("a pinned column stands behind the name and before what scrolls, however it is moved", () => {
  const columns = pinToggled(pinToggled(placed([]), "phone"), "owner_id");
  expect(fields(columns).slice(0, 4)).toEqual(["name", "phone", "owner_id", "company_name"]);
  expect(fields(movedBefore(columns, "phone", null)).slice(0, 3)).toEqual(["name", "owner_id", "phone"]);
  expect(fields(movedBefore(columns, "email", "phone")).slice(0, 3)).toEqual(["name", "phone", "owner_id"]);
  expect(fields(pinToggled(columns, "phone")).slice(0, 2)).toEqual(["name", "owner_id"]);
  expect(placed(kept(columns))).toEqual(columns);
});

test("pinned columns stand side by side behind the boxes to tick", () => {
  const [name, phone, next] = pinnedAt(shown(pinToggled(placed([]), "phone")));
  expect([name, phone, next]).toEqual([38, 38 + 190, undefined]);
});
