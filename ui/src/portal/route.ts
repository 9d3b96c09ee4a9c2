import { useSyncExternalStore } from "react";

/** The pages behind the `#`: what stands there never reaches the server. */
export type Route = { page: "people" } | { page: "history" } | { page: "invitation"; code: string };

export function routeOf(hash: string): Route {
  const [page = "", rest = ""] = hash.replace(/^#\/?/, "").split("/");
  if (page === "in" && rest !== "") return { page: "invitation", code: rest };
  return { page: page === "history" ? "history" : "people" };
}

function subscribe(listener: () => void) {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => window.location.hash));
}

/** Goes to the people and takes a used code out of the address and the history. */
export function forgetCode(): void {
  window.history.replaceState(null, "", "#/");
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
