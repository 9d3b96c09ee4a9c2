// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { onScreen } from "../testing/onScreen";
import { Checkbox } from "./Checkbox";
import { Segments } from "./Segments";
import { Select } from "./Select";
import { Tabs } from "./Tabs";

vi.mock("../host", () => ({ host: {} }));

const QUALITIES = [
  { value: "hot", label: "Hot" },
  { value: "warm", label: "Warm" },
  { value: "cold", label: "Cold" },
];

test("a select shows its choice, opens by key and takes another one", async () => {
  const change = vi.fn();
  const { person } = onScreen(<Select label="Quality" options={QUALITIES} value="hot" onChange={change} />);
  const box = screen.getByRole("combobox", { name: "Quality" });
  expect(box.textContent).toContain("Hot");
  await person.tab();
  await person.keyboard("{ArrowDown}");
  await person.click(await screen.findByRole("option", { name: "Cold" }));
  expect(change.mock.calls).toEqual([["cold"]]);
});

function Views() {
  const [value, setValue] = useState("hot");
  return <Segments label="Quality" value={value} onChange={setValue} options={QUALITIES} />;
}

test("segments are one tab stop, and arrows choose", async () => {
  const { person } = onScreen(<Views />);
  await person.tab();
  expect(screen.getByRole("radio", { name: "Hot" }).getAttribute("aria-checked")).toBe("true");
  await person.keyboard("{ArrowRight}");
  await waitFor(() => expect(screen.getByRole("radio", { name: "Warm" }).getAttribute("aria-checked")).toBe("true"));
  await person.tab();
  expect(document.activeElement).toBe(document.body);
});

function Parts() {
  const [value, setValue] = useState("notes");
  const tabs = [
    { value: "notes", label: "Notes", count: 2, content: <p>Wrote on Monday</p> },
    { value: "people", label: "People", content: <p>Anong</p> },
  ];
  return <Tabs value={value} onChange={setValue} tabs={tabs} />;
}

test("tabs show one part at a time and arrows go to the next", async () => {
  const { person } = onScreen(<Parts />);
  expect(screen.getByRole("tabpanel").textContent).toBe("Wrote on Monday");
  await person.click(screen.getByRole("tab", { name: /Notes/ }));
  await person.keyboard("{ArrowRight}{Enter}");
  await waitFor(() => expect(screen.getByRole("tabpanel").textContent).toBe("Anong"));
});

test("a box is ticked by its words and by Space, and says when only some are", async () => {
  const change = vi.fn();
  const { person } = onScreen(
    <>
      <Checkbox checked={false} onChange={change}>
        I look after this lead
      </Checkbox>
      <Checkbox label="All" checked={false} mixed onChange={change} />
    </>,
  );
  await person.click(screen.getByText("I look after this lead"));
  await person.tab();
  await person.keyboard(" ");
  expect(change).toHaveBeenCalledTimes(2);
  expect(screen.getByRole("checkbox", { name: "All" }).getAttribute("aria-checked")).toBe("mixed");
});
