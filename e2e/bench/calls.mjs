// The goals of calls that need the whole app: C3 (mouth to ear), C6 (pictures), C7 (loudspeakers change), C8 (network away).
// Prints JSON lines: node calls.mjs [NAME ...]
import { startOffice } from "../office.mjs";
import { measureInterruptions } from "./interruptions.mjs";
import { measureMouthToEar } from "./mouth-to-ear.mjs";
import { measureRemotePicture } from "./remote-picture.mjs";

const named = process.argv.slice(2);
const wanted = (name) => named.length === 0 || named.includes(name);

const office = await startOffice("bench-calls");
try {
  if (wanted("C3")) await measureMouthToEar(office);
  if (wanted("C6")) await measureRemotePicture(office);
  if (wanted("C7") || wanted("C8")) await measureInterruptions(office, wanted);
} finally {
  await office.end();
}
