import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Keys } from "./Keys";
import styles from "./Tooltip.module.css";

type Props = {
  label: ReactNode;
  keys?: string;
  /** There is nothing to say. */
  off?: boolean;
  children: ReactElement;
};

/** Says what a small thing is when the pointer or the focus rests on it. */
export function Tooltip({ label, keys, off = false, children }: Props) {
  return (
    <Base.Root
      disabled={off}
      onOpenChange={(_, details) => {
        // One Escape also closes what the tooltip stands in: nobody asked for the tooltip.
        if (details.reason === "escape-key") details.allowPropagation();
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className={styles.place}>
          {/* For the eye alone: what it stands at is called or described by the same words. */}
          <Base.Popup className={styles.tooltip} aria-hidden="true">
            {label}
            {keys && <Keys keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Once round the app: the second tooltip in a row opens without waiting. */
export function TooltipDelay({ children }: { children: ReactNode }) {
  return <Base.Provider delay={500}>{children}</Base.Provider>;
}
