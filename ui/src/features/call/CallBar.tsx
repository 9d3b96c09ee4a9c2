import { Link } from "@tanstack/react-router";
import { Maximize2, Mic, MicOff, Pause, PhoneOff, Play, StickyNote, TriangleAlert, UserPlus } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { CallView } from "../../host/api";
import { problemSentence, useText } from "../../i18n";
import { CallButton } from "../../kit/CallButton";
import { useCommands } from "../../kit/commands/useCommands";
import { Popover } from "../../kit/Popover";
import { Tooltip } from "../../kit/Tooltip";
import { useSecond } from "../../words/useSecond";
import { useBringIn } from "./BringIn";
import styles from "./CallBar.module.css";
import { CallNotes } from "./CallNotes";
import { clockOf, goingOn, soundWords } from "./callState";
import { QualityWord } from "./QualityWord";
import { useCallEdits, usePushToTalk } from "./useCalls";
import { Who } from "./Who";

/** The call that goes on while one works elsewhere. */
export function CallBar({ call }: { call: CallView }) {
  const t = useText();
  const now = useSecond();
  const edits = useCallEdits(call.id);
  const going = goingOn(call);
  const joined = call.phase === "active";
  const sound = soundWords(t, call, usePushToTalk());
  const bringIn = useBringIn((state) => state.show);

  return (
    <section className={styles.bar} aria-label={t("call-bar")} data-region data-going={going}>
      <i className={styles.live} />
      <span className={styles.clock} role="timer">
        {clockOf(call, now)}
      </span>
      <i className={styles.line} />
      <Who call={call} />
      <span className={styles.state} role="status">
        {going === "talking" ? call.quality && <QualityWord quality={call.quality} /> : t(`call-${going}`)}
      </span>
      {call.sound_fault ? (
        <Link to="/settings" search={{ part: "sound" }} className={styles.fault} role="alert">
          <TriangleAlert /> {problemSentence(t, call.sound_fault)}
        </Link>
      ) : (
        sound && (
          <span className={styles.sound} title={sound}>
            {sound}
          </span>
        )
      )}
      <span className={styles.fill} />
      <Notes call={call} />
      {joined && (
        <>
          <Toggle
            label={call.muted ? t("call-unmute") : t("call-mute")}
            keys="mod+shift+m"
            on={call.muted}
            talks
            onClick={() => edits.mute(!call.muted)}
          >
            {call.muted ? <MicOff /> : <Mic />}
          </Toggle>
          <Toggle
            label={call.held ? t("call-resume") : t("call-hold")}
            keys="mod+shift+h"
            on={call.held}
            onClick={() => edits.hold(!call.held)}
          >
            {call.held ? <Play /> : <Pause />}
          </Toggle>
          <Tooltip label={t("call-transfer")} keys="mod+shift+e">
            <button type="button" className={styles.button} aria-label={t("call-transfer")} onClick={bringIn}>
              <UserPlus />
            </button>
          </Tooltip>
        </>
      )}
      <i className={styles.line} />
      <Link to="/call" className={styles.button} title={t("call-open")}>
        <Maximize2 /> <span className={styles.word}>{t("call-open")}</span>
      </Link>
      <CallButton kind="end" icon={<PhoneOff />} onClick={edits.hangUp}>
        {t("call-end")}
      </CallButton>
    </section>
  );
}

type ToggleProps = {
  label: string;
  keys: string;
  on: boolean;
  /** Space is push to talk on it, too. */
  talks?: boolean;
  onClick: () => void;
  children: ReactNode;
};

function Toggle({ label, keys, on, talks, onClick, children }: ToggleProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <button
        type="button"
        className={styles.button}
        aria-label={label}
        data-on={on || undefined}
        data-talks={talks}
        onClick={onClick}
      >
        {children}
      </button>
    </Tooltip>
  );
}

/** The same notes as in the call, without leaving the screen one works on. */
function Notes({ call }: { call: CallView }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  useCommands([
    {
      id: "call.notes",
      icon: StickyNote,
      run: () => setOpen(true),
    },
  ]);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t("call-notes")}
      align="end"
      trigger={
        <button type="button" className={styles.button} title={t("call-notes")}>
          <StickyNote /> <span className={styles.word}>{t("call-notes")}</span>
        </button>
      }
    >
      <div className={styles.notes}>
        <CallNotes call={call} />
      </div>
    </Popover>
  );
}
