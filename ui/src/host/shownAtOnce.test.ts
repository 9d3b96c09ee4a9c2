import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { showAtOnce } from "./shownAtOnce";

const CARD = ["client_get", { id: "anong" }];
const PAGE = ["list_page", 1, 1, 0];

function screen() {
  const answers = new QueryClient();
  const anong = { id: "anong", name: "Anong", lifecycle_stage: "lead" };
  answers.setQueryData(CARD, { row: anong, address: null });
  answers.setQueryData(PAGE, { revision: 1, total: 2, offset: 0, rows: [anong, { ...anong, id: "daniel" }] });
  const stages = () => [
    answers.getQueryData<{ row: { lifecycle_stage: string } }>(CARD)?.row.lifecycle_stage,
    ...(answers.getQueryData<{ rows: { lifecycle_stage: string }[] }>(PAGE)?.rows ?? []).map(
      (row) => row.lifecycle_stage,
    ),
  ];
  return { answers, stages };
}

test("an edit stands on the client's page and in the list before the core has answered, and nowhere else", () => {
  const { answers, stages } = screen();
  showAtOnce(answers, "client_update", {
    id: "anong",
    fields: { values: { lifecycle_stage: "mql", address: "12 Sukhumvit" } },
  });
  expect(stages()).toEqual(["mql", "mql", "lead"]);
  expect(answers.getQueryData(CARD)).not.toHaveProperty("row.address");
});

test("an edit the core refused is asked for again", () => {
  const { answers } = screen();
  const takeBack = showAtOnce(answers, "client_update", {
    id: "anong",
    fields: { values: { lifecycle_stage: "mql" } },
  });
  expect(answers.getQueryState(CARD)?.isInvalidated).toBe(false);
  takeBack();
  expect([CARD, PAGE].map((key) => answers.getQueryState(key)?.isInvalidated)).toEqual([true, true]);
});

test("other edits change nothing by themselves", () => {
  const { answers, stages } = screen();
  showAtOnce(answers, "contact_update", { id: "anong", fields: { values: { lifecycle_stage: "mql" } } });
  expect(stages()).toEqual(["lead", "lead", "lead"]);
});
