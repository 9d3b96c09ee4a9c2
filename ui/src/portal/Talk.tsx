import { Mic, MicOff, PhoneOff, Settings2, SwitchCamera, Video, VideoOff } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { firstName, otherOf, type Call } from "./call";
import { devices, faultOf, type DeviceFault } from "./devices";
import { Others } from "./Others";
import { Spoken } from "./parts";
import { Picture } from "./Picture";
import type { CallRoom } from "./room";
import { EMPTY_ROOM, type RoomView } from "./roomView";
import { useText } from "./Speech";
import styles from "./Talk.module.css";
import { TalkDevices } from "./TalkDevices";
import { play } from "./tones";
import { useVisit, useVisitState } from "./visit";
import { timer } from "./words";

/** Why the camera is not as the customer wants it; the call goes on. */
type CameraFault = `device-camera_${DeviceFault}` | "talk-device_failed";

/** A running call. */
export function Talk({ call }: { call: Call }) {
  const { session, phone } = useVisit();
  const room = useVisitState((state) => state.room) ?? EMPTY_ROOM;
  const [choosing, setChoosing] = useState(false);
  const [fault, setFault] = useState<CameraFault | null>(null);
  const other = otherOf(call);
  return (
    <main className={styles.stage}>
      <header className={styles.head}>
        <h1 className={styles.chip}>
          <b>{other.name}</b>
          <span className={styles.firm}>{session.organization}</span>
        </h1>
        <span className={styles.fill} />
        <Quality quality={room.quality} />
        {call.activeAt !== null && <Timer since={call.activeAt} />}
      </header>
      <Stage call={call} room={room} fault={fault} />
      {choosing && phone.room && <TalkDevices room={phone.room} onClose={() => setChoosing(false)} />}
      <Controls
        room={room}
        waits={call.waits}
        choosing={choosing}
        onChoose={() => setChoosing(!choosing)}
        onFault={setFault}
      />
    </main>
  );
}

const BARS = { good: 3, fair: 2, poor: 1 };

function Quality({ quality }: { quality: RoomView["quality"] }) {
  const t = useText();
  if (quality === null) return null;
  return (
    <span className={`${styles.chip} ${styles.quality}`} data-quality={quality} title={t("talk-quality")}>
      <span className={styles.bars} aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-on={bar <= BARS[quality] || undefined} />
        ))}
      </span>
      {t(`talk-quality_${quality}`)}
    </span>
  );
}

function Timer({ since }: { since: number }) {
  const t = useText();
  const aheadMs = useVisitState((state) => state.aheadMs);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(ticking);
  }, []);
  return (
    <span className={`${styles.chip} ${styles.time}`} role="timer" aria-live="off" aria-label={t("talk-duration")}>
      {timer(now + aheadMs - since)}
    </span>
  );
}

type StageProps = { call: Call; room: RoomView; fault: CameraFault | null };

function Stage({ call, room, fault }: StageProps) {
  const t = useText();
  const { phone } = useVisit();
  const other = otherOf(call);
  const state = stateOf(call, room);
  const says = state && t(state, { name: firstName(other.name) });
  const waits = state !== null && WAITING.has(state);
  useEffect(() => (waits ? play("waits") : undefined), [waits]);
  const here = call.people.filter((person) => person.here);
  const others = here.map(({ who: { name }, parked }) => (parked ? t("talk-holds", { name }) : name));
  return (
    <div className={styles.view}>
      <Others call={call} others={room.others} />
      <div className={styles.said}>
        {says && <p aria-hidden="true">{says}</p>}
        {others.length > 1 && <p>{t("talk-with", { names: others.join(", ") })}</p>}
        {!waits &&
          room.others
            .filter(({ muted }) => muted)
            .map(({ id, name }) => <p key={id}>{t("talk-other_muted", { name: firstName(name) })}</p>)}
        {room.unplugged ? <p role="alert">{t("talk-unplugged")}</p> : room.muted && <p>{t("talk-muted")}</p>}
        {fault && <p role="alert">{t(fault)}</p>}
        {room.silent && (
          <button type="button" onClick={() => void phone.room?.listen()} title={t("talk-hear_why")}>
            {t("talk-hear")}
          </button>
        )}
      </div>
      {room.ownPicture && (
        <div className={styles.own}>
          <Picture track={room.ownPicture} />
          <span className={styles.tag}>{t("talk-you")}</span>
        </div>
      )}
      <Spoken>{says}</Spoken>
    </div>
  );
}

