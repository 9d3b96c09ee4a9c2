import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Ear, Square } from "lucide-react";
import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { host } from "../../host";
import type { SoundChoice, SoundDevice, SoundDevices } from "../../host/api";
import { ask, useEdit, useEvents } from "../../host/query";
import { useText } from "../../i18n";
import { Select } from "../../kit/Select";
import { Button } from "../../kit/Button";
import styles from "./SoundPart.module.css";

/** The value of "as the system", which is no device's id. */
const SYSTEM = "";

/** What there is to hear and to be heard with, and how one of them is chosen. */
export function useSoundDevices() {
  const answers = useQueryClient();
  // Devices come and go without an event.
  const devices = useQuery({ ...ask("sound_devices", {}), refetchOnMount: "always", refetchInterval: 3_000 });
  const choose = useEdit("sound_choose");
  const put = (choice: SoundChoice) =>
    choose.mutate(choice, { onSuccess: (now) => answers.setQueryData(ask("sound_devices", {}).queryKey, now) });
  return { devices, put };
}

/** Where the part stands among the headings of its page. */
export type Heading = { heading?: "h2" | "h3" };

type Props = Heading & { devices: SoundDevices; onChoose: (choice: SoundChoice) => void };

/** Which microphone, and whether it hears. */
export function Microphone({ devices: { inputs, chosen }, onChoose, heading: Title = "h3" }: Props) {
  const t = useText();
  return (
    <section className={styles.part}>
      <Title className={styles.title}>{t("sound-microphone")}</Title>
      <Choice
        label={t("sound-microphone")}
        none={t("sound-no_input")}
        devices={inputs}
        chosen={chosen.input}
        onChoose={(input) => onChoose({ ...chosen, input })}
      />
      {inputs.length > 0 && <Test />}
    </section>
  );
}

/** Which loudspeaker calls are heard with. */
export function Speaker({
  devices: { outputs, chosen },
  onChoose,
  heading: Title = "h3",
  children,
}: Props & { children?: ReactNode }) {
  const t = useText();
  return (
    <section className={styles.part}>
      <Title className={styles.title}>{t("sound-speaker")}</Title>
      <Choice
        label={t("sound-speaker")}
        none={t("sound-no_output")}
        devices={outputs}
        chosen={chosen.output}
        onChoose={(output) => onChoose({ ...chosen, output })}
      />
      {children}
    </section>
  );
}

type ChoiceProps = {
  label: string;
  /** What is said when there is nothing to choose from. */
  none: string;
  devices: SoundDevice[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
};

function Choice({ label, none, devices, chosen, onChoose }: ChoiceProps) {
  const t = useText();
  if (devices.length === 0) return <p className={styles.none}>{none}</p>;
  const system = devices.find(({ is_default }) => is_default);
  const follow = system ? t("sound-as_system", { name: system.name }) : t("sound-as_system_unknown");
  return (
    <Select
      label={label}
      value={chosen ?? SYSTEM}
      onChange={(id) => onChoose(id === SYSTEM ? null : id)}
      options={[{ value: SYSTEM, label: follow }, ...devices.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

/** One hears oneself; it ends with the screen at the latest. */
function Test() {
  const t = useText();
  const test = useEdit("sound_test");
  const [on, setOn] = useState(false);
  const [level, setLevel] = useState(0);
  useEvents((event) => {
    if ("sound_level" in event) setLevel(event.sound_level.level);
  });
  const turn = (next: boolean) =>
    test.mutate(
      { on: next },
      {
        onSuccess: () => {
          setOn(next);
          setLevel(0);
        },
      },
    );
  const leave = useEffectEvent(() => {
    // Nobody is there to be told if it fails, and the core ends it with the window.
    if (on) host.call("sound_test", { on: false }).catch(() => undefined);
  });
  useEffect(() => () => leave(), []);

  return (
    <>
      <Level level={level} on={on} />
      <div className={styles.test}>
        <p className={styles.why}>{t("sound-test_why")}</p>
        <Button icon={on ? <Square /> : <Ear />} disabled={test.isPending} onClick={() => turn(!on)}>
          {on ? t("sound-stop") : t("sound-test")}
        </Button>
      </div>
    </>
  );
}

const BARS = 36;
/** From here on a voice is heard; from there on it is cut. Of 100. */
const HEARD = 4;
const TOO_LOUD = 92;

function Level({ level, on }: { level: number; on: boolean }) {
  const t = useText();
  const word = !on ? "off" : level < HEARD ? "quiet" : level > TOO_LOUD ? "loud" : "good";
  const lit = Math.round((Math.min(100, level) / 100) * BARS);
  return (
    <div className={styles.level}>
      <div
        className={styles.bars}
        role="meter"
        aria-label={t("sound-level")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(level)}
        aria-valuetext={t(`sound-level_${word}`)}
      >
        {Array.from({ length: BARS }, (_, bar) => (
          // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
          <i key={bar} data-on={bar < lit || undefined} data-hot={(bar / BARS) * 100 > TOO_LOUD || undefined} />
        ))}
      </div>
      <span className={styles.word}>{t(`sound-level_${word}`)}</span>
    </div>
  );
}
