import { MicOff } from "lucide-react";
import type { CallPicture, CallView } from "../../host/api";
import { useText } from "../../i18n";
import { nameOf } from "./callState";
import { Picture } from "./Picture";
import styles from "./Pictures.module.css";

/** What the others show: large, screens before faces. */
export function Pictures({ call }: { call: CallView }) {
  const { large } = arranged(call);
  return (
    <div className={styles.large}>
      {large.map((picture) => (
        <Theirs key={`${picture.of} ${picture.kind}`} call={call} picture={picture} />
      ))}
    </div>
  );
}

/** What stands small in the corner: faces beside a screen, and oneself. */
export function SmallPictures({ call }: { call: CallView }) {
  const t = useText();
  const { small } = arranged(call);
  if (small.length === 0 && !call.camera) return null;
  return (
    <div className={styles.small}>
      {small.map((picture) => (
        <Theirs key={`${picture.of} ${picture.kind}`} call={call} picture={picture} />
      ))}
      {call.camera && (
        <Picture callId={call.id} of={null} kind="camera" label={t("call-own_picture")}>
          {t("call-you")}
        </Picture>
      )}
    </div>
  );
}

function Theirs({ call, picture: { of, name, kind } }: { call: CallView; picture: CallPicture }) {
  const t = useText();
  const others = new Set(call.pictures.map((picture) => picture.of));
  const shown = others.size === 1 ? nameOf(call) : name;
  return (
    <Picture callId={call.id} of={of} kind={kind} label={t(`call-${kind}_of`, { name: shown })}>
      {others.size === 1 && call.other_muted && <MicOff />}
      {kind === "screen" ? t("call-screen_of", { name: shown }) : shown}
    </Picture>
  );
}

function arranged({ pictures }: CallView): { large: CallPicture[]; small: CallPicture[] } {
  const screens = pictures.filter(({ kind }) => kind === "screen");
  const faces = pictures.filter(({ kind }) => kind === "camera");
  return screens.length > 0 ? { large: screens, small: faces } : { large: faces, small: [] };
}
