import type { ComponentProps } from "react";
import { Dialog } from "./Dialog";

/** A dialog at the right edge, for what is read beside the list. */
export function Drawer(props: Omit<ComponentProps<typeof Dialog>, "shape" | "size">) {
  return <Dialog {...props} shape="drawer" />;
}
