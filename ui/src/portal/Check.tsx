import { Check as Tick, Mic, MicOff, Phone, Play, Video, VideoOff, Volume2 } from "lucide-react";
import type { Media } from "./call";
import styles from "./Check.module.css";
import { DeviceChoice } from "./DeviceChoice";
import type { DeviceFault } from "./devices";
import { Button, Notice } from "./parts";
import { Picture } from "./Picture";
import { useText } from "./Speech";
import { play } from "./tones";
import { useDevices, type Camera } from "./useDevices";
import { useLevel } from "./useLevel";
import { useVisit } from "./visit";
import type { Whom } from "./whom";

/** Microphone and camera before anybody's telephone rings. */
export function Check({ whom, media, session }: { whom: Whom; media: Media; session: string | null }) {
  const t = useText();
  const { phone } = useVisit();
  const { microphone, camera, again, chooseMicrophone, turnCamera, handOver } = useDevices(media === "video");
  const { stream, all } = microphone.at === "ready" ? microphone : { stream: null, all: [] };

  if (microphone.at === "fault") {
    return <NoMicrophone fault={microphone.fault} onAgain={again} onBack={() => phone.free()} />;
  }
  const name = whom.short;
  const call = () => {
    const devices = handOver();
    if (devices) void phone.call(whom, media, devices, session);
  };
  return (
    <main className={styles.card} data-media={media}>
      {media === "video" && <OwnPicture camera={camera} />}
      <div className={styles.body}>
        <div>
          <h1>{t("check-title", { name })}</h1>
          <p className={styles.lead}>{t(media === "video" ? "check-sees" : "check-hears", { name })}</p>
        </div>
        <Loudness stream={stream} />
        {microphone.at === "asking" && <p className={styles.hint}>{t("check-asking")}</p>}
        {stream && (
          <DeviceChoice
            kind="audioinput"
            label={t("check-microphone")}
            known={all}
            value={stream.getAudioTracks()[0]?.getSettings().deviceId}
            onChange={chooseMicrophone}
          />
        )}
        <div className={styles.row}>
          <Volume2 aria-hidden="true" />
          <span>{t("check-speaker")}</span>
          <Button icon={<Play aria-hidden="true" />} onClick={() => play("test")}>
            {t("check-play")}
          </Button>
        </div>
        {media === "video" && <CameraSwitch camera={camera} onTurn={turnCamera} />}
        <span className={styles.fill} />
        <div className={styles.last}>
          <Button
            kind="primary"
            wide
            disabled={stream === null || camera.at === "asking"}
            icon={media === "video" ? <Video aria-hidden="true" /> : <Phone aria-hidden="true" />}
            onClick={call}
          >
            {t("check-call")}
          </Button>
          <Button kind="ghost" wide onClick={() => phone.free()}>
            {t("check-back")}
          </Button>
        </div>
      </div>
    </main>
  );
}

function Loudness({ stream }: { stream: MediaStream | null }) {
  const t = useText();
  const { level, steps, heard } = useLevel(stream);
  return (
    <div>
      <div className={styles.row}>
        <Mic aria-hidden="true" />
        <span>{t("check-say_something")}</span>
        <span className={styles.heard} role="status">
          {heard && (
            <>
              <Tick aria-hidden="true" />
              {t("check-we_hear_you")}
            </>
          )}
        </span>
      </div>
      <div className={styles.level} aria-hidden="true">
        {Array.from({ length: steps }, (_, at) => (
          <i key={at} data-on={at < level || undefined} />
        ))}
      </div>
    </div>
  );
}

function OwnPicture({ camera }: { camera: Camera }) {
  const t = useText();
  const [track] = camera.at === "ready" ? camera.stream.getVideoTracks() : [];
  return (
    <div className={styles.picture}>
      {track ? (
        <>
          <Picture track={track} />
          <span className={styles.tag}>{t("check-your_picture")}</span>
        </>
      ) : (
        camera.at !== "asking" && <span>{t("check-camera_off")}</span>
      )}
    </div>
  );
}

function CameraSwitch({ camera, onTurn }: { camera: Camera; onTurn: (on: boolean) => void }) {
  const t = useText();
  const on = camera.at === "ready" || camera.at === "asking";
  return (
    <div>
      <button type="button" role="switch" aria-checked={on} className={styles.switch} onClick={() => onTurn(!on)}>
        {on ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        <span>{t("check-camera")}</span>
        <i className={styles.knob} />
      </button>
      {camera.at === "fault" && (
        <p className={styles.hint} data-tone="warning" role="status">
          {t(`device-camera_${camera.fault}`)}
        </p>
      )}
    </div>
  );
}

type NoMicrophoneProps = { fault: DeviceFault; onAgain: () => void; onBack: () => void };

/** Without a microphone nobody is rung. */
function NoMicrophone({ fault, onAgain, onBack }: NoMicrophoneProps) {
  const t = useText();
  return (
    <Notice
      icon={<MicOff aria-hidden="true" />}
      tone="danger"
      title={t(`device-${fault}_title`)}
      actions={
        <>
          {fault !== "unsupported" && (
            <Button kind="primary" wide onClick={onAgain}>
              {t("check-try_again")}
            </Button>
          )}
          <Button kind="ghost" wide onClick={onBack}>
            {t("check-back")}
          </Button>
        </>
      }
    >
      <p>{t(`device-${fault}`)}</p>
    </Notice>
  );
}
