import {
  CircleArrowDown,
  CircleCheck,
  Info,
  PackageCheck,
  RefreshCw,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { Updates, UpdateStage } from "../../host/api";
import type { CommandName } from "../../host/commands";
import type { Text } from "../../i18n/text";

type Of<Name extends string> = UpdateStage extends infer Each
  ? Each extends Record<Name, infer What>
    ? What
    : never
  : never;

/** One stage as a name and what belongs to it. */
export type Stage =
  | { is: "none" | "looking" }
  | ({ is: "available" | "installing" | "installed" } & Of<"available">)
  | ({ is: "downloading" } & Of<"downloading">)
  | ({ is: "ready" } & Of<"ready">)
  | ({ is: "failed" } & Of<"failed">);

/** The stage, told apart by its name. */
export function stageOf({ stage }: Updates): Stage {
  const [[is, what]] = Object.entries(stage) as [[Stage["is"], object]];
  return { is, ...what } as Stage;
}

/** What one sees of a stage, and what one can do in it. */
export type View = {
  icon: LucideIcon;
  tone?: "good" | "news" | "warning";
  what: string;
  why?: string;
  /** What became of the last try. */
  fault?: { what: string; help: string };
  deed?: Deed;
};

type Deed = {
  command: Extract<CommandName, "updates_look" | "updates_fetch" | "updates_install">;
  label: string;
  primary?: boolean;
};

/** A stage in words; `looked` says when the feed was last read. */
export function viewOf(t: Text, stage: Stage, { version, looked_at }: Updates, looked: string): View {
  const have = t("updates-have", { version });
  switch (stage.is) {
    case "none": {
      const deed: Deed = { command: "updates_look", label: t("updates-look") };
      if (looked_at === null) return { icon: Info, what: have, why: looked, deed };
      return { icon: CircleCheck, tone: "good", what: t("updates-newest"), why: `${have} ${looked}`, deed };
    }
    case "looking":
      return { icon: RefreshCw, what: t("updates-looking"), why: have };
    case "available":
      return {
        icon: CircleArrowDown,
        tone: "news",
        what: t("updates-available", { version: stage.new.version }),
        why: have,
        deed: { command: "updates_fetch", label: t("updates-fetch"), primary: true },
      };
    case "downloading":
      return { icon: CircleArrowDown, tone: "news", what: t("updates-downloading", { version: stage.new.version }) };
    case "ready":
      return {
        icon: PackageCheck,
        tone: "news",
        what: t("updates-ready", { version: stage.new.version }),
        why: t("updates-ready_why"),
        ...(stage.fault && {
          fault: { what: t(`updates-fault_${stage.fault}`), help: t(`updates-fault_${stage.fault}_help`) },
        }),
        deed: { command: "updates_install", label: t("updates-install"), primary: true },
      };
    case "installing":
      return {
        icon: PackageCheck,
        tone: "news",
        what: t("updates-installing", { version: stage.new.version }),
        why: t("updates-installing_why"),
      };
    case "installed":
      return {
        icon: PackageCheck,
        tone: "good",
        what: t("updates-installed", { version: stage.new.version }),
        why: t("updates-installed_why"),
      };
    case "failed":
      return {
        icon: TriangleAlert,
        tone: "warning",
        what: t(`updates-fault_${stage.fault}`),
        why: t(`updates-fault_${stage.fault}_help`),
        deed: { command: "updates_look", label: t("updates-again") },
      };
  }
}
