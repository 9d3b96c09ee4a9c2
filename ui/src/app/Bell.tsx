import { useQuery } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { lazy, Suspense, useRef } from "react";
import { ask } from "../host/query";
import { useSpeech } from "../i18n";
import { IconButton } from "../kit/Button";
import { useCommands } from "../kit/commands/useCommands";
import { Popover } from "../kit/Popover";
import { number } from "../words/number";
import styles from "./Bell.module.css";
import { useSurface } from "./surfaces";

const NoticePanel = lazy(async () => ({ default: (await import("../features/notices")).NoticePanel }));

/** More than this many are not counted out. */
const MOST = 99;

/** How much one was told of and has not seen, and the panel that lists it. */
export function Bell() {
  const { text: t, language } = useSpeech();
  const unseen = useQuery(ask("notices", {})).data?.unseen ?? 0;
  const open = useSurface((surface) => surface.open === "notices");
  const show = useSurface((surface) => surface.set);
  const goesOn = useRef(false);
  useCommands([
    {
      id: "notices",
      icon: BellIcon,
      run: () => show("notices"),
    },
  ]);
  const shown = unseen > MOST ? `${MOST}+` : number(language, unseen);
  const name = unseen > 0 ? t("bell-unseen", { count: unseen > MOST ? shown : unseen }) : t("bell-title");
  return (
    <Popover
      open={open}
      onOpenChange={(stays) => {
        goesOn.current = false;
        show(stays ? "notices" : null);
      }}
      label={t("bell-title")}
      align="end"
      finalFocus={() => !goesOn.current}
      trigger={
        <IconButton label={name} keys="g n" className={styles.bell}>
          <BellIcon />
          {unseen > 0 && (
            <span className={styles.count} aria-hidden="true">
              {shown}
            </span>
          )}
        </IconButton>
      }
    >
      <Suspense fallback={<div className={styles.loading} />}>
        <NoticePanel
          onLeave={() => {
            // What is opened takes the focus.
            goesOn.current = true;
            show(null);
          }}
        />
      </Suspense>
    </Popover>
  );
}
