import { Link } from "@tanstack/react-router";
import { MicOff, TriangleAlert, VideoOff } from "lucide-react";
import type { CallView } from "../../host/api";
import { problemSentence, useText } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { useSecond } from "../../words/useSecond";
import { Asked, Everybody } from "./Asked";
import { clockOf, faceOf, goingOn, nameOf, soundWords } from "./callState";
import { Controls } from "./Controls";
import { Pictures, SmallPictures } from "./Pictures";
import { QualityWord } from "./QualityWord";
import styles from "./Stage.module.css";
import { usePushToTalk } from "./useCalls";

/** The dark half of a call: who it is, how the line is, and what one can do about it. */
export function Stage({ call }: { call: CallView }) {
  const t = useText();
  const now = useSecond();
  const going = goingOn(call);
  const name = nameOf(call);
  const sound = soundWords(t, call, usePushToTalk());
  return (
    <section className={styles.stage} aria-label={t("call-bar")} data-region>
      <header className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        {call.facts?.company && <span className={styles.company}>{call.facts.company}</span>}
        <span className={styles.fill} />
        {call.quality && going === "talking" && (
          <span className={styles.pill}>
            <QualityWord quality={call.quality} />
          </span>
        )}
        <span className={styles.pill} data-clock role="timer">
          {clockOf(call, now)}
        </span>
      </header>
      <div className={styles.middle}>
        {call.pictures.length > 0 ? (
          <Pictures call={call} />
        ) : (
          <>
            <Avatar id={faceOf(call)} name={name} size={96} />
            <p className={styles.face}>
              {call.other_muted && <MicOff />}
              {name}
            </p>
          </>
        )}
        <div className={styles.words} data-over={call.pictures.length > 0 || undefined}>
          <p className={styles.going} role="status" data-going={going}>
            {t(`call-${going}`)}
          </p>
          <Everybody call={call} />
          {sound && <p className={styles.sound}>{sound}</p>}
          {call.sharing && <p className={styles.sound}>{t("call-share_on")}</p>}
        </div>
        <SmallPictures call={call} />
      </div>
      {[call.camera_fault, call.share_fault].map(
        (fault) =>
          fault && (
            <p key={fault.code} className={styles.fault} role="alert">
              <VideoOff />
              <span>{problemSentence(t, fault)}</span>
            </p>
          ),
      )}
      {call.sound_fault && (
        <p className={styles.fault} role="alert">
          <TriangleAlert />
          <span>{problemSentence(t, call.sound_fault)}</span>
          <Link to="/settings" search={{ part: "sound" }}>
            {t("call-choose_sound")}
          </Link>
        </p>
      )}
      <Asked call={call} place="stage" />
      <Controls call={call} />
    </section>
  );
}
