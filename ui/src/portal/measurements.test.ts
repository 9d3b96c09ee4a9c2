import { expect, test } from "vitest";
import { lineOf, lossBetween, opinion } from "./measurements";

const voice = (packetsLost: number, packetsReceived: number, jitter: number) => ({
  type: "inbound-rtp",
  packetsLost,
  packetsReceived,
  jitter,
});

test("the voices of several others are one line", () => {
  const line = lineOf([
    voice(1, 99, 0.004),
    { type: "candidate-pair" },
    { type: "candidate-pair", currentRoundTripTime: 0.05 },
    voice(3, 97, 0.012),
  ]);
  expect(line).toEqual({ packets: { lost: 4, received: 196 }, jitterMs: 12, rttMs: 50 });
});

test("of a line without voices nothing is known", () => {
  expect(lineOf([{ type: "candidate-pair", currentRoundTripTime: 0.05 }])).toBeNull();
});

test.each([
  ["the first time", null, { lost: 5, received: 95 }, 5],
  ["since the last time", { lost: 5, received: 95 }, { lost: 5, received: 195 }, 0],
  ["after somebody left with what was counted of them", { lost: 5, received: 195 }, { lost: 1, received: 99 }, 1],
  ["while nothing came", { lost: 5, received: 95 }, { lost: 5, received: 95 }, null],
])("what was lost is counted %s", (_, before, now, lost) => {
  expect(lossBetween(before, now)).toBe(lost);
});

test("a worse line has a worse opinion", () => {
  const good = opinion(0, 2, 20);
  expect(good).toBeGreaterThan(4.2);
  expect(opinion(5, 2, 20)).toBeLessThan(good);
  expect(opinion(0, 100, 400)).toBeLessThan(good);
  expect(opinion(100, 100, 400)).toBe(1);
});
