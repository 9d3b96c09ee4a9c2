import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  useLocation,
} from "@tanstack/react-router";
import { act } from "@testing-library/react";
import type { ReactNode } from "react";
import { useKeyboard } from "../kit/commands/useKeyboard";
import { onScreen, type ScreenOptions } from "./onScreen";

/** Draws a part on some page of the app, with the keys of the window. `at` says which page it is by then. */
export async function inRouter(part: ReactNode, path: string, options: ScreenOptions = {}) {
  const where = { now: "" };
  const root = createRootRoute({
    component: function Window() {
      where.now = useLocation().pathname;
      useKeyboard({ singleKeys: true });
      return part;
    },
  });
  const rest = createRoute({ getParentRoute: () => root, path: "$" });
  const history = createMemoryHistory({ initialEntries: ["/leads", path] });
  const router = createRouter({ routeTree: root.addChildren([rest]), history });
  // Only the paths matter here: the app's own routes are not loaded.
  const drawn = onScreen(<RouterProvider router={router as never} />, options);
  await act(async () => undefined);
  return { ...drawn, at: () => where.now };
}
