/** Why there is no microphone or camera. */
export type DeviceFault = "refused" | "none" | "in_use" | "unsupported";

export class NoDevice extends Error {
  readonly fault: DeviceFault;

  constructor(fault: DeviceFault) {
    super(fault);
    this.fault = fault;
  }
}

const FAULTS: Record<string, DeviceFault> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "in_use",
  AbortError: "in_use",
};

/** What went wrong when a device was opened, by us or by the room. */
export function faultOf(cause: unknown): DeviceFault {
  if (cause instanceof NoDevice) return cause.fault;
  return FAULTS[cause instanceof DOMException ? cause.name : ""] ?? "in_use";
}

type Wish = { audio?: MediaTrackConstraints | boolean; video?: MediaTrackConstraints | boolean };

async function open(wish: Wish): Promise<MediaStream> {
  // Browsers hide it on pages that came over an insecure network.
  if (!("mediaDevices" in navigator)) throw new NoDevice("unsupported");
  try {
    return await navigator.mediaDevices.getUserMedia(wish);
  } catch (cause) {
    throw new NoDevice(faultOf(cause));
  }
}

const chosen = (id: string | null) => (id === null ? {} : { deviceId: { exact: id } });

export function openMicrophone(id: string | null = null): Promise<MediaStream> {
  return open({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...chosen(id) } });
}

export function openCamera(id: string | null = null): Promise<MediaStream> {
  return open({ video: { width: { ideal: 1280 }, height: { ideal: 720 }, ...chosen(id) } });
}

export function stop(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

/** The devices of one kind; without permission browsers give them no names. */
export async function devices(kind: MediaDeviceKind): Promise<MediaDeviceInfo[]> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all.filter((device) => device.kind === kind && device.deviceId !== "");
}
