import { Track, type RemoteAudioTrack, type Room } from "livekit-client";
import type { Quality } from "./server";

const EVERY_MS = 10_000;

type Received = { lost: number; received: number };

/** Measures how good the line is while a call runs, from what the browser knows of its packets. */
export class Measurements {
  readonly #room: Room;
  readonly #told: (quality: Quality) => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #before: Received | null = null;

  constructor(room: Room, told: (quality: Quality) => void) {
    this.#room = room;
    this.#told = told;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => void this.#measure(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #measure(): Promise<void> {
    const [other] = this.#room.remoteParticipants.values();
    const voice = other?.getTrackPublication(Track.Source.Microphone)?.track as RemoteAudioTrack | undefined;
    const report = await voice?.getRTCStatsReport();
    if (!report) return;
    let jitterMs: number | null = null;
    let lossPct: number | null = null;
    let rttMs: number | null = null;
    for (const stats of report.values() as Iterable<Record<string, number | string | undefined>>) {
      if (stats["type"] === "inbound-rtp") {
        const now = { lost: Number(stats["packetsLost"] ?? 0), received: Number(stats["packetsReceived"] ?? 0) };
        jitterMs = Number(stats["jitter"] ?? 0) * 1_000;
        lossPct = lossBetween(this.#before, now);
        this.#before = now;
      }
      if (stats["type"] === "candidate-pair" && stats["currentRoundTripTime"] !== undefined) {
        rttMs = Number(stats["currentRoundTripTime"]) * 1_000;
      }
    }
    if (jitterMs !== null) this.#told({ mos: opinion(lossPct ?? 0, jitterMs, rttMs ?? 0), jitterMs, lossPct, rttMs });
  }
}

/** Lost packets between two measurements, in per cent. */
export function lossBetween(before: Received | null, now: Received): number | null {
  const lost = now.lost - (before?.lost ?? 0);
  const received = now.received - (before?.received ?? 0);
  return lost + received <= 0 ? null : Math.max(0, (100 * lost) / (lost + received));
}

/** The opinion score that ITU-T G.107 expects of such a line, in its usual short form. */
export function opinion(lossPct: number, jitterMs: number, rttMs: number): number {
  const delay = rttMs / 2 + 2 * jitterMs + 10;
  const rating = 93.2 - (delay < 160 ? delay / 40 : (delay - 120) / 10) - 2.5 * lossPct;
  if (rating <= 0) return 1;
  return Math.min(5, 1 + 0.035 * rating + 0.000007 * rating * (rating - 60) * (100 - rating));
}
