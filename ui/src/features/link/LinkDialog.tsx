import { useNavigate } from "@tanstack/react-router";
import { Copy, UserRound } from "lucide-react";
import { useRef, type ReactNode } from "react";
import type { ClientRow, OpenedLink } from "../../host/api";
import { useSpeech, useText } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { PhoneDialog } from "../../kit/PhoneDialog";
import { phone } from "../../words/phone";
import styles from "./LinkDialog.module.css";

/** More clients with one number than this are looked for in the lists. */
const MOST_CLIENTS = 4;

type Props = { link: OpenedLink; onClose: () => void };

/** What a link that another program handed over comes to, when there is no page for it. */
export function LinkDialog({ link, onClose }: Props) {
  const t = useLateText();
  if ("number" in link) return <NumberDialog {...link.number} key={link.number.number} onClose={onClose} />;
  const [title, text] =
    "refused" in link
      ? [t("link-refused"), t(`link-refused_${link.refused.fault}`)]
      : [t("link-not_here"), t("link-not_here_text")];
  return <Said title={title} text={text} onClose={onClose} />;
}

type SaidProps = { title: string; text: string; onClose: () => void; children?: ReactNode };

/** There is nothing to decide. */
function Said({ title, text, onClose, children }: SaidProps) {
  const t = useText();
  const close = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open
      size="small"
      onOpenChange={onClose}
      initialFocus={close}
      title={title}
      description={text}
      footer={
        <Button ref={close} onClick={onClose}>
          {t("kit-close")}
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}

type NumberProps = { number: string; callable: boolean; clients: ClientRow[]; onClose: () => void };

/** Nothing is dialled: a number can be looked at, copied, and handed on by whoever reads this. */
function NumberDialog({ number, callable, clients, onClose }: NumberProps) {
  const t = useLateText();
  const { country } = useSpeech();
  const more = <WithNumber number={number} clients={clients} onDone={onClose} />;
  if (callable) {
    return (
      <PhoneDialog number={number} shown={phone(number, country)} why={t("link-whose")} onClose={onClose}>
        {more}
      </PhoneDialog>
    );
  }
  return (
    <Said title={number} text={t("link-incomplete")} onClose={onClose}>
      {more}
    </Said>
  );
}

function WithNumber({ number, clients, onDone }: { number: string; clients: ClientRow[]; onDone: () => void }) {
  const t = useLateText();
  const go = useNavigate();
  const open = (client: ClientRow) => {
    onDone();
    void go({ to: "/clients/$id", params: { id: client.id } });
  };
  const copy = () => void navigator.clipboard.writeText(number).then(onDone, () => undefined);
  return (
    <>
      {clients.length === 0 && <p>{t("link-nobody")}</p>}
      <ul className={styles.choices}>
        {clients.slice(0, MOST_CLIENTS).map((client) => (
          <li key={client.id}>
            <Button icon={<UserRound />} onClick={() => open(client)}>
              {t("link-open", { name: client.name })}
            </Button>
          </li>
        ))}
        <li>
          <Button icon={<Copy />} onClick={copy}>
            {t("link-copy")}
          </Button>
        </li>
      </ul>
    </>
  );
}
