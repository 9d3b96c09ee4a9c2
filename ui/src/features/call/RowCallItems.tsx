import { Phone, Video } from "lucide-react";
import { useAlone } from "../../host/useSession";
import { useText } from "../../i18n";
import { MenuItem } from "../../kit/Menu";
import { useStartCall } from "./useStartCall";

type Props = { client: string; name: string };

/** The calls a menu of a client offers. */
export function RowCallItems({ client, name }: Props) {
  const t = useText();
  const { start, why } = useStartCall();
  if (useAlone()) return null;
  return (
    <>
      <MenuItem icon={<Phone />} keys="c" disabled={why !== null} onSelect={() => start({ client, name }, "audio")}>
        {t("call-voice")}
      </MenuItem>
      <MenuItem icon={<Video />} keys="v" disabled={why !== null} onSelect={() => start({ client, name }, "video")}>
        {t("call-video")}
      </MenuItem>
    </>
  );
}
