import fc from "fast-check";
import { expect, test } from "vitest";
import {
  firstWholeRow,
  scaleOf,
  scrollAfterShift,
  scrollToShow,
  slotsOf,
  spacerHeight,
  TALLEST,
  windowAt,
  type Geometry,
} from "./window";

const geometries = fc.record({
  rows: fc.integer({ min: 1, max: 5_000_000 }),
  rowHeight: fc.constantFrom(30, 36),
  viewport: fc.integer({ min: 120, max: 2_000 }),
});

const deepest = (geometry: Geometry) => Math.max(0, spacerHeight(geometry) - geometry.viewport);

test("the spacer never grows beyond what browsers lay out", () => {
  fc.assert(fc.property(geometries, (geometry) => spacerHeight(geometry) <= TALLEST));
});

test("every visible row is drawn, and never more than a screen and its margins", () => {
  fc.assert(
    fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, share) => {
      const scrollTop = share * deepest(geometry);
      const { first, end, top } = windowAt(geometry, scrollTop);
      const drawnTo = top + (end - first) * geometry.rowHeight;
      const listEnd = geometry.rows * geometry.rowHeight <= geometry.viewport;
      expect(top).toBeLessThanOrEqual(scrollTop + 1e-6);
      if (!listEnd) expect(drawnTo).toBeGreaterThanOrEqual(scrollTop + geometry.viewport - 1e-3);
      expect(end - first).toBeLessThanOrEqual(geometry.viewport / geometry.rowHeight + 20);
    }),
  );
});

test("the end of the scroll bar is the end of the list", () => {
  fc.assert(
    fc.property(geometries, (geometry) => {
      expect(windowAt(geometry, deepest(geometry)).end).toBe(geometry.rows);
      expect(windowAt(geometry, 0).first).toBe(0);
    }),
  );
});

test("short lists scroll pixel by pixel", () => {
  expect(scaleOf({ rows: 1_000_000, rowHeight: 30, viewport: 700 })).toBe(1);
  expect(scaleOf({ rows: 1_000_000, rowHeight: 36, viewport: 700 })).toBeGreaterThan(1);
});

test("showing a row brings it wholly into the window and moves nothing if it is there already", () => {
  fc.assert(
    fc.property(
      geometries,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (geometry, share, wanted) => {
        const row = Math.floor(wanted * (geometry.rows - 1));
        const scrollTop = scrollToShow(geometry, share * deepest(geometry), row);
        const listTop = scrollTop * scaleOf(geometry);
        const slack = scaleOf(geometry) + 1e-3;
        expect(row * geometry.rowHeight).toBeGreaterThanOrEqual(listTop - slack);
        expect((row + 1) * geometry.rowHeight).toBeLessThanOrEqual(listTop + geometry.viewport + slack);
        expect(scrollToShow(geometry, scrollTop, row)).toBeCloseTo(scrollTop, 0);
      },
    ),
  );
});

test("a row stays where it is when rows come in above it", () => {
  const geometry = { rows: 2_000, rowHeight: 30, viewport: 600 };
  const before = firstWholeRow(geometry, 900);
  expect(firstWholeRow(geometry, scrollAfterShift(geometry, 900, 7))).toBe(before + 7);
});

test("every drawn row has an element and a place of its own, and keeps both while it stays in the window", () => {
  fc.assert(
    fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, share) => {
      const scrollTop = share * deepest(geometry);
      const drawn = windowAt(geometry, scrollTop);
      const { slots, top } = slotsOf(geometry, drawn);
      expect(new Set(slots.map(({ slot }) => slot)).size).toBe(drawn.end - drawn.first);
      expect(slots.map(({ slot }) => slot)).toEqual(slots.map(({ slot }) => slot).toSorted((a, b) => a - b));
      for (const { index, top: rowTop } of slots) {
        expect(top + rowTop).toBeCloseTo(drawn.top + (index - drawn.first) * geometry.rowHeight, 3);
      }
      const later = windowAt(geometry, Math.min(deepest(geometry), scrollTop + geometry.rowHeight / scaleOf(geometry)));
      const after = new Map(slotsOf(geometry, later).slots.map((each) => [each.index, each]));
      const moved = Math.floor(drawn.first / 10_000) !== Math.floor(later.first / 10_000);
      for (const each of slots) {
        const stays = after.get(each.index);
        if (stays && !moved) expect(stays).toEqual(each);
      }
    }),
  );
});
