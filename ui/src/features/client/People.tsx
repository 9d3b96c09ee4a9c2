import { Plus } from "lucide-react";
import { useState } from "react";
import type { ClientCard, ContactRow } from "../../host/api";
import { useSpeech } from "../../i18n";
import { Avatar } from "../../kit/Avatar";
import { IconButton } from "../../kit/Button";
import { PhoneLink } from "../../kit/PhoneLink";
import { ContactDialog } from "./ContactDialog";
import styles from "./SidePanel.module.css";

/** The people one speaks to. */
export function People({ card }: { card: ClientCard }) {
  const { text: t } = useSpeech();
  const [editing, setEditing] = useState<ContactRow | "new" | null>(null);
  return (
    <section className={styles.part} aria-labelledby="client-people">
      <header className={styles.head}>
        <h3 id="client-people" className={styles.title}>
          {t("client-people")} <span className={styles.count}>{card.contacts.length}</span>
        </h3>
        {card.editable && (
          <IconButton label={t("client-add_person")} onClick={() => setEditing("new")}>
            <Plus />
          </IconButton>
        )}
      </header>
      {card.contacts.length === 0 && <p className={styles.nothing}>{t("client-no_people")}</p>}
      <ul>
        {card.contacts.map((contact) => (
          <li key={contact.id}>
            <Person contact={contact} editable={card.editable} onEdit={() => setEditing(contact)} />
            {contact.phone && <PhoneLink number={contact.phone} className={styles.call} />}
          </li>
        ))}
      </ul>
      {editing && (
        <ContactDialog
          clientId={card.row.id}
          contact={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

type PersonProps = { contact: ContactRow; editable: boolean; onEdit: () => void };

function Person({ contact, editable, onEdit }: PersonProps) {
  const { text: t } = useSpeech();
  const content = (
    <>
      <Avatar id={contact.id} name={contact.name} />
      <span className={styles.name}>{contact.name}</span>
      <span className={styles.role} title={contact.title ?? undefined}>
        {contact.title ?? (contact.is_primary ? t("field-is_primary") : "")}
      </span>
      {contact.email && (
        <span className={styles.more} title={contact.email}>
          {contact.email}
        </span>
      )}
    </>
  );
  if (!editable) return <span className={styles.person}>{content}</span>;
  return (
    <button type="button" className={styles.person} onClick={onEdit}>
      {content}
    </button>
  );
}
