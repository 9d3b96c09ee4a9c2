// A computer like this one on which nothing was installed yet: everything of this one can be read there, what is written
// lies beside it and goes with it. Only root may make one.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { place } from "./leadline.mjs";

const ENTER = `set -e; root=$1; shift
mount -t overlay overlay -o "lowerdir=/,upperdir=$root/written,workdir=$root/work" "$root/merged"
for folder in proc dev sys tmp; do mount --rbind "/$folder" "$root/merged/$folder"; done
exec chroot "$root/merged" "$@"`;

/** A clean root; undefined where this user may not make one. */
export async function cleanRoot(name) {
  const folder = await place(name);
  for (const part of ["written", "work", "merged"]) {
    await rm(join(folder, part), { recursive: true, force: true });
    await mkdir(join(folder, part));
  }
  const enter = ["unshare", "--mount", "sh", "-c", ENTER, "sh", folder];
  if (spawnSync(enter[0], [...enter.slice(1), "true"], { stdio: "ignore" }).status !== 0) return undefined;
  return {
    enter,
    run: (words, environment = {}) =>
      execFileSync(enter[0], [...enter.slice(1), ...words], { encoding: "utf8", env: { ...process.env, ...environment } }),
    /** Every file that was written there. */
    written: () => filesBelow(join(folder, "written"), ""),
  };
}

function filesBelow(folder, inside) {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = `${inside}/${entry.name}`;
    // Overlays write down what was removed as a device that cannot be opened.
    if (entry.isCharacterDevice()) return [];
    return entry.isDirectory() ? [path, ...filesBelow(folder, path)] : [path];
  });
}
