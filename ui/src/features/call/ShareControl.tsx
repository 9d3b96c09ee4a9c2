import { useQuery } from "@tanstack/react-query";
import { AppWindow, Monitor, MonitorUp, MonitorX } from "lucide-react";
import { useState } from "react";
import type { CallView, Screen } from "../../host/api";
import { ask } from "../../host/query";
import { useText } from "../../i18n";
import { Popover } from "../../kit/Popover";
import styles from "./ShareControl.module.css";
import stage from "./Stage.module.css";
import { useCallEdits } from "./useCalls";

/**
 * Shows the others a screen or a window. Some desktops ask themselves what to show; on one that lets nobody see any
 * there is nothing to press.
 */
export function ShareControl({ call, off }: { call: CallView; off: boolean }) {
  const t = useText();
  const edits = useCallEdits(call.id);
  const [open, setOpen] = useState(false);
  // Windows come and go without an event.
  const found = useQuery({
    ...ask("call_screens", {}),
    refetchOnMount: "always",
    refetchInterval: open ? 2_000 : false,
  });
  const screens = found.data?.screens ?? [];
  if (call.sharing) {
    return (
      <button type="button" className={stage.control} data-on disabled={off} onClick={() => edits.share(null)}>
        <span className={stage.key}>
          <MonitorX />
        </span>
        {t("call-share_stop")}
      </button>
    );
  }
  const [first] = screens;
  if (!first) return null;
  const share = (
    <>
      <span className={stage.key}>
        <MonitorUp />
      </span>
      {t("call-share")}
    </>
  );
  if (first.kind === "asked") {
    return (
      <button type="button" className={stage.control} disabled={off} onClick={() => edits.share(first.id)}>
        {share}
      </button>
    );
  }
  const choose = (screen: Screen) => {
    setOpen(false);
    edits.share(screen.id);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t("call-share_what")}
      side="top"
      align="center"
      trigger={
        <button type="button" className={stage.control} disabled={off}>
          {share}
        </button>
      }
    >
      <ul className={styles.screens}>
        {screens.map((screen, at) => (
          <li key={screen.id}>
            <button type="button" className={styles.screen} onClick={() => choose(screen)}>
              {screen.kind === "window" ? <AppWindow /> : <Monitor />}
              <span>{screen.kind === "window" ? screen.name : t("call-share_screen", { number: at + 1 })}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