/** Nobody talks to the customer, who is to hear that the call goes on. */
const WAITING = new Set<NonNullable<ReturnType<typeof stateOf>>>(["talk-you_wait", "talk-on_hold", "talk-handed_over"]);

function stateOf(call: Call, room: RoomView) {
  if (room.reconnecting) return "talk-reconnecting" as const;
  if (call.state !== "active") return "talk-connecting" as const;
  if (call.waits) return "talk-you_wait" as const;
  // Handed over to somebody who has not answered yet.
  const here = call.people.filter((person) => person.here);
  if (here.length === 0) return "talk-handed_over" as const;
  if (here.every(({ parked }) => parked)) return "talk-on_hold" as const;
  return room.others.length > 0 ? null : ("talk-waits_for" as const);
}

type ControlsProps = {
  room: RoomView;
  /** The others consult, and are not to hear anybody. */
  waits: boolean;
  choosing: boolean;
  onChoose: () => void;
  onFault: (fault: CameraFault | null) => void;
};

function Controls({ room, waits, choosing, onChoose, onFault }: ControlsProps) {
  const t = useText();
  const { phone } = useVisit();
  const { muted } = room;
  const camera = room.ownPicture !== null;
  const attempt = (work: Promise<void> | undefined, faultWords: (cause: unknown) => CameraFault) => {
    onFault(null);
    work?.catch((cause: unknown) => onFault(faultWords(cause)));
  };
  return (
    <footer className={styles.controls}>
      <Control
        label={t(muted ? "talk-unmute" : "talk-mute")}
        pressed={muted}
        disabled={!room.speaks || waits}
        onPress={() => void phone.room?.mute(!muted)}
      >
        {muted ? <MicOff /> : <Mic />}
      </Control>
      <Control
        label={t("talk-camera")}
        name={t(camera ? "talk-camera_off" : "talk-camera_on")}
        disabled={!room.speaks}
        onPress={() => attempt(phone.room?.camera(!camera), (cause) => `device-camera_${faultOf(cause)}`)}
      >
        {camera ? <Video /> : <VideoOff />}
      </Control>
      {camera && (
        <Control
          label={t("talk-flip")}
          phoneOnly
          onPress={() => attempt(phone.room ? flip(phone.room) : undefined, () => "talk-device_failed")}
        >
          <SwitchCamera />
        </Control>
      )}
      <Control label={t("talk-devices")} expanded={choosing} disabled={!room.speaks} onPress={onChoose}>
        <Settings2 />
      </Control>
      <i className={styles.line} />
      <Control label={t("talk-end")} end onPress={() => void phone.hangUp()}>
        <PhoneOff />
      </Control>
    </footer>
  );
}

/** The next camera of a telephone: most have one on each side. */
async function flip(room: CallRoom): Promise<void> {
  const cameras = await devices("videoinput");
  const at = cameras.findIndex((camera) => camera.deviceId === room.using("videoinput"));
  const next = cameras[(at + 1) % cameras.length];
  if (next) await room.use("videoinput", next.deviceId);
}

type ControlProps = {
  label: string;
  /** What it does, where the word under it does not say so. */
  name?: string;
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  phoneOnly?: boolean;
  end?: boolean;
  onPress: () => void;
  children: ReactNode;
};

function Control({ label, name, pressed, expanded, disabled, phoneOnly, end, onPress, children }: ControlProps) {
  return (
    <button
      type="button"
      className={`${styles.control} ${phoneOnly ? styles.flip : ""}`}
      aria-label={name}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      data-end={end || undefined}
      onClick={onPress}
    >
      <span aria-hidden="true">{children}</span>
      <span>{label}</span>
    </button>
  );
}
