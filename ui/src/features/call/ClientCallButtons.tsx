import { Link2, Phone, Video } from "lucide-react";
import type { ClientCard } from "../../host/api";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { Tooltip } from "../../kit/Tooltip";
import { useInvitations, useStartCall } from "./useStartCall";

/** Calls this client. What cannot be done says why; whoever has no access is invited. */
export function ClientCallButtons({ card }: { card: ClientCard }) {
  const t = useText();
  const { id: client, name } = card.row;
  const { start, why: notNow } = useStartCall();
  const lacks = useInvitations((state) => state.without.has(client));
  const invite = useInvitations((state) => state.invite);
  const why = card.opt_out_call ? t("call-opted_out") : lacks ? t("call-no_access") : notNow;
  const callee = { client, name };
  const voice = () => start(callee, "audio");
  const video = () => start(callee, "video");
  useCommands(
    why === null
      ? [
          {
            id: "client.call",
            title: t("call-voice_to", { name }),
            group: "record",
            keys: "c",
            icon: Phone,
            run: voice,
          },
          {
            id: "client.video",
            title: t("call-video_to", { name }),
            group: "record",
            keys: "v",
            icon: Video,
            run: video,
          },
          { id: "client.invite", title: t("call-invite"), group: "record", icon: Link2, run: () => invite(callee) },
        ]
      : [],
  );

  if (why !== null) {
    return (
      <>
        <Tooltip label={why}>
          <Button icon={<Phone />} aria-disabled aria-description={why}>
            {t("call-voice")}
          </Button>
        </Tooltip>
        {lacks ? (
          <Button icon={<Link2 />} onClick={() => invite(callee)}>
            {t("call-invite")}
          </Button>
        ) : (
          <Tooltip label={why}>
            <Button icon={<Video />} aria-disabled aria-description={why}>
              {t("call-video")}
            </Button>
          </Tooltip>
        )}
      </>
    );
  }
  return (
    <>
      <Button kind="primary" size="form" icon={<Phone />} keys="c" onClick={voice}>
        {t("call-voice")}
      </Button>
      <Button size="form" icon={<Video />} keys="v" onClick={video}>
        {t("call-video")}
      </Button>
    </>
  );
}
