import { Phone } from "lucide-react";
import { Together } from "../../host/together";
import { useText } from "../../i18n";
import { IconButton } from "../../kit/Button";
import { useStartCall } from "./useStartCall";

type Props = { client: string; name: string };

/** Calls the client of a row; what cannot be done says why. */
export function RowCall({ client, name }: Props) {
  const t = useText();
  const { start, why } = useStartCall();
  return (
    <Together>
      <IconButton
        label={why ?? t("call-voice_to", { name })}
        keys="c"
        size="small"
        tabIndex={-1}
        aria-disabled={why !== null}
        onClick={() => start({ client, name }, "audio")}
      >
        <Phone />
      </IconButton>
    </Together>
  );
}
