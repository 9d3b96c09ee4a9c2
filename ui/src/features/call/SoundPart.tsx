import { useQuery } from "@tanstack/react-query";
import { ask } from "../../host/query";
import { problemSentence, useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { RingPart } from "./RingPart";
import { Microphone, Speaker, useSoundDevices } from "./SoundDevices";
import styles from "./SoundPart.module.css";

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
          <Speaker devices={known} onChoose={put} />
          {ring && <RingPart ring={ring} outputs={known.outputs} />}
        </>
      )}
    </Answer>
  );
}
