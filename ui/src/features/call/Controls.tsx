import { useNavigate } from "@tanstack/react-router";
import {
  Grid3x3,
  Mic,
  MicOff,
  Pause,
  PhoneOff,
  Play,
  SlidersHorizontal,
  UserPlus,
  Video,
  VideoOff,
} from "lucide-react";
import { useState, type ReactNode, type Ref } from "react";
import type { CallView } from "../../host/api";
import { useText } from "../../i18n";
import { Popover } from "../../kit/Popover";
import { Tooltip } from "../../kit/Tooltip";
import { useBringIn } from "./BringIn";
import { Keypad } from "./Keypad";
import { ShareControl } from "./ShareControl";
import styles from "./Stage.module.css";
import { useCallEdits } from "./useCalls";

/** Large, each with its word; End stands far from Mute. */
export function Controls({ call }: { call: CallView }) {
  const t = useText();
  const go = useNavigate();
  const edits = useCallEdits(call.id);
  const [keypad, setKeypad] = useState(false);
  const bringIn = useBringIn((state) => state.show);
  const off = call.phase !== "active";
  return (
    <div className={styles.controls} role="toolbar" aria-label={t("call-controls")}>
      <Control
        word={call.muted ? t("call-unmute") : t("call-mute")}
        keys="mod+shift+m"
        on={call.muted}
        off={off}
        talks
        icon={call.muted ? <MicOff /> : <Mic />}
        onPress={() => edits.mute(!call.muted)}
      />
      {call.media === "video" && (
        <Control
          word={call.camera ? t("call-camera_off") : t("call-camera_on")}
          keys="mod+shift+v"
          off={off}
          icon={call.camera ? <Video /> : <VideoOff />}
          onPress={() => edits.camera(!call.camera)}
        />
      )}
      <ShareControl call={call} off={off} />
      <i className={styles.line} />
      <Control
        word={call.held ? t("call-resume") : t("call-hold")}
        keys="mod+shift+h"
        on={call.held}
        off={off}
        icon={call.held ? <Play /> : <Pause />}
        onPress={() => edits.hold(!call.held)}
      />
      <Popover
        open={keypad}
        onOpenChange={setKeypad}
        label={t("call-keypad")}
        side="top"
        align="center"
        trigger={
          <button type="button" className={styles.control} disabled={off}>
            <span className={styles.key}>
              <Grid3x3 />
            </span>
            {t("call-keypad")}
          </button>
        }
      >
        <Keypad onPress={edits.tone} />
      </Popover>
      <Control word={t("call-transfer")} keys="mod+shift+e" off={off} icon={<UserPlus />} onPress={bringIn} />
      <Control
        word={t("call-sound")}
        icon={<SlidersHorizontal />}
        onPress={() => void go({ to: "/settings", search: { part: "sound" } })}
      />
      <span className={styles.fill} />
      <Control word={t("call-end")} keys="mod+shift+x" kind="end" icon={<PhoneOff />} onPress={edits.hangUp} />
    </div>
  );
}

type ControlProps = {
  word: string;
  icon: ReactNode;
  keys?: string;
  kind?: "end";
  /** Shown as switched on. */
  on?: boolean;
  off?: boolean;
  /** Space is push to talk on it, too. */
  talks?: boolean;
  onPress: () => void;
  ref?: Ref<HTMLButtonElement>;
};

function Control({ word, icon, keys, kind, on = false, off = false, talks, onPress }: ControlProps) {
  const button = (
    <button
      type="button"
      className={styles.control}
      data-kind={kind}
      data-on={on || undefined}
      data-talks={talks}
      disabled={off}
      onClick={onPress}
    >
      <span className={styles.key}>{icon}</span>
      {word}
    </button>
  );
  return keys === undefined ? (
    button
  ) : (
    <Tooltip label={word} keys={keys}>
      {button}
    </Tooltip>
  );
}
