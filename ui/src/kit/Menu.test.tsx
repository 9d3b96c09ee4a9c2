// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { onScreen } from "../testing/onScreen";
import { Menu, MenuCheck, MenuItem } from "./Menu";

vi.mock("../host", () => ({ host: {} }));

function opened() {
  const chosen = vi.fn();
  const ticked = vi.fn();
  const drawn = onScreen(
    <Menu trigger={<button type="button">More</button>}>
      <MenuItem onSelect={() => chosen("assign")}>Assign</MenuItem>
      <MenuItem disabled onSelect={() => chosen("merge")}>
        Merge
      </MenuItem>
      <MenuItem onSelect={() => chosen("tag")}>Tag</MenuItem>
      <MenuCheck checked={false} onChange={ticked}>
        E-mail
      </MenuCheck>
    </Menu>,
  );
  return { ...drawn, chosen, ticked };
}

test("the keyboard opens it, walks it and chooses, and the focus comes back", async () => {
  const { person, chosen } = opened();
  await person.tab();
  await person.keyboard("{Enter}");
  await screen.findByRole("menu");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Assign"));
  await person.keyboard("t");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Tag"));
  await person.keyboard("{Enter}");
  expect(chosen.mock.calls).toEqual([["tag"]]);
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  expect(document.activeElement?.textContent).toBe("More");
});

test("what is off cannot be chosen, and Escape chooses nothing", async () => {
  const { person, chosen } = opened();
  await person.click(screen.getByText("More"));
  await person.click(await screen.findByText("Merge"));
  await person.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  expect(chosen).not.toHaveBeenCalled();
});

test("an item that is on or off leaves the menu open", async () => {
  const { person, ticked } = opened();
  await person.click(screen.getByText("More"));
  await person.click(await screen.findByRole("menuitemcheckbox", { name: "E-mail" }));
  expect(ticked.mock.calls[0]?.[0]).toBe(true);
  expect(screen.queryByRole("menu")).not.toBeNull();
});
