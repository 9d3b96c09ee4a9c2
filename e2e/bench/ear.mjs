// What a device of PulseAudio carries, in blocks of 5 ms with the time at which each arrived.
import { spawn } from "node:child_process";

const RATE = 48_000;
const BLOCK = RATE / 200;
const BLOCK_MS = 5;
/** Root mean square of a block that is sound; PulseAudio carries nothing at all where nobody speaks. */
const LOUD = 300;
/** Milliseconds of quiet that end a sound. */
const PAUSE = 100;

/** Milliseconds since 1970, finer than `Date.now()`. */
export const now = () => performance.timeOrigin + performance.now();

function level(samples) {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return Math.sqrt(energy / samples.length);
}

/** Listens; `device` is the monitor of a loudspeaker or of the mouth that is spoken into. */
export function startEar(sound, device) {
  const words = [`--device=${device}.monitor`, "--latency-msec=5", "--raw", "--format=s16le", `--rate=${RATE}`, "--channels=1"];
  const ear = spawn("parec", words, { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...sound.environment } });
  const begins = [];
  let [rest, lastLoud] = [Buffer.alloc(0), -Infinity];
  ear.stdout.on("data", (chunk) => {
    const arrived = now();
    const bytes = Buffer.concat([rest, chunk]);
    const blocks = Math.floor(bytes.length / (BLOCK * 2));
    for (let block = 0; block < blocks; block++) {
      const own = Uint8Array.from(bytes.subarray(block * BLOCK * 2, (block + 1) * BLOCK * 2));
      if (level(new Int16Array(own.buffer)) < LOUD) continue;
      const at = arrived - (blocks - block) * BLOCK_MS;
      if (at - lastLoud > PAUSE) begins.push(at);
      lastLoud = at;
    }
    rest = bytes.subarray(blocks * BLOCK * 2);
  });
  return {
    /** When each sound began. */
    begins,
    /** When sound was last there. */
    lastLoud: () => lastLoud,
    end: () => ear.kill(),
  };
}
