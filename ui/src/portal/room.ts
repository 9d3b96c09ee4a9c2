import {
  ConnectionQuality,
  ConnectionState,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  Track,
  type RemoteParticipant,
  type RemoteTrack,
  type TrackPublication,
} from "livekit-client";
import type { Ticket } from "./call";
import { Measurements } from "./measurements";
import type { Other, RoomView } from "./roomView";
import type { Quality } from "./server";

type Told = {
  onView: (view: RoomView) => void;
  /** The room was left without our doing, and did not come back by itself. */
  onGone: () => void;
  onQuality: (quality: Quality) => void;
};

const BARS: Record<ConnectionQuality, number | null> = {
  [ConnectionQuality.Excellent]: 3,
  [ConnectionQuality.Good]: 2,
  [ConnectionQuality.Poor]: 1,
  [ConnectionQuality.Lost]: 1,
  [ConnectionQuality.Unknown]: null,
};
type Publishable = Parameters<Room["localParticipant"]["publishTrack"]>[0];

const WORDS = [null, "poor", "fair", "good"] as const;

/** The room of one call. */
export class CallRoom {
  readonly #room = new Room({ disconnectOnPageLeave: false });
  readonly #told: Told;
  readonly #measurements: Measurements;
  #left = false;
  #reconnecting = false;
  /** The person wishes not to be heard; without a microphone nobody is either. */
  #muted = false;

  constructor(told: Told) {
    this.#told = told;
    this.#measurements = new Measurements(this.#room, told.onQuality);
    const view = () => this.#tell();
    const away = (is: boolean) => () => {
      this.#reconnecting = is;
      this.#tell();
    };
    this.#room
      .on(RoomEvent.TrackSubscribed, (track) => this.#hear(track))
      .on(RoomEvent.TrackUnsubscribed, (track) => this.#unhear(track))
      .on(RoomEvent.SignalReconnecting, away(true))
      .on(RoomEvent.Reconnecting, away(true))
      .on(RoomEvent.Reconnected, away(false))
      .on(RoomEvent.MediaDevicesChanged, () => void this.#speakAgain())
      .on(RoomEvent.Disconnected, () => !this.#left && told.onGone());
    for (const event of [
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.TrackSubscriptionStatusChanged,
      RoomEvent.TrackUnpublished,
      RoomEvent.TrackMuted,
      RoomEvent.TrackUnmuted,
      RoomEvent.LocalTrackPublished,
      RoomEvent.LocalTrackUnpublished,
      RoomEvent.ConnectionQualityChanged,
      RoomEvent.AudioPlaybackStatusChanged,
    ] as const) {
      this.#room.on(event, view);
    }
  }

  get isJoined(): boolean {
    return this.#room.state !== ConnectionState.Disconnected && this.#room.state !== ConnectionState.Connecting;
  }

  async join({ url, token }: Ticket): Promise<void> {
    await this.#room.connect(url, token);
    this.#reconnecting = false;
    this.#tell();
  }

  /** Lets the other side hear, and see if there is a camera. The room takes the devices over. */
  async speak(microphone: MediaStream | null, camera: MediaStream | null): Promise<void> {
    const own = this.#room.localParticipant;
    const [voice] = microphone?.getAudioTracks() ?? [];
    const [picture] = camera?.getVideoTracks() ?? [];
    const published: Promise<unknown>[] = [];
    if (voice) {
      const track = new LocalAudioTrack(voice, undefined, false);
      published.push(own.publishTrack(track as Publishable, { source: Track.Source.Microphone }));
    }
    if (picture) {
      const track = new LocalVideoTrack(picture, undefined, false);
      published.push(own.publishTrack(track as Publishable, { source: Track.Source.Camera }));
    }
    await Promise.all(published);
    this.#measurements.start();
    this.#tell();
  }

  async mute(on: boolean): Promise<void> {
    this.#muted = on;
    // Without a microphone nobody can be heard, which the view says.
    await this.#room.localParticipant.setMicrophoneEnabled(!on).catch(() => undefined);
    this.#tell();
  }

  async camera(on: boolean): Promise<void> {
    await this.#room.localParticipant.setCameraEnabled(on);
    this.#tell();
  }

  /** Goes on with another device, or with the one before if that cannot be used. */
  async use(kind: MediaDeviceKind, id: string): Promise<void> {
    const before = this.using(kind);
    try {
      await this.#room.switchActiveDevice(kind, id);
    } catch (cause) {
      await this.#goBack(kind, before);
      throw cause;
    } finally {
      this.#tell();
    }
  }

  /** The device before was closed for the one that could not be opened. */
  async #goBack(kind: MediaDeviceKind, before: string | undefined): Promise<void> {
    try {
      if (before !== undefined) await this.#room.switchActiveDevice(kind, before);
    } catch {
      // What is no longer filmed is not to be called on.
      if (kind === "videoinput") await this.#room.localParticipant.setCameraEnabled(false);
    }
  }

  /** The device of a kind that is in use. */
  using(kind: MediaDeviceKind): string | undefined {
    return this.#room.getActiveDevice(kind);
  }

  /** After a click, when the browser would not play sound by itself. */
  async listen(): Promise<void> {
    await this.#room.startAudio();
  }

  async leave(): Promise<void> {
    this.#left = true;
    this.#measurements.stop();
    await this.#room.disconnect();
  }

  /** A microphone was plugged in: whoever was heard before the last one went is heard again. */
  async #speakAgain(): Promise<void> {
    const voice = this.#room.localParticipant.getTrackPublication(Track.Source.Microphone);
    if (!this.#left && !this.#muted && hasEnded(voice)) await this.mute(false);
  }

  #hear(track: RemoteTrack): void {
    if (track.kind === Track.Kind.Audio) {
      const element = track.attach();
      element.hidden = true;
      document.body.append(element);
    }
    this.#tell();
  }

  /** The track is still the other side's when this is told; the view changes at the change of its subscription. */
  #unhear(track: RemoteTrack): void {
    track.detach().forEach((element) => element.remove());
  }

  #tell(): void {
    if (!this.#left) this.#told.onView(this.#view());
  }

  #view(): RoomView {
    const own = this.#room.localParticipant;
    const others = [...this.#room.remoteParticipants.values()];
    const bars = [own, ...others]
      .map(({ connectionQuality }) => BARS[connectionQuality])
      .filter((value) => value !== null);
    const voice = own.getTrackPublication(Track.Source.Microphone);
    return {
      reconnecting: this.#reconnecting,
      others: others.map(seen),
      ownPicture: shown(own.getTrackPublication(Track.Source.Camera)),
      muted: this.#muted,
      speaks: voice !== undefined,
      unplugged: !this.#muted && hasEnded(voice),
      quality: bars.length === 0 ? null : (WORDS[Math.min(...bars)] ?? null),
      silent: !this.#room.canPlaybackAudio,
    };
  }
}

/** What is to be seen of somebody else: their screen before their face. */
function seen(other: RemoteParticipant): Other {
  const of = (source: Track.Source) => other.getTrackPublication(source);
  return {
    id: other.identity,
    name: other.name ?? "",
    muted: of(Track.Source.Microphone)?.isMuted ?? false,
    picture: shown(of(Track.Source.ScreenShare)) ?? shown(of(Track.Source.Camera)),
  };
}

function hasEnded(publication: TrackPublication | undefined): boolean {
  return publication?.track?.mediaStreamTrack.readyState === "ended";
}

function shown(publication: TrackPublication | undefined): MediaStreamTrack | null {
  if (!publication || publication.isMuted) return null;
  return publication.track?.mediaStreamTrack ?? null;
}
