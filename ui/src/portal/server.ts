import type { Agent, Agreed, Call, Group, Media, PastCall, Ticket } from "./call";
import type { Session } from "./session";
import type { Whom } from "./whom";

/** Why the server did not do something. A refused command of a call comes with what the call has become. */
export class Refused extends Error {
  readonly code: string;
  readonly call: Call | null;

  constructor(code: string, call: Call | null = null) {
    super(code);
    this.code = code;
    this.call = call;
  }
}

/** How good the line is, as this browser measures it. */
export type Quality = { mos: number | null; jitterMs: number | null; lossPct: number | null; rttMs: number | null };

type Method = "GET" | "POST" | "PATCH";

async function ask<T>(method: Method, path: string, token: string | null, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  } catch {
    throw new Refused("offline");
  }
  const text = await response.text();
  if (!response.ok) {
    const { code = "unavailable", call = null } = readable(text) as { code?: string; call?: Call | null };
    throw new Refused(code, call);
  }
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** A refusal of something in between, such as a proxy, need not be ours. */
function readable(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Uses an invitation, once. */
export function signIn(code: string): Promise<Session> {
  return ask<Session>("POST", "/api/portal/session", null, { code });
}

type Started = { callerToken: string; url: string; call: Call };
type Joined = { token: string; url: string; live: Call };
type Accepted = { token: string; url: string; call: Call };

/** What a signed-in browser can ask for. */
export class Server {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  agents(): Promise<Agent[]> {
    return this.#ask("GET", "/api/voip/agents/available");
  }

  async groups(): Promise<Group[]> {
    const { groups } = await this.#ask<{ groups: Group[] }>("GET", "/api/voip/groups");
    return groups;
  }

  history(before?: string): Promise<PastCall[]> {
    return this.#ask("GET", `/api/voip/history${before === undefined ? "" : `?cursor=${before}`}`);
  }

  call(id: string): Promise<Call> {
    return this.#ask("GET", `/api/voip/calls/${id}`);
  }

  /** The id is ours, so that a start whose answer was lost can be taken back. */
  async start(callId: string, { kind, id }: Whom, media: Media): Promise<Ticket> {
    const wish = { callId, media, ...(kind === "group" ? { groupId: id } : { calleeSupabaseId: id }) };
    const { callerToken, url, call } = await this.#ask<Started>("POST", "/api/voip/start-call", wish);
    return { token: callerToken, url, call };
  }

  /** Video calls that are to come, the next first. */
  async agreed(): Promise<Agreed[]> {
    const { calls } = await this.#ask<{ calls: Agreed[] }>("GET", "/api/sales/video-call?upcoming=true");
    return calls;
  }

  /** Comes into one: calls the host, or takes their call. */
  async join(session: string): Promise<Ticket> {
    const wish = { call_id: session, action: "join" };
    const { token, url, live } = await this.#ask<Joined>("PATCH", "/api/sales/video-call", wish);
    return { token, url, call: live };
  }

  accept(id: string): Promise<Ticket> {
    return this.#ask<Accepted>("POST", `/api/voip/calls/${id}/accept`, command());
  }

  ticket(id: string): Promise<Ticket> {
    return this.#ask<Accepted>("POST", `/api/voip/calls/${id}/token`);
  }

  async end(id: string, how: "decline" | "cancel" | "end"): Promise<Call> {
    const { call } = await this.#ask<{ call: Call }>("POST", `/api/voip/calls/${id}/${how}`, command());
    return call;
  }

  /** For whoever looks after this customer. */
  leaveMessage(messageId: string, text: string): Promise<void> {
    return this.#ask("POST", "/api/portal/messages", { messageId, text });
  }

  quality(id: string, quality: Quality): Promise<void> {
    return this.#ask("POST", `/api/voip/calls/${id}/quality`, quality);
  }

  /** Ends a call while the page goes away; the browser sends it after the page is gone. */
  endWhileLeaving(id: string, how: "cancel" | "end"): void {
    const headers = { authorization: `Bearer ${this.#token}`, "content-type": "application/json" };
    const body = JSON.stringify(command());
    // A page that is gone hears no answer.
    void fetch(`/api/voip/calls/${id}/${how}`, { method: "POST", headers, body, keepalive: true }).catch(
      () => undefined,
    );
  }

  #ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
    return ask<T>(method, path, this.#token, body);
  }
}

const command = () => ({ commandId: crypto.randomUUID() });
