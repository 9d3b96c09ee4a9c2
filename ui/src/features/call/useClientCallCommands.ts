import { Link2, Phone, Video } from "lucide-react";
import { useText } from "../../i18n";
import { useCommands } from "../../kit/commands/useCommands";
import { useInvitations, useStartCall } from "./useStartCall";

type Client = { client: string; name: string };

/** The client one looks at can be called by key and from the palette. */
export function useClientCallCommands(client: Client | null): void {
  const t = useText();
  const { start, why } = useStartCall();
  const invite = useInvitations((state) => state.invite);
  const name = client?.name ?? "";
  useCommands(
    client && why === null
      ? [
          {
            id: "client.call",
            title: t("call-voice_to", { name }),
            icon: Phone,
            run: () => start(client, "audio"),
          },
          {
            id: "client.video",
            title: t("call-video_to", { name }),
            icon: Video,
            run: () => start(client, "video"),
          },
          {
            id: "client.invite",
            title: t("call-invite"),
            icon: Link2,
            together: true,
            run: () => invite(client),
          },
        ]
      : [],
  );
}
