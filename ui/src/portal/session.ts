/** A browser that used an invitation. */
export type Session = {
  token: string;
  expiresAt: number;
  customerId: string;
  name: string;
  organization: string;
};

const KEPT_AS = "leadline-portal-session";

/** The session of this browser, unless it has run out. */
export function keptSession(storage: Storage): Session | null {
  try {
    const session = JSON.parse(storage.getItem(KEPT_AS) ?? "null") as Session | null;
    return session !== null && session.expiresAt > Date.now() ? session : null;
  } catch {
    return null;
  }
}

export function keepSession(storage: Storage, session: Session): void {
  storage.setItem(KEPT_AS, JSON.stringify(session));
}

export function forgetSession(storage: Storage): void {
  storage.removeItem(KEPT_AS);
}
