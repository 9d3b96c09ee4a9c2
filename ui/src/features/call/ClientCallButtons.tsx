import { Link2, Phone, Video } from "lucide-react";
import type { ClientCard } from "../../host/api";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { Tooltip } from "../../kit/Tooltip";
import { useClientCallCommands } from "./useClientCallCommands";
import { useInvitations, useStartCall } from "./useStartCall";

/** Calls this client. What cannot be done says why; whoever has no access is invited. */
export function ClientCallButtons({ card }: { card: ClientCard }) {
  const t = useText();
  const { id: client, name } = card.row;
  const { start, why: notNow } = useStartCall();
  // The server may know better than what has been synced, as after an access was taken back.
  const lacks = useInvitations((state) => state.without.has(client)) || !card.portal_access;
  const invite = useInvitations((state) => state.invite);
  const why = card.opt_out_call ? t("call-opted_out") : lacks ? t("call-no_access") : notNow;
  const callee = { client, name };
  useClientCallCommands(why === null ? callee : null);

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
      <Button kind="primary" size="form" icon={<Phone />} keys="c" onClick={() => start(callee, "audio")}>
        {t("call-voice")}
      </Button>
      <Button size="form" icon={<Video />} keys="v" onClick={() => start(callee, "video")}>
        {t("call-video")}
      </Button>
    </>
  );
}
