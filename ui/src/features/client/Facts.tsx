import type { ReactNode } from "react";
import type { ClientCard } from "../../host/api";
import { useSpeech } from "../../i18n";
import { Switch } from "../../kit/Switch";
import { fullDate } from "../../words/when";
import { typedPhone } from "../../words/phone";
import { sourceName } from "../../words/source";
import { Editable } from "./Editable";
import styles from "./SidePanel.module.css";
import { useClientEdit } from "./useClientEdit";

type TextFact = { field: "company_name" | "phone" | "phone2" | "email" | "address" | "source"; value: string | null };

const isPhone = (field: string) => field === "phone" || field === "phone2";

/** The client's own fields, each edited where it stands. */
export function Facts({ card }: { card: ClientCard }) {
  const speech = useSpeech();
  const { text: t } = speech;
  const edit = useClientEdit(card.row.id);
  const { row, editable } = card;
  const facts: TextFact[] = [
    { field: "company_name", value: row.company_name },
    { field: "phone", value: row.phone },
    { field: "phone2", value: card.phone2 },
    { field: "email", value: row.email },
    { field: "address", value: card.address },
    { field: "source", value: row.source },
  ];

  return (
    <section className={styles.part} aria-labelledby="client-facts">
      <header className={styles.head}>
        <h3 id="client-facts" className={styles.title}>
          {t("client-facts")}
        </h3>
      </header>
      <dl className={styles.facts}>
        {facts.map(({ field, value }) => (
          <FactLine key={field} label={t(`field-${field}`)}>
            <Editable
              label={t(`field-${field}`)}
              value={value && isPhone(field) ? typedPhone(value, speech.country) : (value ?? "")}
              {...(field === "source" && value ? { shown: sourceName(t, value) } : {})}
              editable={editable}
              fault={edit.fault(field)}
              kind={isPhone(field) ? "tel" : field === "email" ? "email" : "text"}
              lines={field === "address"}
              onSave={(typed, saved) => edit.set(field, typed, saved)}
            />
          </FactLine>
        ))}
        {Object.entries(card.custom).map(([name, value]) => (
          <FactLine key={name} label={name}>
            {String(value)}
          </FactLine>
        ))}
        <FactLine label={t("field-created_at")}>{fullDate(speech, row.created_at)}</FactLine>
      </dl>
      <div className={styles.toggles}>
        <Switch checked={card.opt_out_call} disabled={!editable} onChange={(off) => edit.set("opt_out_call", off)}>
          {t("client-opt_out_call")}
        </Switch>
        <Switch checked={card.opt_out_email} disabled={!editable} onChange={(off) => edit.set("opt_out_email", off)}>
          {t("client-opt_out_email")}
        </Switch>
      </div>
    </section>
  );
}

function FactLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
