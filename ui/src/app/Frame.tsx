import { Outlet } from "@tanstack/react-router";
import { SessionGate } from "../features/session";

/** The whole window: who is signed in decides what stands in it. */
export function Frame() {
  return (
    <SessionGate>
      <Outlet />
    </SessionGate>
  );
}
