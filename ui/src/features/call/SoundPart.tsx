import { useQuery } from "@tanstack/react-query";
import { ask, useEdit } from "../../host/query";
import { problemSentence, useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Switch } from "../../kit/Switch";
import { SettingRow } from "../settings/SettingRow";
import { RingPart } from "./RingPart";
import { Microphone, Speaker, useSoundDevices } from "./SoundDevices";
import styles from "./SoundPart.module.css";
import { usePushToTalk } from "./useCalls";

/** Which microphone and speaker calls use, and whether they work. */
export function SoundPart() {
  const t = useText();
  const { devices, put } = useSoundDevices();
  const ring = useQuery(ask("ring_settings", {})).data;
  return (
    <Answer of={devices} skeleton={null}>
      {(known) => (
        <>
          {known.fault && (
            <p className={styles.fault} role="alert">
              {problemSentence(t, known.fault)}
            </p>
          )}
          <Microphone devices={known} onChoose={put} />
          <PushToTalk />
          <Speaker devices={known} onChoose={put} />
          {ring && <RingPart ring={ring} outputs={known.outputs} />}
        </>
      )}
    </Answer>
  );
}

function PushToTalk() {
  const t = useText();
  const choose = useEdit("push_to_talk");
  return (
    <SettingRow what={t("sound-push_to_talk")} why={t("sound-push_to_talk_why")}>
      <Switch label={t("sound-push_to_talk")} checked={usePushToTalk()} onChange={(on) => choose.mutate({ on })} />
    </SettingRow>
  );
}
