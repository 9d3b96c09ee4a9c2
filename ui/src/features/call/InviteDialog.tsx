import { Copy } from "lucide-react";
import { useState } from "react";
import { useEdit } from "../../host/query";
import { problemSentence, useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field, TextField } from "../../kit/Field";
import { useNow } from "../../words/useNow";
import { moment } from "../../words/when";
import type { CustomerInvite } from "../../host/api";
import styles from "./InviteDialog.module.css";
import { useInvitations } from "./useStartCall";

type Props = { client: { client: string; name: string } };

/** Makes the link by which a client comes into the portal, where calls reach them. */
export function InviteDialog({ client: { client, name } }: Props) {
  const speech = useSpeech();
  const { text: t } = speech;
  const now = useNow();
  const invite = useEdit("customer_invite", { quiet: true });
  const [invitation, setInvitation] = useState<CustomerInvite | null>(null);
  const [copied, setCopied] = useState<"copied" | "copy_failed" | null>(null);
  const close = useInvitations((state) => state.close);
  const invited = useInvitations((state) => state.invited);

  const make = () =>
    invite.mutate(
      { id: client },
      {
        onSuccess: (made) => {
          setInvitation(made);
          invited(client);
        },
      },
    );
  const copy = (link: string) =>
    void navigator.clipboard.writeText(link).then(
      () => setCopied("copied"),
      () => setCopied("copy_failed"),
    );

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      size="form"
      title={t("call-invite")}
      description={t("call-invite_why", { name })}
      footer={
        invitation ? (
          <Button kind="primary" icon={<Copy />} onClick={() => copy(invitation.link)}>
            {t("call-copy")}
          </Button>
        ) : (
          <Button kind="primary" disabled={invite.isPending} onClick={make}>
            {t("call-invite_make")}
          </Button>
        )
      }
    >
      {invite.error && (
        <p className={styles.fault} role="alert">
          {problemSentence(t, invite.error)}
        </p>
      )}
      {invitation && (
        <>
          <Field
            label={t("call-invite_link", { name })}
            hint={t("call-invite_until", { when: moment(speech, invitation.expires_at, now) })}
          >
            <TextField readOnly value={invitation.link} onFocus={(event) => event.currentTarget.select()} />
          </Field>
          <p className={styles.send}>{t("call-invite_send")}</p>
          <p role="status">{copied && t(`call-${copied}`)}</p>
        </>
      )}
    </Dialog>
  );
}
