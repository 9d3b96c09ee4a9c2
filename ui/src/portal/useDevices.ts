import { useEffect, useRef, useState } from "react";
import { devices, faultOf, openCamera, openMicrophone, stop, type DeviceFault } from "./devices";
import type { Devices } from "./phone";

export type Microphone =
  | { at: "asking" }
  | { at: "fault"; fault: DeviceFault }
  /** `all` are those to choose from. */
  | { at: "ready"; stream: MediaStream; all: MediaDeviceInfo[] };

export type Camera =
  | { at: "off" }
  | { at: "asking" }
  | { at: "fault"; fault: DeviceFault }
  | { at: "ready"; stream: MediaStream };

/** The microphone and the camera of the check. They are closed with it, unless a call has taken them over. */
export function useDevices(wantsCamera: boolean) {
  const [microphone, setMicrophone] = useState<Microphone>({ at: "asking" });
  const [camera, setCamera] = useState<Camera>({ at: wantsCamera ? "asking" : "off" });
  // A new wish, even for the same microphone, asks the browser anew.
  const [wish, setWish] = useState<{ microphone: string | null }>({ microphone: null });
  const [cameraOn, setCameraOn] = useState(wantsCamera);
  const handedOver = useRef(false);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let current = true;
    openMicrophone(wish.microphone)
      .then(async (opened) => {
        stream = opened;
        // All of it is shown at once: what moved when the choice came would be missed by a click.
        const all = await devices("audioinput");
        if (!current) return stop(opened);
        setMicrophone({ at: "ready", stream: opened, all });
      })
      .catch((cause: unknown) => current && setMicrophone({ at: "fault", fault: faultOf(cause) }));
    return () => {
      current = false;
      if (!handedOver.current) stop(stream);
    };
  }, [wish]);

  // Browsers show one question at a time, so the camera waits for the microphone's answer.
  const mayAsk = cameraOn && microphone.at === "ready";
  useEffect(() => {
    if (!mayAsk) return undefined;
    let stream: MediaStream | null = null;
    let current = true;
    openCamera().then(
      (opened) => {
        if (!current) return stop(opened);
        stream = opened;
        setCamera({ at: "ready", stream: opened });
      },
      (cause: unknown) => current && setCamera({ at: "fault", fault: faultOf(cause) }),
    );
    return () => {
      current = false;
      if (!handedOver.current) stop(stream);
    };
  }, [mayAsk]);

  function again() {
    setMicrophone({ at: "asking" });
    setWish((before) => ({ ...before }));
  }

  function chooseMicrophone(id: string) {
    setMicrophone({ at: "asking" });
    setWish({ microphone: id });
  }

  function turnCamera(on: boolean) {
    setCamera({ at: on ? "asking" : "off" });
    setCameraOn(on);
  }

  /** The devices for a call, if they are there; from now on they are the call's. */
  function handOver(): Devices | null {
    if (microphone.at !== "ready") return null;
    handedOver.current = true;
    return { microphone: microphone.stream, camera: camera.at === "ready" ? camera.stream : null };
  }

  return { microphone, camera, again, chooseMicrophone, turnCamera, handOver };
}
