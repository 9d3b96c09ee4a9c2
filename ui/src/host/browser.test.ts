import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { browserHost } from "./browser";

let server: Server | undefined;
afterEach(() => new Promise((closed) => (server ? server.close(closed) : closed(undefined))));

/** A core that answers every call like this and remembers what it was asked. */
async function coreThatAnswers(status: number, body: string) {
  const asked: { url: string | undefined; body: string }[] = [];
  server = createServer((request, response) => {
    let sent = "";
    request.on("data", (part) => (sent += part));
    request.on("end", () => {
      asked.push({ url: request.url, body: sent });
      response.writeHead(status, { connection: "close" }).end(body);
    });
  });
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { host: browserHost(`http://127.0.0.1:${port}`), asked };
}

test("a call posts the request under the command's name and gives the answer", async () => {
  const { host, asked } = await coreThatAnswers(200, '{"total":7}');
  const request = { filter: { op: "tagged", tag: "vip" }, today: 0 } as const;
  expect(await host.call("count", request)).toEqual({ total: 7 });
  expect(asked).toEqual([{ url: "/call/count", body: JSON.stringify(request) }]);
});

test("a refusal is thrown as the problem the core gave, with its fields", async () => {
  const { host } = await coreThatAnswers(422, '{"code":"invalid","fields":[{"field":"phone","fault":"not_a_phone"}]}');
  await expect(host.call("session", {})).rejects.toEqual({
    code: "invalid",
    fields: [{ field: "phone", fault: "not_a_phone" }],
  });
});

test("an answer that is no problem of the core is an inner failure", async () => {
  const { host } = await coreThatAnswers(500, "<html>proxy</html>");
  await expect(host.call("session", {})).rejects.toEqual({ code: "internal" });
});

test("a core that is not there is unavailable", async () => {
  await expect(browserHost("http://127.0.0.1:1").call("session", {})).rejects.toEqual({ code: "unavailable" });
});
