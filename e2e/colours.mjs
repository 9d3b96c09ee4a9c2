// Pictures of known colours: for a browser's camera, and as a person sees them on the screen.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { place } from "./leadline.mjs";

const [WIDTH, HEIGHT] = [640, 360];

/** Writes a film of one colour, given as Y, U and V, for a browser's camera; it is shown over and over. */
export async function film(path, [y, u, v]) {
  const colour = (WIDTH * HEIGHT) / 4;
  const frame = [Buffer.from("FRAME\n"), Buffer.alloc(WIDTH * HEIGHT, y), Buffer.alloc(colour, u), Buffer.alloc(colour, v)];
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`);
  await writeFile(path, Buffer.concat([head, ...Array.from({ length: 15 }, () => frame).flat()]));
}

/** The mean colour of a small square around the middle of the first element for this selector, as it is on the screen. */
export async function colourOf(window, selector) {
  const at = await window.run((wanted) => {
    const element = document.querySelector(wanted);
    if (!element?.checkVisibility({ visibilityProperty: true })) return null;
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
  }, selector);
  if (!at) return undefined;
  const file = join(await place("colours"), "screen.png");
  await window.picture(file);
  const words = [file, "-crop", `8x8+${at.x - 4}+${at.y - 4}`, "+repage", "-resize", "1x1!", "-depth", "8", "rgb:-"];
  const { stdout } = await promisify(execFile)("convert", words, { encoding: "buffer" });
  return [...stdout.subarray(0, 3)];
}

/** Whether two colours look the same, after coding and colour conversion. */
export function looksLike(seen, wanted) {
  // What a page does not return comes over as null.
  return Boolean(seen?.every((part, at) => Math.abs(part - wanted[at]) < 40));
}
