// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { TagRow } from "../../host/api";
import { onScreen } from "../../testing/onScreen";
import { TagPickList } from "./TagPickList";

const core = vi.hoisted(() => ({ asked: [] as { name: string; request: unknown }[] }));
const SOLAR: TagRow = { id: "solar", name: "Solar", colour: "amber", category: null };
vi.mock("../../host", () => ({
  host: {
    call: async (name: string, request: unknown) => {
      core.asked.push({ name, request });
      return name === "directory" ? { profiles: [], tags: [SOLAR], sources: [] } : { count: 1 };
    },
    subscribe: () => () => undefined,
  },
}));

beforeEach(() => {
  core.asked.length = 0;
});

/** The list, with what somebody types. */
async function typed(text: string) {
  const onPick = vi.fn<(tag: TagRow) => void>();
  const { person } = onScreen(<TagPickList label="Find a tag" onPick={onPick} />);
  await screen.findByText("Solar");
  await person.type(screen.getByLabelText("Find a tag"), text);
  return { onPick, person };
}

const made = () => core.asked.filter(({ name }) => name === "tag_create").map(({ request }) => request);

test("a tag that is missing is added by its name, and picked", async () => {
  const { onPick, person } = await typed("  Hotels ");
  await person.click(await screen.findByText("Add the tag “Hotels”"));
  await waitFor(() => expect(onPick).toHaveBeenCalledTimes(1));
  const picked = onPick.mock.calls[0]?.[0];
  expect(picked).toMatchObject({ name: "Hotels" });
  expect(made()).toEqual([
    { id: picked?.id, fields: { values: { name: "Hotels", colour: picked?.colour } }, draft: null },
  ]);
});

test("the same name in other letters is the tag that is there", async () => {
  const { onPick, person } = await typed("sOLAR");
  expect(screen.queryByText(/Add the tag/)).toBeNull();
  await person.keyboard("{Enter}");
  expect(onPick).toHaveBeenCalledWith(SOLAR);
  expect(made()).toEqual([]);
});
