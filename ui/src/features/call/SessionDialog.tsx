import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, useEdit } from "../../host/query";
import { useAccount } from "../../host/useSession";
import { problemSentence, useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { Select } from "../../kit/Select";
import { say } from "../../kit/toasts";
import { moment } from "../../words/when";
import { WhenField } from "../../words/WhenField";
import styles from "./SessionDialog.module.css";
import { useInvitations } from "./useStartCall";
import { useRefreshSessions } from "./useSessions";

const HOUR_MS = 3_600_000;
const CUSTOMER = "customer";

type Props = { client: { client: string; name: string }; onClose: () => void };

/** When the video call is, and who comes. */
export function SessionDialog({ client, onClose }: Props) {
  const speech = useSpeech();
  const { text: t } = speech;
  const me = useAccount()?.profile_id;
  const colleagues = useQuery(ask("colleagues", {}));
  const agree = useEdit("video_session_agree", { quiet: true });
  const refresh = useRefreshSessions();
  const invite = useInvitations((state) => state.invite);
  const lacks = useInvitations((state) => state.lacks);
  const [at, setAt] = useState<number | null>(() => Math.ceil(Date.now() / HOUR_MS + 0.5) * HOUR_MS);
  const [who, setWho] = useState(CUSTOMER);
  const [session_id, setSession] = useState(() => crypto.randomUUID());

  const others = (colleagues.data?.colleagues ?? []).filter(({ profile_id }) => profile_id !== me);
  const save = () => {
    if (at === null || agree.isPending) return;
    const profile_id = who === CUSTOMER ? null : who;
    agree.mutate(
      { session_id, client_id: client.client, profile_id, at },
      {
        onSuccess: (session) => {
          refresh();
          const now = Date.now();
          say((spoken) => spoken.text("session-agreed", { name: client.name, when: moment(spoken, session.at, now) }));
          onClose();
        },
        onError: ({ code }) => {
          // Asked for again after an answer it is another wish; without an answer it may have been heard.
          if (code !== "offline" && code !== "unavailable") setSession(crypto.randomUUID());
          if (code !== "not_found" || who !== CUSTOMER) return;
          onClose();
          lacks(client.client);
          invite(client);
        },
      },
    );
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="form"
      title={t("session-plan")}
      description={t("session-why", { name: client.name })}
      footer={
        <Button kind="primary" keys="mod+enter" disabled={at === null || agree.isPending} onClick={save}>
          {t("session-save")}
        </Button>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => (event.preventDefault(), save())}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        }}
      >
        <WhenField
          label={t("session-when")}
          at={at}
          onChange={setAt}
          error={agree.error?.fields?.some(({ field }) => field === "scheduled_at") ? t("session-past") : undefined}
          autoFocus
        />
        <Field label={t("session-who")}>
          <Select
            value={who}
            onChange={setWho}
            options={[
              { value: CUSTOMER, label: t("session-customer", { name: client.name }) },
              ...others.map(({ profile_id, name }) => ({ value: profile_id, label: name })),
            ]}
          />
        </Field>
        {agree.error && agree.error.code !== "invalid" && (
          <p className={styles.fault} role="alert">
            {problemSentence(t, agree.error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
