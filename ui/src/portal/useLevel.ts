import { useEffect, useState } from "react";

const STEPS = 24;
/** Quieter than this is the room and not a voice. */
const VOICE = 4;

/** How loud a microphone is, in steps, and whether a voice has been heard. */
export function useLevel(stream: MediaStream | null): { level: number; steps: number; heard: boolean } {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    if (stream === null || !("AudioContext" in window)) return undefined;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1_024 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const measure = () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // From silence at -60 dB to as loud as it gets.
      const loudness = power === 0 ? 0 : Math.max(0, 1 + (10 * Math.log10(power)) / 60);
      const now = Math.min(STEPS, Math.round(loudness * STEPS));
      setLevel(now);
      if (now >= VOICE) setHeard(true);
    };
    const timer = setInterval(measure, 100);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [stream]);
  return { level: stream === null ? 0 : level, steps: STEPS, heard };
}
