import { UserPlus } from "lucide-react";
import { lazy, Suspense } from "react";
import { create } from "zustand";
import type { CallView } from "../../host/api";
import { useCommands } from "../../kit/commands/useCommands";

const BringInDialog = lazy(() => import("./BringInDialog").then((part) => ({ default: part.BringInDialog })));

type Choosing = { open: boolean; show: () => void; close: () => void };

/** Whether a colleague is being chosen; both the bar and the stage ask for it. */
export const useBringIn = create<Choosing>()((set) => ({
  open: false,
  show: () => set({ open: true }),
  close: () => set({ open: false }),
}));

/** Asking a colleague into the call one is in, or leaving it to them. */
export function BringIn({ call }: { call: CallView }) {
  const { open, show, close } = useBringIn();
  useCommands([{ id: "call.bring_in", icon: UserPlus, run: show }]);
  return (
    open && (
      <Suspense>
        <BringInDialog call={call} onClose={close} />
      </Suspense>
    )
  );
}
