import { Popover as Base } from "@base-ui/react/popover";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import float from "./float.module.css";

type Props = {
  trigger?: ReactElement;
  /** Where it points to, if not at its trigger. */
  anchor?: ComponentProps<typeof Base.Positioner>["anchor"];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Spoken name. */
  label: string;
  side?: "top" | "bottom";
  align?: "start" | "center" | "end";
  /** Where the focus goes when it closes, if not back to the trigger. */
  finalFocus?: ComponentProps<typeof Base.Popup>["finalFocus"];
  /** What takes the focus when it opens, if not its first control; `false` leaves the focus where it is. */
  initialFocus?: ComponentProps<typeof Base.Popup>["initialFocus"];
  children: ReactNode;
};

/** A small panel beside what opened it. */
export function Popover({
  trigger,
  anchor,
  open,
  onOpenChange,
  label,
  side = "bottom",
  align = "start",
  finalFocus,
  initialFocus,
  children,
}: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner className={float.place} sideOffset={4} side={side} align={align} anchor={anchor}>
          <Base.Popup
            className={float.float}
            aria-label={label}
            {...(finalFocus !== undefined ? { finalFocus } : {})}
            {...(initialFocus !== undefined ? { initialFocus } : {})}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
