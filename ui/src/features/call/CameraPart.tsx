import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, useEdit } from "../../host/query";
import { useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Select } from "../../kit/Select";
import type { Heading } from "./SoundDevices";
import styles from "./SoundPart.module.css";

/** The value of "the usual one", which is no camera's id. */
const USUAL = "";

/** Which camera calls use. */
export function CameraPart({ heading: Title = "h3" }: Heading) {
  const t = useText();
  const answers = useQueryClient();
  // Cameras come and go without an event.
  const cameras = useQuery({ ...ask("cameras", {}), refetchOnMount: "always", refetchInterval: 3_000 });
  const choose = useEdit("camera_choose");
  const put = (camera: string | null) =>
    choose.mutate({ camera }, { onSuccess: (now) => answers.setQueryData(ask("cameras", {}).queryKey, now) });
  return (
    <Answer of={cameras} skeleton={null}>
      {({ devices, chosen }) => {
        const [usual] = devices;
        return (
          <section className={styles.part}>
            <Title className={styles.title}>{t("camera-title")}</Title>
            {usual ? (
              <Select
                label={t("camera-title")}
                value={chosen ?? USUAL}
                onChange={(id) => put(id === USUAL ? null : id)}
                options={[
                  { value: USUAL, label: t("camera-usual", { name: usual.name }) },
                  ...devices.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            ) : (
              <p className={styles.none}>{t("camera-none")}</p>
            )}
          </section>
        );
      }}
    </Answer>
  );
}
