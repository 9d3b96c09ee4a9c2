import { create } from "zustand";
import type { Calls, CallStart, Media } from "../../host/api";
import { useEdit } from "../../host/query";
import { problemSentence, useText, type Text } from "../../i18n";
import { sayProblem } from "../../kit/toasts";
import { useCalls } from "./useCalls";

/** Whom one wants to call. */
export type Callee =
  | { client: string; name: string }
  | { colleague: string; name: string }
  | { group: string; name: string };

type Invitation = { client: string; name: string };
type Invitations = {
  /** The client who is being invited, while the dialog is open. */
  open: Invitation | null;
  /** Clients of whom the server said that they have no portal access. */
  without: ReadonlySet<string>;
  invite: (client: Invitation) => void;
  lacks: (client: string) => void;
  invited: (client: string) => void;
  close: () => void;
};

/** Who cannot be called before they were invited, and the dialog that does it. */
export const useInvitations = create<Invitations>()((set) => ({
  open: null,
  without: new Set(),
  invite: (open) => set({ open }),
  lacks: (client) => set(({ without }) => ({ without: new Set([...without, client]) })),
  invited: (client) => set(({ without }) => ({ without: new Set([...without].filter((each) => each !== client)) })),
  close: () => set({ open: null }),
}));

/** Why nobody can be called now; null when one can. */
export function whyNot(t: Text, calls: Calls | undefined): string | null {
  if (!calls) return t("call-not_ready");
  if (calls.fault) return problemSentence(t, calls.fault);
  if (calls.current && calls.current.phase !== "ended") return t("call-during");
  return null;
}

/** Starts calls. A client without portal access is invited instead. */
export function useStartCall() {
  const t = useText();
  const calls = useCalls();
  const start = useEdit("call_start", { quiet: true });
  const invite = useInvitations((state) => state.invite);
  const lacks = useInvitations((state) => state.lacks);
  const why = whyNot(t, calls);

  return {
    /** Why nobody can be called now. */
    why,
    isPending: start.isPending,
    start: (callee: Callee, media: Media) => {
      if (why !== null || start.isPending) return;
      start.mutate(request(callee, media), {
        onError: (problem) => {
          if (problem.code === "not_found" && "client" in callee) {
            lacks(callee.client);
            invite(callee);
          } else {
            sayProblem(
              ({ text }) => text(`problem-${problem.code}`),
              ({ text }) => text(`remedy-${problem.code}`),
            );
          }
        },
      });
    },
  };
}

const request = (callee: Callee, media: Media): CallStart => ({
  client_id: "client" in callee ? callee.client : null,
  profile_id: "colleague" in callee ? callee.colleague : null,
  group_id: "group" in callee ? callee.group : null,
  media,
});
