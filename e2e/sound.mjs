// Sound for a journey: a PulseAudio of its own with a microphone one can hum into and a loudspeaker one can listen at.
import { execFile, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startBus } from "./computer.mjs";
import { place } from "./leadline.mjs";
import { end } from "./program.mjs";
import { until } from "./webdriver.mjs";

const RATE = 48_000;
const FORMAT = ["--raw", "--format=s16le", `--rate=${RATE}`, "--channels=1"];
/** Sound and silence in turn, in samples: what never changes is taken for noise and suppressed. */
const BURST = RATE * 0.3;
/** Samples that are looked at together. */
const BLOCK = RATE / 10;

/** Seconds of a tone, in bursts or steady, as 16-bit samples. */
function bursts(pitch, seconds, steady = false) {
  const samples = new Int16Array(RATE * seconds);
  for (let at = 0; at < samples.length; at++) {
    if (steady || Math.floor(at / BURST) % 2 === 0) samples[at] = 12_000 * Math.sin((2 * Math.PI * pitch * at) / RATE);
  }
  return Buffer.from(samples.buffer);
}

/** Writes a file of sound for a browser's microphone; see http://soundfile.sapp.org/doc/WaveFormat for its head. */
export async function toneFile(path, pitch, { steady = false } = {}) {
  const sound = bursts(pitch, 6, steady);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + sound.length, 4);
  head.write("WAVEfmt ", 8);
  [[16, 4], [1, 2], [1, 2], [RATE, 4], [RATE * 2, 4], [2, 2], [16, 2]].reduce((at, [value, bytes]) =>
    head.writeUIntLE(value, at, bytes), 16);
  head.write("data", 36);
  head.writeUInt32LE(sound.length, 40);
  await writeFile(path, Buffer.concat([head, sound]));
}

/** How much of a block's energy lies at this pitch, 0 to 1, by Goertzel's algorithm; 0 if the block is all but silent. */
function shareOf(pitch, block) {
  const turn = 2 * Math.cos((2 * Math.PI * pitch) / RATE);
  let [last, before, energy] = [0, 0, 0];
  for (const sample of block) {
    [last, before] = [sample + turn * last - before, last];
    energy += sample * sample;
  }
  if (energy / block.length < 100 ** 2) return 0;
  const power = last * last + before * before - turn * last * before;
  return (2 * power) / (block.length * energy);
}

const loudspeaker = (name) => ["module-null-sink", `sink_name=${name}`, "rate=48000", "channels=2"];

/** Starts PulseAudio; `environment` leads programs to it. */
export async function startSound(name) {
  const folder = await place(`${name}-sound`);
  const socket = join(folder, "native");
  const environment = { PULSE_SERVER: `unix:${socket}` };
  // On one bus there is only one PulseAudio.
  const bus = await startBus(folder);
  const own = { ...process.env, ...environment, ...bus.environment, XDG_RUNTIME_DIR: folder, HOME: folder };
  const microphone = ["module-remap-source", "master=mouth.monitor", "source_name=microphone"];
  const modules = [
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    loudspeaker("loudspeaker").join(" "),
    "module-null-sink sink_name=mouth rate=48000 channels=1",
    microphone.join(" "),
  ];
  const started = [spawn("pulseaudio", ["-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no", "--log-level=error",
    ...modules.flatMap((module) => ["-L", module])], { stdio: "ignore", env: own })];
  const control = (...words) => promisify(execFile)("pactl", words, { env: own });
  await until("PulseAudio answers", () => control("set-default-source", "microphone"));
  await control("set-default-sink", "loudspeaker");

  return {
    environment,
    /** Another loudspeaker, or the first one again; programs choose neither by that. */
    plugLoudspeaker: (name) => control("load-module", ...loudspeaker(name)),
    async unplugLoudspeaker(name) {
      const { stdout } = await control("list", "short", "modules");
      const [number] = stdout.split("\n").find((line) => line.includes(`sink_name=${name} `)).split("\t");
      await control("unload-module", number);
    },
    /** The person makes it the system's own. */
    chooseLoudspeaker: (name) => control("set-default-sink", name),
    unplugMicrophone: () => control("unload-module", microphone[0]),
    async plugMicrophone() {
      await control("load-module", ...microphone);
      await control("set-default-source", "microphone");
    },
    /** Hums into the microphone, for five minutes at most. */
    hum(pitch) {
      const hum = spawn("pacat", ["--playback", "--device=mouth", ...FORMAT], { stdio: ["pipe", "ignore", "ignore"], env: own });
      hum.stdin.on("error", () => undefined);
      hum.stdin.end(bursts(pitch, 300));
      started.push(hum);
    },
    /** Listens at the loudspeaker: gives the largest share a pitch had in a block of the last second. */
    listen() {
      const ear = spawn("parec", ["--device=loudspeaker.monitor", "--latency-msec=50", ...FORMAT], { stdio: ["ignore", "pipe", "ignore"], env: own });
      started.push(ear);
      let heard = Buffer.alloc(0);
      ear.stdout.on("data", (chunk) => { heard = Buffer.concat([heard, chunk]).subarray(-RATE * 2); });
      return (pitch) => {
        const bytes = Uint8Array.from(heard.subarray(0, heard.length - (heard.length % 2)));
        const samples = new Int16Array(bytes.buffer);
        const blocks = Math.floor(samples.length / BLOCK);
        return Math.max(0, ...Array.from({ length: blocks }, (_, at) => shareOf(pitch, samples.subarray(at * BLOCK, (at + 1) * BLOCK))));
      };
    },
    async end() {
      for (const child of started.toReversed()) await end(child);
      bus.end();
    },
  };
}
