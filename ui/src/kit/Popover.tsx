import { Popover as Base } from "@base-ui/react/popover";
import { useRef, type ComponentProps, type ReactElement, type ReactNode } from "react";
import { FirstFocus } from "./firstFocus";
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
  const field = useRef<HTMLInputElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner className={float.place} sideOffset={4} side={side} align={align} anchor={anchor}>
          <Base.Popup
            className={float.float}
            aria-label={label}
            {...(finalFocus !== undefined ? { finalFocus } : {})}
            {...(initialFocus !== undefined ? { initialFocus } : trigger ? {} : { initialFocus: field })}
          >
            {/* A trigger has the focus back in any case, and what comes later into the panel can take it. */}
            {trigger ? children : <FirstFocus value={field}>{children}</FirstFocus>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
