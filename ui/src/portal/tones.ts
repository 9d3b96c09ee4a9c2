/** What can be heard. */
export type Tone = "rings" | "dials" | "waits" | "over" | "test";

type Note = { hz: number; from: number; for: number };
type Score = { notes: Note[]; again: number | null; volume: number };

/** Seconds. Dialling sounds as the telephone does in Thailand: one second in five. */
const SCORES: Record<Tone, Score> = {
  rings: {
    notes: [
      { hz: 660, from: 0, for: 0.35 },
      { hz: 880, from: 0.4, for: 0.55 },
    ],
    again: 2.4,
    volume: 0.25,
  },
  dials: { notes: [{ hz: 400, from: 0, for: 1 }], again: 5, volume: 0.08 },
  // Soft enough to talk over, and often enough that nobody takes the silence for the end of the call.
  waits: {
    notes: [392, 494, 587, 494].map((hz, at) => ({ hz, from: at * 0.5, for: 0.45 })),
    again: 4.5,
    volume: 0.04,
  },
  over: {
    notes: [
      { hz: 480, from: 0, for: 0.14 },
      { hz: 360, from: 0.18, for: 0.2 },
    ],
    again: null,
    volume: 0.12,
  },
  test: {
    notes: [523, 659, 784].map((hz, at) => ({ hz, from: at * 0.22, for: 0.3 })),
    again: null,
    volume: 0.25,
  },
};

const FADE = 0.02;

function sound(context: AudioContext, { notes, volume }: Score): void {
  for (const note of notes) {
    const start = context.currentTime + note.from;
    const end = start + note.for;
    const oscillator = new OscillatorNode(context, { frequency: note.hz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume, start + FADE);
    gain.gain.setValueAtTime(volume, end - FADE);
    gain.gain.linearRampToValueAtTime(0, end);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(end);
  }
}

/** Sounds until it is stopped, or once. A browser that nobody has clicked in stays silent. */
export function play(tone: Tone): () => void {
  if (!("AudioContext" in globalThis)) return () => undefined;
  const context = new AudioContext();
  const score = SCORES[tone];
  sound(context, score);
  const timer = score.again === null ? undefined : setInterval(() => sound(context, score), score.again * 1000);
  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    clearInterval(timer);
    void context.close();
  };
  if (score.again === null) setTimeout(stop, 2_000);
  return stop;
}
