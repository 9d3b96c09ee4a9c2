import { Link, useNavigate, useRouter } from "@tanstack/react-router";
import { PictureInPicture2 } from "lucide-react";
import type { CallView } from "../../host/api";
import { useText } from "../../i18n";
import { Button } from "../../kit/Button";
import { useCommands } from "../../kit/commands/useCommands";
import { EmptyState } from "../../kit/EmptyState";
import { Page } from "../../kit/Page";
import { Phone } from "lucide-react";
import { CallSide } from "./CallSide";
import { nameOf } from "./callState";
import styles from "./InCall.module.css";
import { Stage } from "./Stage";
import { useCalls } from "./useCalls";

/** The call that takes over the window. */
export function InCall() {
  const t = useText();
  const calls = useCalls();
  const current = calls?.current;
  if (!current || current.phase === "ended") {
    return (
      <Page title={t("call-title")}>
        {calls && (
          <EmptyState
            icon={<Phone />}
            title={t("calls-none")}
            actions={
              <Link to="/calls" className={styles.link}>
                {t("nav-calls")}
              </Link>
            }
          />
        )}
      </Page>
    );
  }
  return <Talking key={current.id} call={current} />;
}

function Talking({ call }: { call: CallView }) {
  const t = useText();
  const go = useNavigate();
  const { history } = useRouter();
  const fold = () => {
    if (history.canGoBack()) history.back();
    else void go({ to: "/leads" });
  };
  useCommands([
    {
      id: "call.fold",
      icon: PictureInPicture2,
      run: fold,
    },
  ]);
  return (
    <Page
      title={nameOf(call)}
      tabs={
        <Button className={styles.fold} kind="ghost" icon={<PictureInPicture2 />} keys="escape" onClick={fold}>
          {t("call-keep_working")}
        </Button>
      }
    >
      <div className={styles.call}>
        <Stage call={call} />
        <CallSide call={call} />
      </div>
    </Page>
  );
}
