import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { ask, useEdit } from "../host/query";
import { useText } from "../i18n";
import { allShortcuts, type ShortcutGroup } from "../kit/commands/shortcuts";
import { usePermitted } from "../kit/commands/usePermitted";
import { Dialog } from "../kit/Dialog";
import { TextField } from "../kit/Field";
import { Keys } from "../kit/Keys";
import { Switch } from "../kit/Switch";
import styles from "./Shortcuts.module.css";
import { useSurface } from "./surfaces";

const COLUMNS: ShortcutGroup[][] = [["go"], ["list"], ["record"], ["call", "app"]];

/** The sheet of everything that has keys, here or elsewhere. */
export function Shortcuts() {
  const t = useText();
  const open = useSurface((surface) => surface.open === "shortcuts");
  const show = useSurface((surface) => surface.set);
  const [find, setFind] = useState("");
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => {
        setFind("");
        show(stays ? "shortcuts" : null);
      }}
      size="wide"
      title={t("command-shortcuts")}
      description={t("shortcuts-thai")}
      tools={
        <TextField
          icon={<Search />}
          placeholder={t("shortcuts-find")}
          aria-label={t("shortcuts-find")}
          value={find}
          onValueChange={setFind}
        />
      }
    >
      {open && <Sheet find={find.trim().toLowerCase()} />}
    </Dialog>
  );
}

function Sheet({ find }: { find: string }) {
  const t = useText();
  const shown = usePermitted(allShortcuts).filter(({ title }) => t(title).toLowerCase().includes(find));
  return (
    <div className={styles.sheet}>
      {COLUMNS.map((groups) => (
        <div key={groups.join()} className={styles.column}>
          {groups
            .filter((group) => group === "app" || shown.some((shortcut) => shortcut.group === group))
            .map((group) => (
              <section key={group} className={styles.group}>
                <h3 className={styles.head}>{t(`shortcuts-${group}`)}</h3>
                <dl>
                  {shown
                    .filter((shortcut) => shortcut.group === group)
                    .map(({ title, keys }) => (
                      <div key={title} className={styles.line}>
                        <dt>{t(title)}</dt>
                        <dd>
                          <Keys keys={keys} />
                        </dd>
                      </div>
                    ))}
                </dl>
                {group === "app" && <SingleKeys />}
              </section>
            ))}
        </div>
      ))}
    </div>
  );
}

function SingleKeys() {
  const t = useText();
  const settings = useQuery(ask("session", {})).data?.settings;
  const keep = useEdit("settings_set");
  if (!settings) return null;
  return (
    <div className={styles.single}>
      <Switch checked={settings.single_keys} onChange={(single_keys) => keep.mutate({ ...settings, single_keys })}>
        {t("shortcuts-single")}
      </Switch>
    </div>
  );
}
