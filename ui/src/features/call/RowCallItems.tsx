import { Phone, Video } from "lucide-react";
import { Together } from "../../host/together";
import { useText } from "../../i18n";
import { MenuItem } from "../../kit/Menu";
import { useStartCall } from "./useStartCall";

type Props = { client: string; name: string };

/** The calls a menu of a client offers. */
export function RowCallItems({ client, name }: Props) {
  const t = useText();
  const { start, why } = useStartCall();
  return (
    <Together>
      <MenuItem icon={<Phone />} keys="c" disabled={why !== null} onSelect={() => start({ client, name }, "audio")}>
        {t("call-voice")}
      </MenuItem>
      <MenuItem icon={<Video />} keys="v" disabled={why !== null} onSelect={() => start({ client, name }, "video")}>
        {t("call-video")}
      </MenuItem>
    </Together>
  );
}
