import { Trash2, Ellipsis } from "lucide-react";
import { useNavigate } from "@tanstack/react-router";
import type { ClientCard } from "../../host/api";
import { useEdit } from "../../host/query";
import { useRights } from "../../host/rights";
import { Together } from "../../host/together";
import { useSpeech } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { Button } from "../../kit/Button";
import { Menu, MenuItem } from "../../kit/Menu";
import { SyncMark } from "../../kit/marks";
import { PhoneLink } from "../../kit/PhoneLink";
import { useSayDone } from "../../kit/useSayDone";
import { ClientCallButtons } from "../call";
import { PlanSession } from "../call/sessions";
import styles from "./ClientHeader.module.css";
import { Editable } from "./Editable";
import { FactsStrip } from "./FactsStrip";
import { QualityPicker, StagePicker } from "./StageAndQuality";
import { TagsEditor } from "./TagsEditor";
import { useClientEdit } from "./useClientEdit";

/** Who it is, where they stand, and the facts one needs before speaking. */
export function ClientHeader({ card }: { card: ClientCard }) {
  const { text: t } = useSpeech();
  const edit = useClientEdit(card.row.id);
  const { row, editable } = card;
  const main = card.contacts.find((contact) => contact.is_primary);
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <Avatar id={row.id} name={row.name} size={56} square={row.kind === "company"} />
        <div className={styles.words}>
          <div className={styles.line}>
            <h2 className={styles.name}>
              <Editable
                label={t("field-name")}
                value={row.name}
                editable={editable}
                fault={edit.fault("name")}
                onSave={(name, saved) => edit.set("name", name, saved)}
              />
            </h2>
            <SyncMark sync={row.sync} />
            <StagePicker row={row} editable={editable} onPick={(stage) => edit.set("lifecycle_stage", stage)} />
            <QualityPicker row={row} editable={editable} onPick={(quality) => edit.set("lead_quality", quality)} />
            <TagsEditor row={row} editable={editable} />
          </div>
          <p className={styles.reach}>
            {main && <b>{main.name}</b>}
            {main?.title && <span>{main.title}</span>}
            {!main && row.company_name && <b>{row.company_name}</b>}
            {row.phone && <PhoneLink number={row.phone} className={styles.phone} />}
            {row.email && <span>{row.email}</span>}
          </p>
        </div>
        <div className={styles.actions}>
          <Together>
            <ClientCallButtons card={card} />
            {editable && <PlanSession client={{ client: row.id, name: row.name }} />}
          </Together>
          <More card={card} />
        </div>
      </div>
      <FactsStrip card={card} />
    </header>
  );
}

/** Putting a client away, for those who may. */
function More({ card }: { card: ClientCard }) {
  const { text: t } = useSpeech();
  const rights = useRights();
  const go = useNavigate();
  const remove = useEdit("clients_bulk");
  const sayDone = useSayDone();
  if (!rights.delete) return null;
  const { id, name } = card.row;
  return (
    <Menu
      align="end"
      trigger={
        <Button aria-label={t("client-more")}>
          <Ellipsis />
        </Button>
      }
    >
      <MenuItem
        icon={<Trash2 />}
        tone="danger"
        onSelect={() =>
          remove.mutate(
            { selection: { ids: { ids: [id] } }, change: "delete" },
            {
              onSuccess: (edited) => {
                sayDone(({ text }) => text("client-deleted", { name }), edited);
                void go({ to: "/leads" });
              },
            },
          )
        }
      >
        {t("client-delete")}
      </MenuItem>
    </Menu>
  );
}
