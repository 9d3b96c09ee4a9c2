import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import type { CallView, Colleague } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useAccount } from "../../host/useSession";
import { problemSentence, useText } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Avatar } from "../../kit/Avatar";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextField } from "../../kit/Field";
import { Segments } from "../../kit/Segments";
import styles from "./BringInDialog.module.css";
import { nameOf } from "./callState";
import { PresenceDot } from "./PresenceDot";

type Purpose = "consult" | "transfer" | "join";
const PURPOSES: Purpose[] = ["consult", "transfer", "join"];

/** Whoever is not at a desk or talks already is not rung. */
const RINGS: readonly Colleague["presence"][] = ["available", "busy", "break", "meeting", "wrap_up"];

type Props = { call: CallView; onClose: () => void };

/** Which colleague, and what for. */
export function BringInDialog({ call, onClose }: Props) {
  const t = useText();
  const me = useAccount()?.profile_id;
  const [purpose, setPurpose] = useState<Purpose>("consult");
  const [find, setFind] = useState("");
  const invite = useEdit("call_invite", { quiet: true });
  const answer = useQuery({ ...ask("colleagues", {}), refetchOnMount: "always", refetchInterval: 10_000 });
  const wanted = find.trim().toLowerCase();
  const there = call.people.map(({ who }) => who.id);
  const name = nameOf(call);
  const choose = (party_id: string) => {
    if (!invite.isPending) invite.mutate({ call_id: call.id, party_id, purpose }, { onSuccess: onClose });
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("call-transfer")}
      description={t(`bring_in-${purpose}_why`, { name })}
    >
      <div className={styles.body}>
        <Segments
          label={t("bring_in-what")}
          value={purpose}
          onChange={setPurpose}
          options={PURPOSES.map((value) => ({ value, label: t(`bring_in-${value}`) }))}
        />
        <TextField
          autoFocus
          icon={<Search />}
          placeholder={t("calls-find_colleague")}
          aria-label={t("calls-find_colleague")}
          value={find}
          onValueChange={setFind}
        />
        {invite.error && (
          <p className={styles.fault} role="alert">
            {invite.error.code === "busy" ? t("bring_in-busy") : problemSentence(t, invite.error)}
          </p>
        )}
        <Answer of={answer} skeleton={null}>
          {({ colleagues }) => {
            const others = colleagues.filter(({ profile_id }) => profile_id !== me && !there.includes(profile_id));
            const shown = others.filter(({ name: of }) => of.toLowerCase().includes(wanted));
            if (shown.length === 0) {
              return <p className={styles.quiet}>{others.length === 0 ? t("bring_in-nobody") : t("calls-nobody")}</p>;
            }
            return (
              <ul className={styles.list}>
                {shown.map((colleague) => (
                  <Line
                    key={colleague.profile_id}
                    colleague={colleague}
                    word={t(`bring_in-${purpose}_do`)}
                    off={invite.isPending}
                    onChoose={() => choose(colleague.profile_id)}
                  />
                ))}
              </ul>
            );
          }}
        </Answer>
      </div>
    </Dialog>
  );
}

type LineProps = { colleague: Colleague; word: string; off: boolean; onChoose: () => void };

function Line({ colleague: { profile_id, name, presence }, word, off, onChoose }: LineProps) {
  const t = useText();
  return (
    <li className={styles.line}>
      <Avatar id={profile_id} name={name} size={28} />
      <div className={styles.who}>
        <b>{name}</b>
        <p className={styles.presence}>
          <PresenceDot presence={presence} /> {t(`presence-${presence}`)}
        </p>
      </div>
      <Button
        aria-label={t("bring_in-this", { what: word, name })}
        disabled={off || !RINGS.includes(presence)}
        onClick={onChoose}
      >
        {word}
      </Button>
    </li>
  );
}
