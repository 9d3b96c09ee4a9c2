// D8: the whole list scrolled through, and as the wheel does it, beside a plain page of rows.
import { tell } from "./figures.mjs";

const REFERENCE_ROWS = 10_000;

/** Runs in the page: scrolls from the top by what `share` or `step` says a frame, and tells how long frames took. */
async function scroll({ frames, step }) {
  const list = document.querySelector("[role=grid]");
  list.scrollTop = 0;
  const far = list.scrollHeight - list.clientHeight;
  const nextFrame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  await nextFrame();
  const times = [];
  let last = performance.now();
  for (let frame = 1; frame <= frames; frame++) {
    list.scrollTop = step === null ? (far * frame) / frames : frame * step;
    await nextFrame();
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  const empty = list.querySelectorAll("[role=row][aria-busy=true], [role=row] [data-skeleton]").length;
  return { times, empty };
}

const WAYS = [
  { way: "end to end", frames: 600, step: null },
  { way: "wheel, 100 px a frame", frames: 300, step: 100 },
];

function told({ times }) {
  const total = times.reduce((sum, each) => sum + each, 0);
  return { frames_per_second: Math.round((times.length / total) * 10_000) / 10, slowest_ms: Math.round(Math.max(...times)) };
}

/** Scrolls the list on the screen, and a page of plain rows. */
export async function measureScrolling(window, openEmpty, leads) {
  const plain = await openEmpty("--rows", String(REFERENCE_ROWS));
  for (const { way, ...how } of WAYS) {
    const [ours, reference] = [await window.wait(scroll, how), await plain.wait(scroll, how)];
    tell({ goal: "D8", what: `scrolling ${way}`, leads, ...told(ours),
      reference: `${REFERENCE_ROWS} plain rows`, reference_figures: told(reference) });
  }
  await plain.close();
}
