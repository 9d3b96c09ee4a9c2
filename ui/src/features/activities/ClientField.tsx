import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { ask } from "../../host/query";
import { useText } from "../../i18n";
import { Button, IconButton } from "../../kit/Button";
import { Field, TextField } from "../../kit/Field";
import styles from "./ClientField.module.css";

const AT_MOST = 6;

type Props = { id: string | null; onChange: (id: string | null) => void };

/** A client found by typing part of the name, firm or phone. */
export function ClientField({ id, onChange }: Props) {
  const t = useText();
  const [typed, setTyped] = useState("");
  const chosen = useQuery({ ...ask("client_get", { id: id ?? "" }), enabled: id !== null });
  const hits = useQuery({
    ...ask("search", { text: typed, limit: AT_MOST }),
    enabled: typed.trim() !== "",
    placeholderData: keepPreviousData,
  });

  if (id !== null) {
    return (
      <Field label={t("field-client_id")}>
        <TextField
          readOnly
          value={chosen.data?.row.name ?? ""}
          after={
            <IconButton size="small" label={t("activities-no_client")} onClick={() => onChange(null)}>
              <X />
            </IconButton>
          }
        />
      </Field>
    );
  }
  const found = typed.trim() === "" ? [] : (hits.data?.clients ?? []);
  return (
    <div>
      <Field label={t("field-client_id")}>
        <TextField
          value={typed}
          placeholder={t("activities-find_client")}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Field>
      {found.length > 0 && (
        <ul className={styles.hits}>
          {found.map((client) => (
            <li key={client.id}>
              <Button kind="ghost" className={styles.hit} onClick={() => (onChange(client.id), setTyped(""))}>
                {client.name}
                <span className={styles.company}>{client.company_name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
