// Where newer versions come from: a feed on the loopback, and those who sign what it offers as `minisign` does.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** What the app asks for where it came as a package of the system, and where it was built to try. */
export const FEED_OF_DEB = `linux-${{ x64: "x86_64", arm64: "aarch64" }[process.arch]}-deb`;

const base64 = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part))).toString("base64");

/** Somebody who signs versions. */
export function maker() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const id = randomBytes(8);
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x, "base64url");
  return {
    /** The public key, as a copy of the app is given it. */
    key: base64(`untrusted comment: minisign public key\n${base64("Ed", id, raw)}\n`),
    /** The signature of a package as this version. */
    sign(content, version) {
      const comment = `timestamp:1795140000\tfile:leadline.deb\tversion:${version}`;
      const signature = sign(null, createHash("blake2b512").update(content).digest(), privateKey);
      const all = sign(null, Buffer.concat([signature, Buffer.from(comment)]), privateKey);
      return base64(`untrusted comment: signature\n${base64("ED", id, signature)}\ntrusted comment: ${comment}\n${base64(all)}\n`);
    },
  };
}

/** A feed that offers what it is told to. */
export async function startFeed(target) {
  let offer, sent, isAway = false, downloads = 0;
  const server = createServer((request, response) => {
    if (isAway) return request.socket.destroy();
    if (request.url === "/package") {
      downloads += 1;
      response.writeHead(200, { "content-length": offer.content.length });
      // What is not whole ends with the connection.
      return sent < offer.content.length
        ? response.write(offer.content.subarray(0, sent), () => request.socket.destroy())
        : response.end(offer.content);
    }
    if (request.url !== "/stable.json") return response.writeHead(404).end();
    const { version, notes, signature } = offer;
    const platforms = { [target]: { url: `${address}/package`, signature } };
    response.end(JSON.stringify({ version, notes, platforms }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}`;
  return {
    address,
    /** Offers this version; `bytes` of it arrive. */
    offers(what, bytes = what.content.length) { offer = what; sent = bytes; },
    goes() { isAway = true; },
    comesBack() { isAway = false; },
    downloads: () => downloads,
    end() { server.close(); server.closeAllConnections(); },
  };
}
