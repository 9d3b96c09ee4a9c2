import { expect, test } from "vitest";
import { countries, homeCountry } from "./countries";

test.each([
  [["th-TH"], "TH"],
  [["en-US", "th-TH"], "US"],
  [["en", "lo-LA"], "LA"],
  [["c_utf-8!", "de-CH"], "CH"],
  [["en"], "TH"],
  [["C"], "TH"],
  [[], "TH"],
] as const)("a computer set to %j is at home in %s", (languages, expected) => {
  expect(homeCountry(languages)).toBe(expected);
});

test("countries stand by their names, with the one at home among them", () => {
  expect(countries("TH", "th")[0]).toEqual({ value: "TH", label: "ไทย" });
  expect(countries("CH", "en").map(({ label }) => label)).toContain("Switzerland");
  expect(countries("TH", "en").filter(({ value }) => value === "TH")).toHaveLength(1);
});
