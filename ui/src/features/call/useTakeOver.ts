import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Calls } from "../../host/api";

/**
 * A call that begins takes over the screen, and one that ends gives it back. A window that opens during a call stays
 * where it is.
 */
export function useTakeOver(calls: Calls | undefined): void {
  const go = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  const known = calls !== undefined;
  const current = calls?.current ?? null;
  const talking = current !== null && current.phase !== "ended" ? current.id : null;
  const before = useRef<string | null | undefined>(undefined);
  const client = current?.client_id ?? calls?.wrap_up?.call.client_id ?? null;

  const change = useEffectEvent((from: string | null | undefined) => {
    if (talking !== null && from !== undefined && from !== talking) void go({ to: "/call" });
    if (talking === null && pathname === "/call") {
      if (client === null) void go({ to: "/calls" });
      else void go({ to: "/clients/$id", params: { id: client } });
    }
  });
  useEffect(() => {
    if (!known) return;
    change(before.current);
    before.current = talking;
  }, [known, talking]);
}
