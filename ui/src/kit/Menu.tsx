import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { useText } from "../i18n";
import float from "./float.module.css";
import { Keys } from "./Keys";

type Props = {
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  /** Done in place of opening it. */
  refuse?: () => void;
};

export function Menu({ trigger, children, align = "start", side = "bottom", refuse }: Props) {
  const t = useText();
  return (
    <Base.Root
      onOpenChange={(opens, details) => {
        if (!opens || !refuse) return;
        details.cancel();
        refuse();
      }}
    >
      <Base.Trigger render={trigger} />
      {/* What floats stands outside of every landmark of the page, so it is one itself. */}
      <Base.Portal role="region" aria-label={t("kit-choices")}>
        <Base.Positioner className={float.place} sideOffset={4} align={align} side={side}>
          <Base.Popup className={`${float.float} ${float.list}`}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type AtProps = {
  /** What it stands at: a cell, or the point that was clicked. */
  anchor: ComponentProps<typeof Base.Positioner>["anchor"];
  open: boolean;
  onClose: () => void;
  /** It is gone, and the focus is back. */
  onClosed: () => void;
  /** Where the focus goes back to. */
  finalFocus: ComponentProps<typeof Base.Popup>["finalFocus"];
  children: ReactNode;
};

/** A menu without a button of its own: what a right click or Shift F10 opens. */
export function MenuAt({ anchor, open, onClose, onClosed, finalFocus, children }: AtProps) {
  const t = useText();
  return (
    <Base.Root
      open={open}
      onOpenChange={(stays) => !stays && onClose()}
      onOpenChangeComplete={(stays) => !stays && onClosed()}
    >
      <Base.Portal role="region" aria-label={t("kit-choices")}>
        <Base.Positioner className={float.place} sideOffset={2} align="start" anchor={anchor}>
          <Base.Popup className={`${float.float} ${float.list}`} {...(finalFocus ? { finalFocus } : {})}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = {
  icon?: ReactNode;
  keys?: string;
  tone?: "danger";
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

export function MenuItem({ icon, keys, tone, disabled = false, onSelect, children }: ItemProps) {
  return (
    <Base.Item className={float.item} data-tone={tone} disabled={disabled} onClick={onSelect}>
      {icon}
      <span className={float.text}>{children}</span>
      {keys && <Keys keys={keys} />}
    </Base.Item>
  );
}

type CheckProps = { checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean; children: ReactNode };

/** An item that is on or off; the menu stays open. */
export function MenuCheck({ checked, onChange, disabled = false, children }: CheckProps) {
  return (
    <Base.CheckboxItem className={float.item} checked={checked} onCheckedChange={onChange} disabled={disabled}>
      <Check style={{ visibility: checked ? "visible" : "hidden" }} />
      <span className={float.text}>{children}</span>
    </Base.CheckboxItem>
  );
}

type ChoiceProps<T extends string> = {
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string }[];
};

/** One of several. */
export function MenuChoice<T extends string>({ value, onChange, options }: ChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={float.item}>
          <Check style={{ visibility: option.value === value ? "visible" : "hidden" }} />
          <span className={float.text}>{option.label}</span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** Items that belong together, under a word. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className={float.head}>{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export function MenuLine() {
  return <Base.Separator className={float.line} />;
}
