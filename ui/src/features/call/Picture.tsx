import { useEffect, useRef, useState, type ReactNode } from "react";
import { host } from "../../host";
import type { PictureKind } from "../../host/api";
import { useText } from "../../i18n";
import { pictureCanvas } from "./pictureCanvas";
import styles from "./Pictures.module.css";
import { watchPicture } from "./watchPicture";

type Props = {
  callId: string;
  /** Who sends it; null for ourselves. */
  of: string | null;
  kind: PictureKind;
  /** What it shows, for whoever cannot see it. */
  label: string;
  /** What stands on it. */
  children?: ReactNode;
};

/** A picture of a call, carried as long as it is on the screen. */
export function Picture({ callId, of, kind, label, children }: Props) {
  const t = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<"coming" | "shown" | "impossible">("coming");

  useEffect(() => {
    const drawn = canvas.current;
    if (!drawn) return undefined;
    const draw = pictureCanvas(drawn);
    if (!draw) {
      setState("impossible");
      return undefined;
    }
    return watchPicture({
      address: async () => (await host.call("call_picture", { call_id: callId, of, kind })).address,
      shownAs: () => {
        const { width, height } = drawn.getBoundingClientRect();
        const fine = window.devicePixelRatio;
        return { width: Math.round(width * fine), height: Math.round(height * fine) };
      },
      draw: (frame) => {
        draw(frame);
        setState("shown");
      },
    });
  }, [callId, of, kind]);

  return (
    <figure className={styles.picture} data-kind={kind} data-own={of === null || undefined} data-state={state}>
      <canvas ref={canvas} role="img" aria-label={label} />
      {state === "impossible" && <p className={styles.impossible}>{t("call-picture_impossible")}</p>}
      {children && <figcaption className={styles.caption}>{children}</figcaption>}
    </figure>
  );
}
