// Packages under other versions, and an apt repository of them as docs/releasing.md lays it out.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const quiet = { stdio: ["ignore", "pipe", "ignore"] };

/** The same package under a higher version. */
export async function repacked(deb, version, folder) {
  const tree = await mkdtemp(join(tmpdir(), "leadline-repacked-"));
  execFileSync("dpkg-deb", ["--raw-extract", deb, tree], quiet);
  const control = join(tree, "DEBIAN/control");
  await writeFile(control, readFileSync(control, "utf8").replace(/^Version: .*$/m, `Version: ${version}`));
  const name = deb.split("/").at(-1).replace(/_[^_]+_/, `_${version}_`);
  const file = join(folder, name);
  execFileSync("dpkg-deb", ["--build", "--root-owner-group", "-Zgzip", "-z1", tree, file], quiet);
  await rm(tree, { recursive: true });
  return file;
}

/** A signed apt repository in `folder`, which is empty; `holds` puts these packages into it in place of those before. */
export async function aptRepository(folder) {
  // The agent's socket has a short path only there.
  const home = await mkdtemp(join(tmpdir(), "leadline-gpg-"));
  const gpg = (...words) => execFileSync("gpg", ["--homedir", home, "--batch", "--passphrase", "", ...words], quiet);
  gpg("--quick-generate-key", "Leadline packages <packages@leadline.app>", "ed25519", "sign", "never");
  const [pool, suite] = [join(folder, "pool/main/l/leadline"), join(folder, "dists/stable")];
  const architecture = execFileSync("dpkg", ["--print-architecture"], { encoding: "utf8" }).trim();
  const index = join(suite, `main/binary-${architecture}`);
  for (const place of [pool, index]) await mkdir(place, { recursive: true });
  return {
    /** What computers check the repository with. */
    keyring: gpg("--export"),
    /** What computers know it by. */
    sources: (keyring) => `Types: deb\nURIs: file:${folder}\nSuites: stable\nComponents: main\nSigned-By: ${keyring}\n`,
    async holds(...packages) {
      for (const old of readdirSync(pool)) await rm(join(pool, old));
      for (const deb of packages) await copyFile(deb, join(pool, deb.split("/").at(-1)));
      const listed = execFileSync("dpkg-scanpackages", ["--multiversion", "pool"], { ...quiet, cwd: folder });
      await writeFile(join(index, "Packages"), listed);
      await writeFile(join(suite, "Release"), release(suite, architecture));
      await rm(join(suite, "InRelease"), { force: true });
      gpg("--clearsign", "--output", join(suite, "InRelease"), join(suite, "Release"));
    },
    async end() {
      execFileSync("gpgconf", ["--homedir", home, "--kill", "gpg-agent"], quiet);
      await rm(home, { recursive: true, force: true });
    },
  };
}

function release(suite, architecture) {
  const listed = `main/binary-${architecture}/Packages`;
  const sum = createHash("sha256").update(readFileSync(join(suite, listed))).digest("hex");
  return `Origin: Leadline\nLabel: Leadline\nSuite: stable\nCodename: stable\nArchitectures: ${architecture}\nComponents: main\n` +
    `Date: ${new Date().toUTCString()}\nSHA256:\n ${sum} ${statSync(join(suite, listed)).size} ${listed}\n`;
}
