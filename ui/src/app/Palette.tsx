import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronRight, Search } from "lucide-react";
import { useRef, useState, type RefObject } from "react";
import type { ClientRow } from "../host/api";
import { ask } from "../host/query";
import { useSpeech, useText } from "../i18n";
import { Avatar } from "../kit/Avatar";
import { commandsNow, type Command } from "../kit/commands/useCommands";
import frame from "../kit/frame.module.css";
import { Keys } from "../kit/Keys";
import { StageChip } from "../kit/marks";
import { phone } from "../words/phone";
import styles from "./Palette.module.css";
import { useSurface } from "./surfaces";

const MOST_CLIENTS = 8;

/** Finds clients and commands from anywhere. `>` asks for commands only, `@` for clients only. */
export function Palette() {
  const t = useText();
  const open = useSurface((surface) => surface.open === "palette");
  const show = useSurface((surface) => surface.set);
  // The line does not take the focus by itself: what opens has to see first where it came from.
  const line = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(stays) => show(stays ? "palette" : null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={frame.backdrop} data-over="dialogs" />
        <Dialog.Popup
          className={`${frame.popup} ${styles.popup}`}
          data-over="dialogs"
          aria-label={t("command-palette")}
          initialFocus={line}
        >
          {open && <Finder line={line} onDone={() => show(null)} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type Found = { kind: "client"; client: ClientRow } | { kind: "command"; command: Command };
type FoundGroup = { value: string; items: Found[] };

function Finder({ line, onDone }: { line: RefObject<HTMLInputElement | null>; onDone: () => void }) {
  const t = useText();
  const go = useNavigate();
  const [typed, setTyped] = useState("");
  const [commands] = useState<Command[]>(commandsNow);
  const scope = /^[>@]/.exec(typed)?.[0];
  const text = typed.replace(/^[>@]/, "").trim();
  const wanted = text !== "" && scope !== ">";
  const hits = useQuery({
    ...ask("search", { text, limit: MOST_CLIENTS }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  const clients = wanted ? (hits.data?.clients ?? []) : [];
  const fitting = scope === "@" ? [] : commands.filter((command) => fits(command, text));
  const groups: FoundGroup[] = [
    { value: t("palette-clients"), items: clients.map((client): Found => ({ kind: "client", client })) },
    { value: t("palette-commands"), items: fitting.map((command): Found => ({ kind: "command", command })) },
  ].filter(({ items }) => items.length > 0);

  const choose = (found: Found) => {
    onDone();
    if (found.kind === "client") void go({ to: "/clients/$id", params: { id: found.client.id } });
    else found.command.run();
  };

  return (
    <Autocomplete.Root
      inline
      open
      autoHighlight="always"
      keepHighlight
      items={groups}
      filter={null}
      itemToStringValue={nameOf}
      value={typed}
      onValueChange={(next, { reason }) => reason !== "item-press" && setTyped(next)}
    >
      <div className={styles.line}>
        <Search />
        <Autocomplete.Input
          className={styles.input}
          placeholder={t("search-or-jump")}
          aria-label={t("search-or-jump")}
          ref={line}
        />
      </div>
      <Autocomplete.Empty className={styles.none}>{t("palette-none")}</Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(group: FoundGroup) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className={styles.head}>{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(found: Found) => (
                <Autocomplete.Item
                  key={keyOf(found)}
                  value={found}
                  className={styles.item}
                  onClick={() => choose(found)}
                >
                  {found.kind === "client" ? (
                    <ClientLine client={found.client} text={text} />
                  ) : (
                    <CommandLine command={found.command} text={text} />
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <footer className={styles.foot}>
        <span>
          <Keys keys="arrowup arrowdown" /> {t("palette-move")}
        </span>
        <span>
          <Keys keys="enter" /> {t("palette-open")}
        </span>
        <span className={styles.scopes}>
          <Keys keys=">" /> {t("palette-scope-commands")}
        </span>
        <span>
          <Keys keys="@" /> {t("palette-scope-clients")}
        </span>
      </footer>
    </Autocomplete.Root>
  );
}

function ClientLine({ client, text }: { client: ClientRow; text: string }) {
  const { country } = useSpeech();
  const more = [client.company_name, client.phone && phone(client.phone, country)].filter(Boolean).join(", ");
  return (
    <>
      <Avatar id={client.id} name={client.name} square={client.kind === "company"} />
      <span className={styles.words}>
        <Marked words={client.name} text={text} /> <span className={styles.more}>{more}</span>
      </span>
      <StageChip stage={client.lifecycle_stage} />
    </>
  );
}

function CommandLine({ command, text }: { command: Command; text: string }) {
  const Icon = command.icon ?? ChevronRight;
  return (
    <>
      <Icon />
      <span className={styles.words}>
        <Marked words={command.title} text={text} />
      </span>
      {command.keys && <Keys keys={command.keys} />}
    </>
  );
}

/** The words with what was typed in them marked. */
function Marked({ words, text }: { words: string; text: string }) {
  const at = text === "" ? -1 : words.toLowerCase().indexOf(text.toLowerCase());
  if (at < 0) return words;
  return (
    <>
      {words.slice(0, at)}
      <b className={styles.hit}>{words.slice(at, at + text.length)}</b>
      {words.slice(at + text.length)}
    </>
  );
}

const nameOf = (found: Found) => (found.kind === "client" ? found.client.name : found.command.title);
const keyOf = (found: Found) => (found.kind === "client" ? found.client.id : found.command.id);

function fits(command: Command, text: string): boolean {
  if (command.id === "palette") return false;
  return command.title.toLowerCase().includes(text.toLowerCase());
}
