import { Track, type RemoteAudioTrack, type Room } from "livekit-client";
import type { Quality } from "./server";

/** The first comes soon, so that a short call has one too. */
const FIRST_MS = 3_000;
const EVERY_MS = 10_000;

type Received = { lost: number; received: number };

/** Measures how good the line is while a call runs, from what the browser knows of its packets. */
export class Measurements {
  readonly #room: Room;
  readonly #told: (quality: Quality) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Received | null = null;

  constructor(room: Room, told: (quality: Quality) => void) {
    this.#room = room;
    this.#told = told;
  }

  start(): void {
    this.stop();
    const again = (after: number) => {
      this.#timer = setTimeout(() => {
        void this.#measure();
        again(EVERY_MS);
      }, after);
    };
    again(FIRST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #measure(): Promise<void> {
    const voices = [...this.#room.remoteParticipants.values()]
      .map((other) => other.getTrackPublication(Track.Source.Microphone)?.track as RemoteAudioTrack | undefined)
      .filter((track) => track !== undefined);
    const reports = await Promise.all(voices.map((voice) => voice.getRTCStatsReport()));
    const line = lineOf(reports.flatMap((report) => [...((report?.values() ?? []) as Iterable<Stats>)]));
    if (line === null) return;
    const { jitterMs, rttMs, packets } = line;
    const lossPct = lossBetween(this.#before, packets);
    this.#before = packets;
    this.#told({ mos: opinion(lossPct ?? 0, jitterMs, rttMs ?? 0), jitterMs, lossPct, rttMs });
  }
}

type Stats = Record<string, number | string | undefined>;

/** The voices of all others came over one line: their packets together, and the worst of their jitters. */
export function lineOf(stats: Stats[]): { packets: Received; jitterMs: number; rttMs: number | null } | null {
  const voices = stats.filter(({ type }) => type === "inbound-rtp");
  if (voices.length === 0) return null;
  const sum = (name: string) => voices.reduce((total, voice) => total + Number(voice[name] ?? 0), 0);
  const roundTrip = stats.find(
    ({ type, currentRoundTripTime }) => type === "candidate-pair" && currentRoundTripTime !== undefined,
  );
  return {
    packets: { lost: sum("packetsLost"), received: sum("packetsReceived") },
    jitterMs: Math.max(...voices.map((voice) => Number(voice["jitter"] ?? 0) * 1_000)),
    rttMs: roundTrip === undefined ? null : Number(roundTrip["currentRoundTripTime"]) * 1_000,
  };
}

/** Lost packets between two measurements, in per cent. */
export function lossBetween(before: Received | null, now: Received): number | null {
  // Of those who left, nothing is known any more: then it is counted from the beginning.
  const from = before !== null && now.received >= before.received ? before : { lost: 0, received: 0 };
  const lost = now.lost - from.lost;
  const received = now.received - from.received;
  return lost + received <= 0 ? null : Math.max(0, (100 * lost) / (lost + received));
}

/** The opinion score that ITU-T G.107 expects of such a line, in its usual short form. */
export function opinion(lossPct: number, jitterMs: number, rttMs: number): number {
  const delay = rttMs / 2 + 2 * jitterMs + 10;
  const rating = 93.2 - (delay < 160 ? delay / 40 : (delay - 120) / 10) - 2.5 * lossPct;
  if (rating <= 0) return 1;
  return Math.min(5, 1 + 0.035 * rating + 0.000007 * rating * (rating - 60) * (100 - rating));
}
