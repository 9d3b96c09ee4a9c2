import { BellRing } from "lucide-react";
import type { SessionState } from "../../host/api";
import { useEdit } from "../../host/query";
import { problemSentence, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Answer } from "../../kit/Answer";
import { Button } from "../../kit/Button";
import { CameraPart } from "../call/CameraPart";
import { Microphone, Speaker, useSoundDevices } from "../call/SoundDevices";
import { useTryNotice } from "../notices/useTryNotice";
import sound from "../call/SoundPart.module.css";
import { FirstScreen } from "./FirstScreen";
import sync from "./FirstSync.module.css";
import styles from "./FirstTry.module.css";
import { StepAt } from "./StepAt";

/** Before the first call on this computer: whether one hears and is heard. The data comes meanwhile. */
export function FirstTry({ session, firstRun }: { session: SessionState; firstRun?: boolean }) {
  const t = useLateText();
  const text = useText();
  const { devices, put } = useSoundDevices();
  const ringOnce = useEdit("ring_once");
  const tried = useEdit("devices_tried");
  const notice = useTryNotice();
  return (
    <FirstScreen session={session} headline={t("first_try-headline")} motto={t("first_try-motto")} depth={0}>
      <section className={sync.sync} aria-labelledby="first-try-title">
        <header>
          <StepAt step="devices" firstRun={firstRun} />
          <h1 id="first-try-title" className={sync.title}>
            {t("first_try-title")}
          </h1>
          <p className={sync.subtitle}>{t("first_try-why")}</p>
        </header>
        <Answer of={devices} skeleton={<div className={styles.room} />}>
          {(known) => (
            <div className={styles.room}>
              {known.fault && (
                <p className={sound.fault} role="alert">
                  {problemSentence(text, known.fault)}
                </p>
              )}
              <Microphone heading="h2" devices={known} onChoose={put} />
              <Speaker heading="h2" devices={known} onChoose={put}>
                {known.outputs.length > 0 && (
                  <div className={sound.test}>
                    <p className={sound.why}>{t("first_try-ring_why")}</p>
                    <Button icon={<BellRing />} disabled={ringOnce.isPending} onClick={() => ringOnce.mutate({})}>
                      {text("sound-ring_once")}
                    </Button>
                  </div>
                )}
              </Speaker>
              <CameraPart heading="h2" />
              <section className={sound.part}>
                <h2 className={sound.title}>{t("notices-title")}</h2>
                <div className={sound.test}>
                  <p className={sound.why} role="status">
                    {notice.said}
                  </p>
                  {notice.button}
                </div>
              </section>
            </div>
          )}
        </Answer>
        <Button
          kind="primary"
          className={sync.start}
          disabled={tried.isPending}
          onClick={() => tried.mutate({})}
          ref={focusInPlace}
        >
          {t("first_try-go_on")}
        </Button>
        <p className={sync.rest}>{t("first_try-later")}</p>
      </section>
    </FirstScreen>
  );
}

/** Enter goes on at once, and in a low window the page still begins at its top. */
function focusInPlace(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
