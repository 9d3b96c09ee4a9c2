import { CircleAlert, Link2, PhoneCall } from "lucide-react";
import { useState } from "react";
import { Frame } from "./Frame";
import { Button, Notice } from "./parts";
import parts from "./parts.module.css";
import { Refused, signIn } from "./server";
import type { Session } from "./session";
import { useText } from "./Speech";

type Fault = "invite_invalid" | "rate_limited" | "offline" | "failed";

type Props = {
  code: string;
  /** This browser has a session of before. */
  signedIn: boolean;
  onEnter: (session: Session) => void;
  onGoOn: () => void;
};

/** The page of an invitation. A button uses it, so that a mail scanner which only looks uses nothing up. */
export function Invitation({ code, signedIn, onEnter, onGoOn }: Props) {
  const t = useText();
  const [opening, setOpening] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

  async function open() {
    setOpening(true);
    setFault(null);
    try {
      onEnter(await signIn(code));
    } catch (cause) {
      setFault(faultOf(cause));
      setOpening(false);
    }
  }

  const goOn = signedIn && (
    <>
      <p className={parts.small}>{t("invitation-still_signed_in")}</p>
      <Button wide onClick={onGoOn}>
        {t("invitation-go_on")}
      </Button>
    </>
  );

  if (fault !== null) {
    const again = fault !== "invite_invalid" && (
      <Button kind="primary" wide onClick={() => void open()} disabled={opening}>
        {t("invitation-try_again")}
      </Button>
    );
    return (
      <Frame>
        <Notice
          icon={<CircleAlert aria-hidden="true" />}
          tone="danger"
          title={t(`invitation-${fault}_title`)}
          actions={
            <>
              {again}
              {goOn}
            </>
          }
        >
          <p>{t(`invitation-${fault}`)}</p>
        </Notice>
      </Frame>
    );
  }
  return (
    <Frame>
      <Notice
        icon={<PhoneCall aria-hidden="true" />}
        title={t("invitation-title")}
        actions={
          <>
            <Button kind="primary" wide onClick={() => void open()} disabled={opening}>
              {t(opening ? "invitation-opening" : "invitation-open")}
            </Button>
            <p className={parts.small}>{t("invitation-once")}</p>
            {goOn}
          </>
        }
      >
        <p>{t("invitation-why")}</p>
      </Notice>
    </Frame>
  );
}

function faultOf(cause: unknown): Fault {
  const code = cause instanceof Refused ? cause.code : "failed";
  return code === "invite_invalid" || code === "rate_limited" || code === "offline" ? code : "failed";
}

/** A browser without a session and without an invitation. */
export function NoSession({ ended }: { ended: boolean }) {
  const t = useText();
  return (
    <Frame>
      <Notice icon={<Link2 aria-hidden="true" />} title={t(ended ? "invitation-ended_title" : "invitation-none_title")}>
        <p>{t(ended ? "invitation-ended" : "invitation-none")}</p>
      </Notice>
    </Frame>
  );
}
