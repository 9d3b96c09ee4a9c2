import type { ReactNode } from "react";
import styles from "./Chip.module.css";

/** The ten hues of chips, tags and avatars. */
export const HUES = ["slate", "blue", "sky", "teal", "green", "lime", "amber", "orange", "rose", "violet"] as const;
export type Hue = (typeof HUES)[number];

/** The hue with this name; slate for a name this version does not know. */
export function hueNamed(name: string): Hue {
  return HUES.find((hue) => hue === name) ?? "slate";
}

type Props = {
  hue?: Hue;
  tone?: "success" | "warning" | "danger" | "info" | "accent";
  icon?: ReactNode;
  children: ReactNode;
};

/** A word on a ground: a stage, a tag, a state. */
export function Chip({ hue = "slate", tone, icon, children }: Props) {
  return (
    <span className={styles.chip} data-hue={hue} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
